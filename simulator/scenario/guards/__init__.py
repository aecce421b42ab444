"""The language of conditions: read from text, kept as a tree, compiled to functions."""
