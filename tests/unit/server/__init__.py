"""Tests of rounds as values, their messages and their record."""
