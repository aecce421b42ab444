"""A shift: several customers in a row, and what one carries from each to the next."""
