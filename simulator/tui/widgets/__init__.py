"""The widgets of the full-screen face; each draws what it is given, posts messages, and knows no sibling."""
