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
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from simulator.classroom.record_file import FileLost, RecordFile
from simulator.errors import SimulatorError
from simulator.records.failures import shown

if TYPE_CHECKING:
    from collections.abc import Callable
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
_KIND = 3
"""Which value of a row is its kind."""
MOST_AT_ONCE = 1000
CHECKPOINT_SECONDS = 10.0
"""How long what was written may be in the log alone. A copy of the file without its log is a round up to then."""
CHECKPOINT_KINDS = frozenset(("opened", "bound", "phase"))
"""Events after which the file is whole by itself before anything is answered: a round is copied while it is paused."""


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

    def __init__(self, path: Path, *, new: bool, now: Callable[[], float] = time.monotonic) -> None:
        """Open or make the file; `now` counts seconds. Raises RecordFailed."""
        self.path, self._now = path, now
        if path.is_dir():
            raise RecordFailed(f"{shown(path)} is a folder.", "Name a file with --db.")
        if new and path.exists() and path.stat().st_size:
            message = f"There is already a round in {shown(path)}."
            raise RecordFailed(message, "Go on with it by --go-on, or name another file with --db.")
        if not new and not path.exists():
            raise RecordFailed(f"There is no round in {shown(path)}: the file is not there.")
        self._lost = False
        self._open(new=new)
        self._written, self._checkpoint_at = False, now()
        self._gathered: list[_Waiting] = []
        self._waiting: queue.SimpleQueue[list[_Waiting] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def _open(self, *, new: bool) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(
                os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            )  # names are nobody else's business
            self._connection = sqlite3.connect(
                self.path, isolation_level=None, check_same_thread=False, timeout=0.5
            )
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error
        try:
            self._prepare(new=new)
            self._file = RecordFile(self.path)
        except (sqlite3.Error, ValueError) as error:
            self._connection.close()
            raise self._unusable(error) from error
        except RecordFailed:
            self._connection.close()
            raise

    def _prepare(self, *, new: bool) -> None:
        """Lock the file, and see to its tables."""
        execute = self._connection.execute
        execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = FULL")
        execute("PRAGMA locking_mode = EXCLUSIVE")
        execute("PRAGMA wal_autocheckpoint = 0")  # while it works, nobody is answered
        (version,) = execute("PRAGMA user_version").fetchone()
        if new:
            self._connection.executescript(_TABLES)
            execute(f"PRAGMA user_version = {FORMAT}")
        elif version != FORMAT:
            raise RecordFailed(f"{shown(self.path)} holds no round that this version can read.")
        # Takes the lock, so that a second server on the same file is refused at once.
        execute("BEGIN IMMEDIATE")
        execute("COMMIT")
        execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def _unusable(self, error: Exception) -> RecordFailed:
        why = (isinstance(error, OSError) and error.strerror) or str(error)
        if isinstance(error, ValueError):
            why = "it is damaged"
        return RecordFailed(f"The round's file {shown(self.path)} cannot be used: {why}.")

    def events(self) -> list[Event]:
        """Return every event in the order of writing; to be called before the first append. Raises RecordFailed."""
        try:
            rows = self._connection.execute(
                "SELECT stream, version, kind, at, body, cmd FROM events ORDER BY number"
            ).fetchall()
        except (sqlite3.Error, ValueError):
            raise RecordFailed(f"{shown(self.path)} holds no round that can be read.") from None
        return [self._event(row, values) for row, values in enumerate(rows, 1)]

    def _event(self, row: int, values: tuple[Any, ...]) -> Event:
        """Return the event of a row; raises RecordFailed where it isn't one."""
        stream, version, kind, at, text, cmd = values
        try:
            body = orjson.loads(text)
        except ValueError:
            raise self.damaged(row) from None
        texts = isinstance(cmd, str | None) and all(isinstance(x, str) for x in (stream, kind, at))
        if not texts or not isinstance(version, int) or not isinstance(body, dict):
            raise self.damaged(row)
        return Event(stream, version, kind, at, body, cmd)

    def damaged(self, row: int) -> RecordFailed:
        """Return what is to be raised where an event, counted from 1, cannot be part of a round."""
        message = f"The round's file {shown(self.path)} is damaged: row {row} of its events makes no sense."
        return RecordFailed(message, "Use a copy of the file that was made earlier.")

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
        for tail in ("", "-wal", "-shm", "-copy"):
            with contextlib.suppress(OSError):
                self.path.with_name(self.path.name + tail).unlink()

    def _write(self) -> None:
        """In its own thread: write all that waits in one go, then answer all of it."""
        ends = False
        while not ends:
            group: list[_Waiting] = []
            while not ends and not (group and self._waiting.empty()):
                try:
                    more = self._waiting.get(timeout=self._until_checkpoint())
                except queue.Empty:
                    self._checkpoint()
                    continue
                ends = more is None
                group += more or []
            for at in range(0, len(group), MOST_AT_ONCE):
                self._commit(group[at : at + MOST_AT_ONCE])
            if self._until_checkpoint() == 0:
                self._checkpoint()

    def _commit(self, group: list[_Waiting]) -> None:
        """Write a group in one statement, which is a transaction by itself.

        With a statement for each row this thread would have to wait for the interpreter as often, each time for as long as the
        other thread is busy.
        """
        failed: RecordFailed | None = None
        try:
            self._insert(group)
        except sqlite3.IntegrityError as error:
            if len(group) > 1:
                for one in group:  # one bad event must not take the others with it
                    self._commit([one])
                return
            failed = RecordClash(self._unwritten(error))
        except FileLost as error:
            self._lost = True
            failed = RecordFailed(str(error), error.hint)
        except RecordFailed as error:
            failed = error
        except Exception as error:  # else this thread would end, and everyone wait for ever
            failed = RecordFailed(self._unwritten(error))
        else:
            self._written = True
            if any(item.row[_KIND] in CHECKPOINT_KINDS for item in group):
                self._checkpoint()
        _answer(group, failed)

    def _insert(self, group: list[_Waiting]) -> None:
        """Write a group, and see that it is in the file at the path; raises FileLost if it isn't, and then takes it back."""
        if self._lost:
            self._restore()
        self._file.check_log()
        cursor = self._connection.execute(
            _INSERT + ", ".join([_ROW] * len(group)),
            [value for item in group for value in item.row],
        )
        try:
            self._file.check_written()
        except FileLost:
            # Should the file come back, what was refused is not in it.
            before = (cursor.lastrowid or 0) - len(group)
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("DELETE FROM events WHERE number > ?", (before,))
                self._file.note_log()
            raise

    def _restore(self) -> None:
        """Go on with a file that was lost: one that has been put back, or a copy of what this process still has open.

        Raises FileLost, RecordFailed, sqlite3.Error or OSError.
        """
        if self._file.is_missing:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            copy = self.path.with_name(self.path.name + "-copy")
            with contextlib.closing(sqlite3.connect(copy)) as connection:
                self._connection.backup(connection)
            copy.chmod(0o600)
            copy.rename(self.path)
            self._connection.close()
            self._open(new=False)
        elif self._file.is_same and self._file.is_log_missing:
            self._connection.close()  # brings what is in the log into the file
            self._open(new=False)
        self._file.check()
        self._lost = False

    def _unwritten(self, error: Exception) -> str:
        return f"The round's file {shown(self.path)} cannot be written: {error}."

    def _until_checkpoint(self) -> float | None:
        """Seconds until what was written has to be in the file by itself; None where it is."""
        if not self._written or self._lost:
            return None
        return max(0.0, self._checkpoint_at + CHECKPOINT_SECONDS - self._now())

    def _checkpoint(self) -> None:
        """Bring what is in the log into the file; where that cannot be done now, it is tried again."""
        self._written, self._checkpoint_at = False, self._now()
        try:
            self._file.check()  # a log that was cut short would spoil the file
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except (FileLost, sqlite3.Error):
            self._written = True
        else:
            self._file.note()


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
