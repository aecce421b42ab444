"""Work done in its own process: a proof, and the best that can still be reached from the middle of a play."""
