"""Tests of `simulator.editor`."""
