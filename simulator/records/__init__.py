"""What is kept of a play: the journal of its moves, and the folder the journals lie in."""
