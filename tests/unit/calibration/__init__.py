"""Tests of calibration: plays to rate, ratings, and their agreement."""
