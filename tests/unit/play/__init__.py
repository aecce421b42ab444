"""Tests of `simulator.play`."""
