"""The database of a round's events: one SQLite file with its log, every write checked to be in the file at the path.

Synchronous; event_log.py calls it in its own thread. What the file is checked for is in event_file.py.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from simulator.errors import SimulatorError
from simulator.files import check_regular, make_private_folder
from simulator.records.sqlite_errors import is_damage, reason
from simulator.rounds.event_file import FileLost, RecordFile
from simulator.text import path_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMAT = 1
_TABLES = """
CREATE TABLE events (
    number INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, cmd TEXT, kind TEXT NOT NULL,
    at TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (stream, version), UNIQUE (stream, cmd)
);
"""
_INSERT = "INSERT INTO events (stream, version, cmd, kind, at, body) VALUES "
ALL_ROWS = "SELECT stream, version, kind, at, body, cmd FROM events ORDER BY number"
"""Every row in the order of writing."""
_ROW = "(?, ?, ?, ?, ?, ?)"


class RecordFailed(SimulatorError):
    """The record of a round could not be opened or written."""


class RecordClash(RecordFailed):
    """An event whose version or cmd its stream has already; nothing is wrong with the disk."""


class RecordDatabase:
    """The open file of one round."""

    def __init__(self, path: Path, *, new: bool) -> None:
        """Open or make the file; raises RecordFailed."""
        self.path = path
        if os.path.lexists(path):
            try:
                check_regular(path, path.stat())
            except OSError as error:
                message = f"The round's file {path_text(path)} can't be used: {error.strerror}."
                raise RecordFailed(message, "Name a file with --db.") from None
        if new and path.exists() and path.stat().st_size:
            message = f"There is already a round in {path_text(path)}."
            raise RecordFailed(message, "Resume it with --resume, or name another file with --db.")
        if not new and not path.exists():
            raise RecordFailed(f"There is no round in {path_text(path)}: the file doesn't exist.")
        self.is_lost = False
        """Whether the file was not the one that was opened any more when it was last written to."""
        self._open(new=new)

    def _open(self, *, new: bool) -> None:
        try:
            make_private_folder(self.path.parent)
            made = _create(self.path)
            if not new:
                self._check_whole()
            self._connection = sqlite3.connect(
                self.path, isolation_level=None, check_same_thread=False, timeout=0.5
            )
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error
        try:
            self._prepare(new=new)
            self._file = RecordFile(self.path)
        except BaseException as error:
            self._connection.close()
            if new and made:
                self.remove()  # half a round would be in the way of the next try
            if isinstance(error, (sqlite3.Error, OSError, ValueError)):
                raise self._unusable(error) from error
            raise

    def _check_whole(self) -> None:
        """Raise sqlite3.Error or RecordFailed unless file and log are whole together.

        To be asked before the file is opened for writing, which brings into it whatever the log holds, be it the log of another
        file.
        """
        address = f"file:{quote(os.fspath(self.path))}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=0.5)) as connection:
            try:
                (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            except ValueError:  # its words can't be decoded
                found = "damaged"
        if found != "ok":
            raise self._unusable(sqlite3.DatabaseError())

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
            raise RecordFailed(
                f"{path_text(self.path)} doesn't contain a round this version can read."
            )
        # Takes the lock, so that a second server on the same file is refused at once.
        execute("BEGIN IMMEDIATE")
        execute("COMMIT")
        execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def _unusable(self, error: Exception) -> RecordFailed:
        message = f"The round's file {path_text(self.path)} can't be used: {reason(error)}"
        log = self.path.with_name(self.path.name + "-wal")
        if not is_damage(error):
            return RecordFailed(f"{message}.")
        if not log.exists():
            return RecordFailed(f"{message}.", "Use an earlier copy of the file.")
        return RecordFailed(
            f"{message}, or the log beside it, {path_text(log)}, belongs to another file.",
            "Copy only this file to another folder and use that, or use an earlier copy.",
        )

    def rows(self) -> list[tuple[Any, ...]]:
        """Return every row in the order of writing; raises RecordFailed."""
        try:
            return self._connection.execute(ALL_ROWS).fetchall()
        except (sqlite3.Error, ValueError):
            raise RecordFailed(
                f"{path_text(self.path)} doesn't contain a readable round."
            ) from None

    def insert(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write rows in one statement, which is a transaction by itself; raises RecordFailed, and then none is written.

        With a statement for each row the thread would have to wait for the interpreter as often, each time for as long as
        another thread is busy.
        """
        try:
            if self.is_lost:
                self._restore()
            self._file.check_log()
            self._insert(rows)
        except FileLost as error:
            self.is_lost = True
            raise RecordFailed(str(error), error.hint) from error
        except RecordFailed:
            raise
        except Exception as error:  # whatever it is, whoever waits for the rows has to be told
            kind = RecordClash if isinstance(error, sqlite3.IntegrityError) else RecordFailed
            raise kind(
                f"The round's file {path_text(self.path)} can't be written: {reason(error)}."
            ) from error

    def _insert(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write rows; raises FileLost where they are not in the file at the path, and then takes them back."""
        try:
            cursor = self._connection.execute(
                _INSERT + ", ".join([_ROW] * len(rows)), [value for row in rows for value in row]
            )
        except sqlite3.Error:
            self._file.note_log()  # what did not fit may have been begun
            raise
        try:
            self._file.check_written()
        except FileLost:
            # Should the file come back, what was refused is not in it.
            before = (cursor.lastrowid or 0) - len(rows)
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("DELETE FROM events WHERE number > ?", (before,))
                self._file.note_log()
            raise

    def _restore(self) -> None:
        """Continue with a file that was lost: one that has been put back, or a copy of what this process still has open.

        Raises FileLost, RecordFailed, sqlite3.Error or OSError.
        """
        if self._file.is_missing:
            make_private_folder(self.path.parent)
            copy = self.path.with_name(self.path.name + "-copy")
            _create(copy)
            try:
                with contextlib.closing(sqlite3.connect(copy)) as connection:
                    self._connection.backup(connection)
                copy.rename(self.path)
            except BaseException:
                copy.unlink(missing_ok=True)
                raise
            self._disconnect()
            self._open(new=False)
        elif self._file.is_same and self._file.is_log_missing:
            self._disconnect()  # brings what is in the log into the file
            self._open(new=False)
        self._file.check()
        self.is_lost = False

    def checkpoint(self) -> bool:
        """Bring what is in the log into the file, so that it is whole by itself; return whether that could be done."""
        try:
            self._file.check()  # a log that was cut short would spoil the file
        except FileLost:
            return False
        try:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error:
            return False
        finally:
            self._file.note()
        return True

    def close(self) -> None:
        """Let go of the file; one that was lost is saved again if that can be done, and else `is_lost` says so."""
        try:
            self._file.check()
        except FileLost:
            self.is_lost = True
            with contextlib.suppress(FileLost, RecordFailed, sqlite3.Error, OSError):
                self._restore()
        self._disconnect()

    def _disconnect(self) -> None:
        self._connection.close()
        self._file.close()

    def remove(self) -> None:
        """Take the file away again; for a round that did not begin, after close."""
        for tail in ("", "-wal", "-shm", "-copy"):
            with contextlib.suppress(OSError):
                self.path.with_name(self.path.name + tail).unlink()


def _create(path: Path) -> bool:
    """Make a file that only its owner may read: names are no one else's business; return False where there is one."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True
