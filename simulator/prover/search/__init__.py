"""The search: moves of many states at once, the nodes reached, and the graph they make."""
