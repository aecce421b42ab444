"""The history of plays: one row for each play begun at this machine, in an SQLite file.

Figures are worked out elsewhere and kept here, so that progress over time can be shown without playing every save again. Lost
or damaged, it is made again from the saves, but for the figures of plays of an earlier edition of the rules: they can't be
worked out any more. It must not import the engine or believe that a row is still true of a save that has changed; `known` tells
which are.
"""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import closing
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.files import check_regular, make_private_folder, read_start
from simulator.records.history_rows import ADDED_IN_VERSION_2, COLUMNS, TABLE, play_in, row_of
from simulator.records.saves import default_folder
from simulator.records.sqlite_errors import code_of, reason
from simulator.text import path_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from simulator.records.history_rows import Play

    Rows = list[tuple[Any, ...]]

VARIABLE = "SIMULATOR_RECORDS"
SUFFIX = ".sqlite"
"""The suffix a file that isn't a database must have to be treated as a damaged history."""
VERSION = 2
BUSY_SECONDS = 5.0
KEYS_AT_ONCE = 500
"""Keys of plays that one question asks for."""
SEEN_TABLE = "CREATE TABLE IF NOT EXISTS plays_seen (folder TEXT NOT NULL, stem TEXT NOT NULL, stamp TEXT NOT NULL)"
"""Saves that were read already. It is made when it is needed, because it only saves time: older programs leave it alone."""
SEEN_EXISTS = "SELECT 1 FROM sqlite_master WHERE name = 'plays_seen'"
_SIGNATURE = b"SQLite format 3\0"
_PAGE = 4096


def history_path(named: str | None, checkout: Path | None) -> Path:
    """Where the history lies: where it was named, else where the environment says, else beside the folder of saves."""
    from pathlib import Path

    given = named or os.environ.get(VARIABLE, "")
    if given:
        return Path(given)
    saves = default_folder(checkout)
    return (saves if checkout else saves.parent) / f"history{SUFFIX}"


