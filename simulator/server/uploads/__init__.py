"""Scenario files that trainers add to a server: checked, kept in versions, tried in a preview, offered to everyone."""
