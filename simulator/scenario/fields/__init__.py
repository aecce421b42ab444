"""The tables of a scenario file and the kinds of value they hold; `format.py` puts them together."""
