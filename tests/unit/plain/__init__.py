"""Tests of plain mode without a process: a console that is typed on by the test."""
