"""Calibration: plays as blinded transcripts for people to rate, and how their ratings agree with each other and the rules.

Draws plays by seed, writes them without scores or names, reads the ratings back, and works out the agreement. It changes no
rule; what the figures mean for the rules is for people to say.
"""
