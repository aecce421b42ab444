"""What a scenario says before any play: its guards over many states, its links, what matters to what, and remaining bounds."""
