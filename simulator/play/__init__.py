"""One place to play from: a conversation, its journal and its clock. Every face plays through a seat."""
