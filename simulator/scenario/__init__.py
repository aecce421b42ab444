"""The scenario language: what a file may say, read into immutable values or into problems."""
