"""What answers each route: a handler takes a visit that guard.py has let in, and returns a page or leads to another."""
