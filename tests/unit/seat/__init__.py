"""Tests of `simulator.seat`."""
