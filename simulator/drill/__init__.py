"""Short exercises: cards made of plays that the engine has made, and answers held against what it works out."""
