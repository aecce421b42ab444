"""What is wrong with a text that isn't TOML, where, and what to write instead."""
