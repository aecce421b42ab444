"""Tests of `simulator.jobs`."""
