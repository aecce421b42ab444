"""Courses: which scenarios to play week by week, how far a player has come, and what to play next."""
