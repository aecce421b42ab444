"""A state of a conversation in machine words, and back."""
