"""The second reading of the rules, and the random scenarios it is compared on."""
