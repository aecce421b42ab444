"""Assignments of a class: what is to be played by when, which try counts, and who has done what."""
