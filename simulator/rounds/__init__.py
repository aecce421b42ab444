"""Timed rounds from one machine: rounds as values, their record, the server that owns engine and clock, and its messages."""
