"""The full-screen face, drawn with Textual: the only part of the simulator that imports it."""
