"""A scenario as a copy for people without the program: a screenplay to read and comment on, and a table for a spreadsheet."""
