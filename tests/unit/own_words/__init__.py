"""Tests of matching what a trainee types with the replies on offer."""
