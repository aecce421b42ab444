"""Solo plays on a standing server: each a value folded from its events, and the pages on which it is played."""
