"""The forms in which results leave the program: text, JSON, CSV and so on, each made piece by piece from results alone."""
