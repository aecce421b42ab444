"""A terminal role-play simulator for customer service."""

__version__ = "0.1.0"
