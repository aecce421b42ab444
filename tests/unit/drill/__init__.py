"""Tests of exercises as values."""
