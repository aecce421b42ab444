"""Takes a person's name and their own words out of the file of a round; their moves stay, and with them what the class did.

Moves can't be taken out: the class's figures are made of all of them, and a file from which they are missing would be damaged.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.rounds.names import compared_name
from simulator.server.rounds.words import FORMER
from simulator.text import path_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

OWN_WORDS = ("words", "found")


def anonymise(path: Path, seat: str | None, others: Collection[str]) -> None:
    """Rewrite the events of a person's seat, and the class list; nothing happens where there is no file.

    Args:
        path: The file of the round, which isn't open.
        seat: The person's seat; None for someone who was on the class list and never came.
        others: The names of everyone else in the class. A name on the class list that is none of theirs, and that no other seat
            was listed by, is taken off it: it may be what the person was called before.

    Raises SimulatorError.
    """
    if not path.exists():
        return
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA secure_delete = ON")
            database.execute("BEGIN IMMEDIATE")
            _rewrite(database, seat, {compared_name(name) for name in others})
            database.execute("COMMIT")
            # What was written over must not be left in the log beside the file, or in its free pages.
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (sqlite3.Error, ValueError, KeyError) as error:
        raise SimulatorError(
            f"The name can't be taken out of {path_text(path)}: {error}.",
            "Delete the round, or try again.",
        ) from error


def _rewrite(database: sqlite3.Connection, seat: str | None, kept: set[str]) -> None:
    rows = database.execute("SELECT rowid, stream, kind, body FROM events").fetchall()
    for row, stream, kind, text in rows:
        if kind in ("joined", "renamed"):
            body = json.loads(text)
            if stream != seat:
                kept.add(compared_name(str(body.get("listed", ""))))
                continue
            body |= {key: FORMER for key in ("name", "typed", "listed") if body.get(key)}
            _write(database, row, body)
        elif stream == seat and kind == "move":
            body = json.loads(text)
            if any(body.pop(key, None) for key in OWN_WORDS):
                _write(database, row, body)
    for row, _, kind, text in rows:
        if kind == "opened":
            body = json.loads(text)
            for person in body["setup"].get("people", ()):
                if compared_name(str(person["name"])) not in kept:
                    person["name"] = FORMER
            _write(database, row, body)


def _write(database: sqlite3.Connection, row: int, body: dict[str, Any]) -> None:
    database.execute("UPDATE events SET body = ? WHERE rowid = ?", (json.dumps(body), row))
