"""What is true of every possible play of a scenario: exhaustive search, exact bounds and simple policies."""
