"""The server's database as one SQLite file: one thread writes, in groups; the event loop reads beside it.

Every write waits for the disk, and those that wait at the same moment share one commit. Another connection reads, so that a
page never waits for a write, and so that `sqlite3 FILE .backup` works while the server runs; a lock file keeps a second server
out. An open file can be deleted or replaced and still accept writes, so each commit looks whether it is still the one at the
path.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import queue
import sqlite3
import threading
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import msgspec

from simulator.errors import SimulatorError
from simulator.files import check_regular, make_private_folder
from simulator.records.sqlite_errors import reason
from simulator.rounds.event_log import Event, read_rows
from simulator.server.migrate import migrate
from simulator.server.store import Clash, Statement, StoreFailed
from simulator.text import path_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from simulator.server.store import Row, Value

T = TypeVar("T")

MAX_GROUP = 500
"""Writes that share a commit at most."""
_OF_STREAM = "SELECT stream, version, kind, at, body, cmd FROM events WHERE stream = ? AND {} ORDER BY version"


class _Waiting(NamedTuple):
    """A write, and who waits for it."""

    statements: Sequence[Statement]
    done: asyncio.Future[list[list[Row]]]


class SqliteStore:
    """The database of one server, in one file that no other server has open."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, and bring it up to this version; raises SimulatorError."""
        self.path = path
        with contextlib.ExitStack() as opened:
            opened.callback(os.close, _lock(path))
            try:
                self._writer = _connect(path)
                opened.callback(self._writer.close)
                migrate(self._writer, path)
                self._reader = _connect(path)
                opened.callback(self._reader.close)
                self._reader.execute("PRAGMA query_only = ON")
                self._file = _identity(path)
            except (sqlite3.Error, OSError) as error:
                raise self._unusable(error) from error
            self._opened = opened.pop_all()
        self._waiting: queue.SimpleQueue[_Waiting | asyncio.Future[None] | None] = (
            queue.SimpleQueue()
        )
        self._thread = threading.Thread(target=self._write, name="store", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write what waits, and let go of the file."""
        self._waiting.put(None)
        self._thread.join()
        self._opened.close()

    async def rows(self, sql: str, *values: Value) -> list[Row]:
        """Return the rows that a query gives; raises StoreFailed."""
        try:
            return self._reader.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    async def write(self, *statements: Statement) -> list[list[Row]]:
        """Do statements in one transaction, and return the rows that each returns; raises Clash or StoreFailed."""
        done: asyncio.Future[list[list[Row]]] = asyncio.get_running_loop().create_future()
        self._waiting.put(_Waiting(statements, done))
        return await done

    async def erase(self) -> None:
        """Overwrite what was deleted: in the file SQLite does so by itself, and here in its log. Raises StoreFailed."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.put(done)
        await done

    async def append(
        self,
        stream: str,
        expected_version: int,
        cmd: str | None,
        kind: str,
        body: Mapping[str, Any],
        *,
        at: str,
        also: Sequence[Statement] = (),
    ) -> Event:
        """Write an event as the next of a stream; raises Clash or StoreFailed."""
        if cmd is not None and (before := self._of_cmd(stream, cmd)):
            return before
        version = expected_version + 1
        text = msgspec.json.encode(body).decode()
        # The version before must be there: a gap would be a stream that can't be read any more.
        insert = Statement(
            "INSERT INTO events (stream, version, cmd, kind, at, body) SELECT ?, ?, ?, ?, ?, ? "
            "WHERE ? = (SELECT coalesce(max(version), 0) FROM events WHERE stream = ?)",
            (stream, version, cmd, kind, at, text, expected_version, stream),
            changes=1,
        )
        try:
            await self.write(insert, *also)
        except Clash:
            if cmd is not None and (before := self._of_cmd(stream, cmd)):
                return before  # the same command, sent twice at the same moment
            raise
        return Event(stream, version, kind, at, dict(body), cmd)

    async def read(self, stream: str, after: int = 0) -> list[Event]:
        """Return the events of a stream after a version, in order; raises StoreFailed."""
        rows = await self.rows(_OF_STREAM.format("version > ?"), stream, after)
        return read_rows(self.path, rows)

    def _of_cmd(self, stream: str, cmd: str) -> Event | None:
        """Return the event of a stream that a command made, if there is one."""
        try:
            rows = self._reader.execute(_OF_STREAM.format("cmd = ?"), (stream, cmd)).fetchall()
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        return read_rows(self.path, rows)[0] if rows else None

    def _write(self) -> None:
        """In its own thread: do all that waits in one commit, then answer all of it."""
        ends = False
        while not ends:
            group: list[_Waiting] = []
            erasures: list[asyncio.Future[None]] = []
            while not ends and len(group) < MAX_GROUP and not (group and self._waiting.empty()):
                item = self._waiting.get()
                if isinstance(item, _Waiting):
                    group.append(item)
                elif item is not None:
                    erasures.append(item)
                    break
                else:
                    ends = True
            if group:
                self._commit(group)
            if erasures:
                self._empty_log(erasures[0])

    def _empty_log(self, wanted: asyncio.Future[None]) -> None:
        """Bring the log into the file, which overwrites there what was deleted, and cut the log off."""
        found: Exception | None = None
        try:
            self._check_file()
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except (sqlite3.Error, StoreFailed) as error:
            found = error if isinstance(error, StoreFailed) else self._unusable(error)
        _answer([(wanted, found)])

    def _commit(self, group: list[_Waiting]) -> None:
        """Do a group of writes, each whole or not at all, and answer them once they are on the disk."""
        answers: list[tuple[asyncio.Future[list[list[Row]]], list[list[Row]] | Exception]] = []
        try:
            self._check_file()
            self._writer.execute("BEGIN IMMEDIATE")
            answers = [(item.done, self._do(item.statements)) for item in group]
            self._writer.execute("COMMIT")
            self._check_file()
        except Exception as error:  # whatever it is, whoever waits has to be told
            with contextlib.suppress(sqlite3.Error):
                self._writer.execute("ROLLBACK")
            failed = error if isinstance(error, StoreFailed) else self._unusable(error)
            answers = [(item.done, failed) for item in group]
        _answer(answers)

    def _do(self, statements: Sequence[Statement]) -> list[list[Row]] | Exception:
        """Do one write inside the group's transaction; return why where it could not be, and then nothing of it is left.

        Raises sqlite3.Error where the whole transaction is lost, as on a full disk.
        """
        execute = self._writer.execute
        execute("SAVEPOINT one")
        try:
            found = [self._one(statement) for statement in statements]
        except (Clash, sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:
            execute("ROLLBACK TO one")
            execute("RELEASE one")
            if isinstance(error, sqlite3.IntegrityError):
                return Clash(f"The database refused a write: {reason(error)}.")
            return error
        execute("RELEASE one")
        return found

    def _one(self, statement: Statement) -> list[Row]:
        cursor = self._writer.execute(statement.sql, statement.values)
        rows = cursor.fetchall()
        changed = len(rows) if cursor.description is not None else cursor.rowcount
        if statement.changes is not None and changed != statement.changes:
            raise Clash("Something else was written first.")
        return rows

    def _check_file(self) -> None:
        """Raise StoreFailed where the file at the path isn't the one that was opened."""
        try:
            same = _identity(self.path) == self._file
        except OSError:
            same = False
        if not same:
            raise StoreFailed(
                f"The server's file {path_text(self.path)} has been deleted, moved or replaced.",
                "Put it back, or stop the server and start it on a copy.",
            )

    def _unusable(self, error: Exception) -> StoreFailed:
        return StoreFailed(
            f"The server's file {path_text(self.path)} can't be used: {reason(error)}."
        )


def _answer(answers: Sequence[tuple[asyncio.Future[T], T | Exception | None]]) -> None:
    """Wake who waits; a loop that has ended waits for nothing."""

    def answer() -> None:
        for done, found in answers:
            if done.done():
                continue  # who waited for it has gone
            if isinstance(found, Exception):
                done.set_exception(found)
            else:
                done.set_result(cast("T", found))

    with contextlib.suppress(RuntimeError):
        answers[0][0].get_loop().call_soon_threadsafe(answer)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=5.0, cached_statements=500
    )
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _identity(path: Path) -> tuple[int, int]:
    """Return what tells a file from any other; raises OSError."""
    status = path.stat()
    return (status.st_dev, status.st_ino)


def _lock(path: Path) -> int:
    """Take the file for this process alone, and see that it is one; raises SimulatorError.

    A separate file is locked: closing another descriptor of the database itself would end SQLite's own locks.
    """
    shown = path_text(path)
    try:
        make_private_folder(path.parent)
        if os.path.lexists(path):
            check_regular(path, path.stat())
        else:  # only its owner may read it: it has everyone's names and work
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(path.with_name(path.name + "-lock"), flags, 0o600)
    except OSError as error:
        message = f"The server's file {shown} can't be used: {error.strerror}."
        raise SimulatorError(message, "Name a file with --db.") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise SimulatorError(
            f"Another server has {shown} open.",
            "Stop that one first, or name another file with --db.",
        ) from None
    return descriptor
