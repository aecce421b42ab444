"""A second, independent reading of the rules, and random scenarios to compare on."""