class History:
    """The plays in one file, which is made when there is something to keep; each call opens and closes it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def plays(self, person: str | None = None) -> list[Play]:
        """Every play, or one person's, by when it was begun; none without a file. Rows that aren't plays are left out."""
        if not os.path.lexists(self.path):
            return []
        where, values = ("", ()) if person is None else (" WHERE person = ?", (person,))
        rows = self._ask(
            f"SELECT {', '.join(COLUMNS)} FROM plays{where} ORDER BY started, key", values
        )
        return [play for row in rows if (play := play_in(row))]

    def play(self, key: str) -> Play | None:
        """Return the play of a key, if it is kept."""
        return next((play for play in self.plays() if play.key == key), None)

    def known(self) -> Mapping[str, datetime]:
        """When each play that is kept was last changed, by its key."""
        return {play.key: play.updated for play in self.plays()}

    def plays_of(self, keys: Sequence[str]) -> list[Play]:
        """Return the plays of these keys, as far as they are kept."""
        found: list[Play] = []
        if not os.path.lexists(self.path):
            return found
        for start in range(0, len(keys), KEYS_AT_ONCE):
            part = keys[start : start + KEYS_AT_ONCE]
            marks = ", ".join("?" * len(part))
            rows = self._ask(f"SELECT {', '.join(COLUMNS)} FROM plays WHERE key IN ({marks})", part)
            found += (play for row in rows if (play := play_in(row)))
        return found

    def seen(self, folder: Path) -> dict[str, str]:
        """Return by its stem the stamp of each save of a folder of which nothing more is to be read until it changes."""
        if not os.path.lexists(self.path) or not self._ask(SEEN_EXISTS, ()):
            return {}
        where = _folder_key(folder)
        return dict(self._ask("SELECT stem, stamp FROM plays_seen WHERE folder = ?", (where,)))

    def note_seen(self, folder: Path, stamps: Mapping[str, str]) -> None:
        """Note that saves with these stamps are read, and forget about those of the folder that are gone."""
        if not os.path.lexists(self.path):
            return
        where = _folder_key(folder)
        rows = [(where, stem, stamp) for stem, stamp in stamps.items()]

        def work(connection: sqlite3.Connection) -> Rows:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(SEEN_TABLE)
            connection.execute("DELETE FROM plays_seen WHERE folder = ?", (where,))
            connection.executemany("INSERT INTO plays_seen VALUES (?, ?, ?)", rows)
            connection.execute("COMMIT")
            return []

        import sqlite3

        try:
            self._with(work)
        except (sqlite3.Error, OSError) as error:
            raise self._failure("written", error) from error

    def keep(self, plays: Iterable[Play]) -> None:
        """Keep these rows, in place of what was kept of the same plays."""
        rows = [row_of(play) for play in plays]
        if not rows:
            return
        marks = ", ".join("?" * len(COLUMNS))
        self._do(f"INSERT OR REPLACE INTO plays ({', '.join(COLUMNS)}) VALUES ({marks})", rows)

    def forget(self, person: str) -> int:
        """Remove every row of a person, and what was set aside as damaged; gives how many rows there were."""
        count = len(self.plays(person))
        if self._ask(SEEN_EXISTS, ()) if os.path.lexists(self.path) else False:
            self._do("DROP TABLE plays_seen", None)  # it names saves, and can be had again
        if count:
            self._do("DELETE FROM plays WHERE person = ?", [(person,)])
            self._do("VACUUM", None)
        try:
            self._aside.unlink(missing_ok=True)
        except OSError as error:
            raise self._failure("written", error) from error
        return count

    def rename(self, old: str, new: str) -> int:
        """Put every row of a person under another name; return how many there were."""
        count = len(self.plays(old))
        if count:
            self._do("UPDATE plays SET person = ? WHERE person = ?", [(new, old)])
            self._do("VACUUM", None)  # so that the old name is nowhere in the file
        return count

    @property
    def _aside(self) -> Path:
        return self.path.with_name(f"{self.path.name}.damaged")

    def _with(self, work: Callable[[sqlite3.Connection], Rows]) -> Rows:
        """Do this with the file; one that is damaged is set aside first, since all in it can be had again."""
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
        """Bring the file to this version, an empty one too; raises SimulatorError where it is newer or isn't a history."""
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise SimulatorError(
                f"The history {path_text(self.path)} was written by a newer version.",
                "Update the simulator, or name another file with --records.",
            )
        schema = "SELECT CAST(name || ' ' || tbl_name || ' ' || IFNULL(sql, '') AS BLOB) FROM sqlite_master"
        entries = connection.execute(schema).fetchall()
        if not all(b"plays" in entry for (entry,) in entries):
            raise self._foreign()
        if version != VERSION or not entries:
            _upgrade(connection)

    def _set_aside(self) -> None:
        """Rename a damaged history, so that a new one can be made; raises SimulatorError where it is something else."""
        if self.path.suffix != SUFFIX and not _was_history(read_start(self.path, _PAGE)):
            raise self._foreign()
        if self.path.stat().st_uid != os.geteuid():
            raise PermissionError(errno.EPERM, "it is damaged, and belongs to another user")
        self.path.replace(self._aside)
        self._remove()  # else what lies beside it would be taken for the new file's

    def _remove(self) -> None:
        """Remove the file and what SQLite may have left beside it."""
        for tail in ("", "-journal", "-wal", "-shm"):
            self.path.with_name(self.path.name + tail).unlink(missing_ok=True)

    def _foreign(self) -> SimulatorError:
        message = f"{path_text(self.path)} isn't a play history, and was left as it is."
        return SimulatorError(message, "Name another file with --records.")

    def _ask(self, query: str, values: Sequence[Any]) -> Rows:
        import sqlite3

        try:
            return self._with(lambda connection: connection.execute(query, values).fetchall())
        except (sqlite3.Error, OSError) as error:
            raise self._failure("read", error) from error

    def _do(self, statement: str, rows: Sequence[Sequence[Any]] | None) -> None:
        import sqlite3

        def work(connection: sqlite3.Connection) -> Rows:
            _check_whole(connection)
            if rows is None:
                connection.execute(statement)
            else:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(statement, rows)
                connection.execute("COMMIT")
            return []

        try:
            self._with(work)
        except (sqlite3.Error, OSError) as error:
            raise self._failure("written", error) from error

    def _failure(self, done: str, error: Exception) -> SimulatorError:
        message = f"The history {path_text(self.path)} can't be {done}: {reason(error)}."
        return SimulatorError(
            message, "Your conversations are still saved; name another file with --records."
        )


def _folder_key(folder: Path) -> str:
    """Return a folder as the table of saves names it: without its name, which may be a person's."""
    return hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]


def _upgrade(connection: sqlite3.Connection) -> None:
    """Make the table in an empty file, or add to an older one what it lacks; all of it, or nothing."""
    import sqlite3

    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            connection.execute(TABLE)
        elif version < 1:
            raise sqlite3.DatabaseError("it was written by an older version")
        elif version < VERSION:  # else another program has done it meanwhile
            for statement in ADDED_IN_VERSION_2:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has taken it back by itself where the disk is full
            connection.execute("ROLLBACK")
        raise


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


def _was_history(start: bytes) -> bool:
    """Whether a damaged file was a history, judged by its first page: whatever a user named by mistake must not be moved."""
    alike = sum(a == b for a, b in zip(start, _SIGNATURE, strict=False))
    return alike > len(_SIGNATURE) // 2 or b"TABLE plays" in start or not start.strip(b"\0")
