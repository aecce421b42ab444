"""Work that is done in a process of its own: a proof, and what can still be reached from the middle of a play."""
