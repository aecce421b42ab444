"""Tests of what the full screen is made of, without a screen."""
