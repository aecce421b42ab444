"""Tests of the copies of a scenario for people without the program."""
