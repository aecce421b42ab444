"""A scenario file followed from save to save: read, checked, tested, proved and played again up to where the trainer stands."""
