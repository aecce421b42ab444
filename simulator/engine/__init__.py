"""The rules of play: pure, deterministic, without clock, randomness or input and output."""
