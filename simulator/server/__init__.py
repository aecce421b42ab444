"""The standing server of a team: accounts, classes, and what people do on their own, in pages that work without scripts.

One process, and one SQLite file that holds all of it. What a page may do is decided in one place (guard.py) from one table
(routes.py), before any handler runs. Needs the extra `server`; only the command `serve` imports this package.
"""
