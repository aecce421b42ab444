"""Shifts on a standing server: several customers in a row, each played on the page of a conversation."""
