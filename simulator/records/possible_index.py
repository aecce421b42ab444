"""The least and the most satisfaction that any play of a scenario can reach, kept beside the history once it was worked out.

A line holds for the bytes of a file under one edition of the rules. It names no person and can be worked out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.ruleset import EDITION

if TYPE_CHECKING:
    import sqlite3

    from simulator.records.history import History

TABLE = (
    "CREATE TABLE plays_possible (hash TEXT, edition INTEGER, least INTEGER, most INTEGER, "
    "PRIMARY KEY (hash, edition)) WITHOUT ROWID"
)
LOW, HIGH = -100, 100


def kept_possible(history: History) -> dict[str, tuple[int, int]]:
    """Return what is known, by the hash of a file; raises SimulatorError where the history can't be read."""

    def work(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
        if not _has_table(connection):
            return []
        query = "SELECT hash, least, most FROM plays_possible WHERE edition = ?"
        return connection.execute(query, (EDITION,)).fetchall()

    return {
        str(hash): (least, most)
        for hash, least, most in history.read(work) or []
        if isinstance(least, int) and isinstance(most, int) and LOW <= least <= most <= HIGH
    }


def keep_possible(history: History, hash: str, least: int, most: int) -> None:
    """Keep what was worked out for a file's bytes; raises SimulatorError where it can't be written."""

    def work(connection: sqlite3.Connection) -> None:
        if not _has_table(connection):
            connection.execute("DROP TABLE IF EXISTS plays_possible")
            connection.execute(TABLE)
        row = (hash, EDITION, least, most)
        connection.execute("INSERT OR REPLACE INTO plays_possible VALUES (?, ?, ?, ?)", row)

    history.change(work)


def _has_table(connection: sqlite3.Connection) -> bool:
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'plays_possible'"
    return bool(connection.execute(query).fetchone() == (TABLE,))
