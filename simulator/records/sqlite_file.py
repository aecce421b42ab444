"""An SQLite file of rows, read and written one question at a time, whatever lies at its path.

Each call opens and closes it. A file that is damaged is set aside under another name, so that a new one can be made and nothing
is thrown away; one that is newer or isn't what it should be is left as it is, and said to be. It knows no rows.
"""

from __future__ import annotations

import errno
import os
from contextlib import closing
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from simulator.errors import SimulatorError
from simulator.files import check_regular, make_private_folder, read_start
from simulator.records.sqlite_errors import code_of, reason
from simulator.text import path_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Rows = list[tuple[Any, ...]]

Result = TypeVar("Result")

SUFFIX = ".sqlite"
"""The suffix a file that isn't a database must have to be treated as a damaged one."""
BUSY_SECONDS = 5.0
_SIGNATURE = b"SQLite format 3\0"
_PAGE = 4096


class SqliteFile:
    """A database in one file, which is made when there is something to keep.

    A subclass says what it is called, what each of its tables has in its name, its version, and how it is brought up to that.
    """

    NOUN: ClassVar[str]
    """What it is called: `history`."""
    WHAT: ClassVar[str]
    """What a file is, if it is one: `a play history`."""
    MARK: ClassVar[bytes]
    """What each entry of its schema has in it."""
    VERSION: ClassVar[int]
    HINT: ClassVar[str]
    """What is left and what helps where it can't be read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.was_damaged = False
        """Whether the file was damaged, and set aside, since this object was made."""

    def upgrade(self, connection: sqlite3.Connection, version: int) -> None:
        """Make the tables in an empty file, which has version 0, or add to an older one what it lacks."""
        raise NotImplementedError

    @property
    def aside(self) -> Path:
        """Where a damaged file is set aside."""
        return self.path.with_name(f"{self.path.name}.damaged")

    def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do this with the file; one that is damaged is set aside first, since nothing is thrown away."""
        import sqlite3  # here, because it is not needed before the first frame

        make_private_folder(self.path.parent)
        try:
            with closing(self._connection()) as connection:
                return work(connection)
        except (sqlite3.Error, ValueError) as error:
            if not _is_damage(error, self.path):
                raise
        self._set_aside()
        with closing(self._connection()) as connection:
            return work(connection)

    def _connection(self) -> sqlite3.Connection:
        import sqlite3

        made = not os.path.lexists(self.path)
        if made:
            self.path.touch(mode=0o600)  # as the saves: for nobody else to read
        else:
            check_regular(self.path, self.path.stat())
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare(connection)
        except BaseException as error:
            connection.close()
            if made and code_of(error) != sqlite3.SQLITE_BUSY:  # else another program fills it
                self._remove()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Bring the file to this version, an empty one too; raises SimulatorError where it is newer or something else."""
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > self.VERSION:
            raise SimulatorError(
                f"The {self.NOUN} {path_text(self.path)} was written by a newer version.",
                "Update the simulator, or name another file with --records.",
            )
        schema = "SELECT CAST(name || ' ' || tbl_name || ' ' || IFNULL(sql, '') AS BLOB) FROM sqlite_master"
        entries = connection.execute(schema).fetchall()
        if not all(self.MARK in entry for (entry,) in entries):
            raise self._foreign()
        if version != self.VERSION or not entries:
            self._bring_up(connection)

    def _set_aside(self) -> None:
        """Rename a damaged file, so that a new one can be made; raises SimulatorError where it is something else."""
        if self.path.suffix != SUFFIX and not self._was_ours(read_start(self.path, _PAGE)):
            raise self._foreign()
        if self.path.stat().st_uid != os.geteuid():
            raise PermissionError(errno.EPERM, "it is damaged, and belongs to another user")
        self.path.replace(self.aside)
        self.was_damaged = True
        self._remove()  # else what lies beside it would be taken for the new file's

    def _remove(self) -> None:
        """Remove the file and what SQLite may have left beside it."""
        for tail in ("", "-journal", "-wal", "-shm"):
            self.path.with_name(self.path.name + tail).unlink(missing_ok=True)

    def _foreign(self) -> SimulatorError:
        message = f"{path_text(self.path)} isn't {self.WHAT}, and was left as it is."
        return SimulatorError(message, "Name another file with --records.")

    def read(self, work: Callable[[sqlite3.Connection], Result]) -> Result | None:
        """Return what work finds in the file, None without one; raises SimulatorError where it can't be read."""
        return self._guarded("read", work) if os.path.lexists(self.path) else None

    def change(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do work in the file, all of it or nothing; raises SimulatorError where it can't be written."""

        def in_transaction(connection: sqlite3.Connection) -> Result:
            connection.execute("BEGIN IMMEDIATE")
            result = work(connection)
            connection.execute("COMMIT")
            return result

        return self._guarded("written", in_transaction)

    def ask(self, query: str, values: Sequence[Any]) -> Rows:
        """Return the rows that a question finds; raises SimulatorError where the file can't be read."""
        return self._guarded("read", lambda found: found.execute(query, values).fetchall())

    def _guarded(self, done: str, work: Callable[[sqlite3.Connection], Result]) -> Result:
        import sqlite3

        try:
            return self.run(work)
        except (sqlite3.Error, OSError) as error:
            raise self.failure(done, error) from error

    def do(self, statement: str, rows: Sequence[Sequence[Any]] | None) -> None:
        """Carry out a statement for each of these rows, all of them or none, or by itself; raises SimulatorError."""

        def work(connection: sqlite3.Connection) -> None:
            _check_whole(connection)
            if rows is None:
                connection.execute(statement)
            else:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(statement, rows)
                connection.execute("COMMIT")

        self._guarded("written", work)

    def failure(self, done: str, error: Exception) -> SimulatorError:
        """Return what to raise where the file can't be `read` or `written`."""
        message = f"The {self.NOUN} {path_text(self.path)} can't be {done}: {reason(error)}."
        return SimulatorError(message, self.HINT)

    def _bring_up(self, connection: sqlite3.Connection) -> None:
        """Make the tables in an empty file, or add to an older one what it lacks; all of it, or nothing."""
        import sqlite3

        connection.execute("BEGIN IMMEDIATE")
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            empty = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            if version < 1 and not empty:
                raise sqlite3.DatabaseError("it was written by an older version")
            if empty or version < self.VERSION:  # else another program has done it meanwhile
                self.upgrade(connection, 0 if empty else version)
            connection.execute(f"PRAGMA user_version = {self.VERSION}")
            connection.execute("COMMIT")
        except BaseException:
            if (
                connection.in_transaction
            ):  # SQLite has taken it back by itself where the disk is full
                connection.execute("ROLLBACK")
            raise

    def _was_ours(self, start: bytes) -> bool:
        """Whether a damaged file was such a one, judged by its first page: what a user named by mistake must not be moved."""
        alike = sum(a == b for a, b in zip(start, _SIGNATURE, strict=False))
        mark = b"TABLE " + self.MARK
        return alike > len(_SIGNATURE) // 2 or mark in start or not start.strip(b"\0")


def _check_whole(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError where the parts of the file disagree.

    SQLite itself does not notice: with a damaged index it takes a play that is kept for a new one, and keeps it twice.
    """
    import sqlite3

    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise sqlite3.DatabaseError("it is inconsistent")


def _is_damage(error: Exception, path: Path) -> bool:
    """Return whether an error comes from what the file says, and not from the system around it."""
    import sqlite3

    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY:
        return os.access(path, os.W_OK)  # the header says so, and the system doesn't
    if not isinstance(error, sqlite3.OperationalError):
        return True
    return code_of(error) in (
        None,  # Python itself found the fault
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    )
