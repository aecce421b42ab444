"""Rounds of classes on a standing server: each a hosted round with a separate file, all served by one process."""
