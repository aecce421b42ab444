"""The portrait."""
