"""The record of a round: events in one SQLite file, written by one thread in groups.

Record first: nothing is answered before its event is on the disk, and a round is the fold of its events. An event belongs to a
stream (a seat, or the round itself), with a version that counts up from 1; of two events with one version, or with one cmd, in
a stream the second is refused. What could not be written waits and is tried again when asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import sqlite3
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from simulator.errors import SimulatorError
from simulator.files import check_regular
from simulator.records.failures import shown

if TYPE_CHECKING:
    from pathlib import Path

ROUND = "round"
FORMAT = 1
_TABLES = """
CREATE TABLE events (
    number INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, cmd TEXT, kind TEXT NOT NULL,
    at TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (stream, version), UNIQUE (stream, cmd)
);
"""
_INSERT = "INSERT INTO events (stream, version, cmd, kind, at, body) VALUES "
_ROW = "(?, ?, ?, ?, ?, ?)"
MOST_AT_ONCE = 1000
LOG_PAGES = 20_000
"""Pages, of 4 KiB, that are logged before they are brought home: while they are, nobody is answered."""


class RecordFailed(SimulatorError):
    """The record of a round could not be opened or written."""


class RecordClash(RecordFailed):
    """An event whose version or cmd its stream has already; nothing is wrong with the disk."""


class Event(NamedTuple):
    """One thing that happened in a stream; `at` is the time of day it was noted, for people only."""

    stream: str
    version: int
    kind: str
    at: str
    body: dict[str, Any]
    cmd: str | None = None


class _Waiting(NamedTuple):
    """A row that is to be written, and who waits for it."""

    row: tuple[Any, ...]
    done: asyncio.Future[None] | Future[None]


class RoundRecord:
    """The events of one round; `append` is called in a loop, and what it waits for is done in a thread of its own."""

    def __init__(self, path: Path, *, new: bool) -> None:
        """Open or make the file; raises RecordFailed."""
        self.path = path
        if os.path.lexists(path):
            try:
                check_regular(path, path.stat())
            except OSError as error:
                message = f"The round's file {shown(path)} cannot be used: {error.strerror}."
                raise RecordFailed(message, "Name a file with --db.") from None
        if new and path.exists() and path.stat().st_size:
            message = f"There is already a round in {shown(path)}."
            raise RecordFailed(message, "Go on with it by --go-on, or name another file with --db.")
        if not new and not path.exists():
            raise RecordFailed(f"There is no round in {shown(path)}: the file is not there.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(
                os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            )  # names are nobody else's business
            self._connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=0.5
            )
            try:
                self._prepare(new=new)
            except BaseException:
                self._connection.close()
                raise
        except (sqlite3.Error, OSError, ValueError) as error:
            why = (isinstance(error, OSError) and error.strerror) or str(error)
            if isinstance(error, ValueError):  # a byte of the schema that is no UTF-8
                why = "it is damaged"
            raise RecordFailed(f"The round's file {shown(path)} cannot be used: {why}.") from error
        self._gathered: list[_Waiting] = []
        self._waiting: queue.SimpleQueue[list[_Waiting] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def _prepare(self, *, new: bool) -> None:
        """Settle how the file is written, make its table or take its lock; raises sqlite3.Error, ValueError or RecordFailed."""
        execute = self._connection.execute
        execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = FULL")
        execute("PRAGMA locking_mode = EXCLUSIVE")
        execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
        (version,) = execute("PRAGMA user_version").fetchone()
        if new:
            self._connection.executescript(_TABLES)
            execute(f"PRAGMA user_version = {FORMAT}")
        elif version != FORMAT:
            raise RecordFailed(f"{shown(self.path)} holds no round that this version can read.")
        else:
            # Takes the lock, so that a second server on the same file is refused at once.
            execute("BEGIN IMMEDIATE")
            execute("COMMIT")

    def events(self) -> list[Event]:
        """Every event, in the order in which they were written; to be called before the first append."""
        try:
            rows = self._connection.execute(
                "SELECT stream, version, kind, at, body, cmd FROM events ORDER BY number"
            )
            return [
                Event(stream, version, kind, at, orjson.loads(body), cmd)
                for stream, version, kind, at, body, cmd in rows
            ]
        except (sqlite3.Error, ValueError):
            raise RecordFailed(f"{shown(self.path)} holds no round that can be read.") from None

    def append(self, event: Event) -> asyncio.Future[None]:
        """Write an event; the answer comes when it is on the disk, or as the error that kept it from there."""
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        if not self._gathered:
            # What comes in one turn of the loop goes over together: to wake the other thread costs more than a row.
            loop.call_soon(self._hand_over)
        self._gathered.append(_Waiting(_row(event), done))
        return done

    def _hand_over(self) -> None:
        if self._gathered:
            self._waiting.put(self._gathered)
            self._gathered = []

    def keep(self, event: Event) -> None:
        """Write an event and wait until it is on the disk, where no loop has anything else to do; raises RecordFailed."""
        done: Future[None] = Future()
        self._waiting.put([_Waiting(_row(event), done)])
        done.result()

    def close(self) -> None:
        """Write what waits, and let go of the file."""
        self._hand_over()
        self._waiting.put(None)
        self._thread.join()
        self._connection.close()

    def remove(self) -> None:
        """Take the file away again; for a round that did not begin, after close."""
        for tail in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self.path.with_name(self.path.name + tail).unlink()

    def _write(self) -> None:
        """In its own thread: write all that waits in one go, then answer all of it."""
        ends = False
        while not ends:
            group: list[_Waiting] = []
            while not ends and not (group and self._waiting.empty()):
                more = self._waiting.get()
                ends = more is None
                group += more or []
            for at in range(0, len(group), MOST_AT_ONCE):
                self._commit(group[at : at + MOST_AT_ONCE])

    def _commit(self, group: list[_Waiting]) -> None:
        """Write a group in one statement, which is a transaction by itself.

        With a statement for each row this thread would have to wait for the interpreter as often, each time for as long as the
        other thread is busy.
        """
        try:
            self._connection.execute(
                _INSERT + ", ".join([_ROW] * len(group)),
                [value for item in group for value in item.row],
            )
        except sqlite3.Error as error:
            if len(group) > 1 and isinstance(error, sqlite3.IntegrityError):
                for one in group:  # one bad event must not take the others with it
                    self._commit([one])
                return
            kind = RecordClash if isinstance(error, sqlite3.IntegrityError) else RecordFailed
            failed = kind(f"The round's file {shown(self.path)} cannot be written: {error}.")
            _answer(group, failed)
        else:
            _answer(group, None)


def _answer(group: list[_Waiting], failed: RecordFailed | None) -> None:
    """Wake who waits for a group, a loop once for all in it; a loop that has ended waits for nothing."""

    def answer() -> None:
        for item in group:
            if item.done.done():
                continue  # who waited for it has gone
            if failed is None:
                item.done.set_result(None)
            else:
                item.done.set_exception(failed)

    first = group[0].done
    if isinstance(first, Future):
        answer()
        return
    with contextlib.suppress(RuntimeError):
        first.get_loop().call_soon_threadsafe(answer)


def _row(event: Event) -> tuple[Any, ...]:
    body = orjson.dumps(event.body).decode()
    return (event.stream, event.version, event.cmd, event.kind, event.at, body)
