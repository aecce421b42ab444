"""Read the events of a round's file without touching it: a copy, one on a disk that can't be written, one from another machine.

A file that a server has open isn't read, but for an outline: its last events may be on their way.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

from simulator.files import check_regular, read_start
from simulator.records.sqlite_errors import code_of, is_damage, reason
from simulator.rounds.event_database import ALL_ROWS, FORMAT, RecordFailed
from simulator.rounds.event_log import read_rows
from simulator.text import path_text

if TYPE_CHECKING:
    import asyncio
    from pathlib import Path

    from simulator.rounds.event_log import Event

_SIGNATURE = b"SQLite format 3\0"
_OUTLINE = ("opened", "phase", "joined", "remove", "allow", "renamed", "team", "seat-time")
"""The kinds of event that say what a round is, and who is in it."""


class RecordBusy(RecordFailed):
    """The file is open in another program: a server plays that round now."""


def read_events(path: Path) -> list[Event]:
    """Return every event of a round's file in the order of writing; raises RecordFailed, of which RecordBusy."""
    return _read(path, ALL_ROWS)


def read_outline(path: Path, *, live: bool = False) -> list[Event]:
    """Return the events that say what a round is and who is in it; raises RecordFailed, of which RecordBusy.

    With `live`, a file that a server has open is read as it is on the disk, which may be ten seconds behind.
    """
    kinds = ", ".join(f"'{kind}'" for kind in _OUTLINE)
    return _read(path, ALL_ROWS.replace(" ORDER", f" WHERE kind IN ({kinds}) ORDER"), live=live)


def _hint(error: Exception) -> str | None:
    """Return what to do about a file that can't be read, where that is known."""
    if is_damage(error):
        return "Use an earlier copy of the file."
    if isinstance(error, FileNotFoundError):
        return "`simulator rounds` lists your rounds; a file elsewhere is named by its path."
    return None


def _read(path: Path, query: str, *, live: bool = False) -> list[Event]:
    shown = path_text(path)
    try:
        check_regular(path, path.stat())
        if read_start(path, len(_SIGNATURE)) != _SIGNATURE:
            raise RecordFailed(f"{shown} isn't a round's file.")
        rows = _rows(path, query, live=live)
    except (sqlite3.Error, ValueError, OSError) as error:
        message = f"The round's file {shown} can't be read: {reason(error)}."
        if code_of(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise RecordBusy(message, "Stop the round's server first.") from None
        raise RecordFailed(message, _hint(error)) from None
    return read_rows(path, rows)


def _open(path: Path, *, live: bool = False) -> sqlite3.Connection:
    # Without a log beside it no one has the file open, and SQLite needs to write nothing to read it.
    with_log = not live and path.with_name(f"{path.name}-wal").exists()
    address = f"file:{quote(os.fspath(path))}?mode=ro{'' if with_log else '&immutable=1'}"
    return sqlite3.connect(address, uri=True, timeout=0.5)


def _rows(path: Path, query: str, *, live: bool) -> list[tuple[object, ...]]:
    """Return the rows of a file that is a round's and whole; raises RecordFailed, sqlite3.Error or ValueError."""
    with contextlib.closing(_open(path, live=live)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'events'")
        if version != FORMAT or not tables.fetchone():
            raise RecordFailed(f"{path_text(path)} isn't a round's file.")
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("it is damaged")
        return connection.execute(query).fetchall()


def is_round_file(path: Path) -> bool:
    """Return whether a file is that of a round, as far as it can be opened; raises nothing."""
    try:
        check_regular(path, path.stat())
        if read_start(path, len(_SIGNATURE)) != _SIGNATURE:
            return False
        with contextlib.closing(_open(path)) as connection:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'")
            return found.fetchone() is not None
    except (sqlite3.Error, ValueError, OSError):
        return True  # so that whoever reads it says what is wrong with it


class ClosedRecord:
    """The record of a round that is only read: it takes no event."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, event: Event) -> asyncio.Future[None]:
        """Raise RecordFailed."""
        raise self._closing_failure(event)

    def keep(self, event: Event) -> None:
        """Raise RecordFailed."""
        raise self._closing_failure(event)

    def snapshot(self) -> list[Event]:
        """Return every event; raises RecordFailed."""
        return read_events(self.path)

    def _closing_failure(self, event: Event) -> RecordFailed:
        return RecordFailed(f"{path_text(self.path)} is only read, so {event.kind} isn't written.")
