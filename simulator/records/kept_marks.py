"""Which marks each play has earned, kept beside the history so that they are worked out once.

A line holds for a play as long as its row and the rules of the marks are the same; the table may be missing or damaged,
and is made again. It must not know what a mark is: whoever works them out hands them over as ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.records.history_rows import clean
from simulator.ruleset import EDITION

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from simulator.records.history import History
    from simulator.records.history_rows import Play

TABLE = "CREATE TABLE plays_marked (key TEXT PRIMARY KEY, updated TEXT, rules TEXT, marks TEXT) WITHOUT ROWID"
_WHOLE = (
    f"plays.person = ? AND plays.edition = {EDITION} AND plays.given = 0 "
    "AND typeof(plays.satisfaction) = 'integer'"
)
_SAME = "marked.key = plays.key AND marked.updated = plays.updated AND marked.rules = ?"


def plays_to_mark(history: History, person: str, rules: str, most: int) -> list[Play]:
    """Return whole plays of a person of which it isn't known what they earned, the first ones; raises SimulatorError.

    Args:
        history: The history.
        person: Whose plays.
        rules: What the marks go by; of other rules nothing is kept.
        most: How many plays.
    """

    def work(connection: sqlite3.Connection) -> list[str]:
        known = f"SELECT 1 FROM plays_marked AS marked WHERE {_SAME}"
        unknown = f" AND NOT EXISTS ({known})" if _has_table(connection) else ""
        query = f"SELECT key FROM plays WHERE {_WHOLE}{unknown} ORDER BY started, key LIMIT {most}"
        values = (person, rules) if unknown else (person,)
        return [str(key) for (key,) in connection.execute(query, values)]

    return history.plays_of(history.read(work) or [])


def keep_marks(history: History, rules: str, marks: Mapping[Play, tuple[str, ...]]) -> None:
    """Keep the ids of the marks that some plays have earned; raises SimulatorError where they can't be written."""
    if not marks:
        return
    keys = [(play.key,) for play in marks]
    found = {key: " ".join(ids) for (key,), ids in zip(keys, marks.values(), strict=True)}

    def work(connection: sqlite3.Connection) -> None:
        if not _has_table(connection):
            connection.execute("DROP TABLE IF EXISTS plays_marked")
            connection.execute(TABLE)
        connection.executemany(
            "INSERT OR REPLACE INTO plays_marked SELECT key, updated, ?, ? FROM plays WHERE key = ?",
            [(rules, ids, key) for key, ids in found.items()],
        )

    history.change(work)


def first_marked(history: History, person: str, rules: str) -> dict[str, Play]:
    """Return by the id of a mark the first play of a person that is known to have earned it; raises SimulatorError."""

    def work(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
        if not _has_table(connection):
            return []
        query = (
            "SELECT marked.marks, plays.key, MIN(plays.started) FROM plays JOIN plays_marked AS marked "
            f"ON {_SAME} WHERE {_WHOLE} AND marked.marks != '' GROUP BY marked.marks"
        )
        return connection.execute(query, (rules, person)).fetchall()

    rows = history.read(work) or []
    plays = {play.key: play for play in history.plays_of([str(row[1]) for row in rows])}
    first: dict[str, Play] = {}
    for marks, key, _ in rows:
        play = plays.get(str(key))
        for id in clean(str(marks), 1000).split() if play else ():
            if play and (id not in first or play.started < first[id].started):
                first[id] = play
    return first


def _has_table(connection: sqlite3.Connection) -> bool:
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'plays_marked'"
    return bool(connection.execute(query).fetchone() == (TABLE,))
