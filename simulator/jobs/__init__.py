"""Work that is done in its own process: a proof, and what can still be reached from the middle of a play."""
