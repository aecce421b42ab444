"""The history of plays: one row for each play begun at this machine, in an SQLite file.

Figures are worked out elsewhere and kept here, so that progress over time can be shown without playing every save again. Lost
or damaged, it is made again from the saves, but for the figures of plays of an earlier edition of the rules: they can't be
worked out any more. It must not import the engine or believe that a row is still true of a save that has changed; `known` tells
which are.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

from simulator.records.history_rows import ADDED_IN_VERSION_2, COLUMNS, TABLE, play_in, row_of
from simulator.records.saves import default_folder
from simulator.records.sqlite_file import SUFFIX, SqliteFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from simulator.records.history_rows import Play

    Rows = list[tuple[Any, ...]]

VARIABLE = "SIMULATOR_RECORDS"
KEYS_AT_ONCE = 500
"""Keys of plays that one question asks for."""
SEEN_TABLE = "CREATE TABLE IF NOT EXISTS plays_seen (folder TEXT NOT NULL, stem TEXT NOT NULL, stamp TEXT NOT NULL)"
"""Saves that were read already. It is made when it is needed, because it only saves time: older programs leave it alone."""
SEEN_EXISTS = "SELECT 1 FROM sqlite_master WHERE name = 'plays_seen'"


def history_path(named: str | None, checkout: Path | None) -> Path:
    """Where the history lies: where it was named, else where the environment says, else beside the folder of saves."""
    from pathlib import Path

    given = named or os.environ.get(VARIABLE, "")
    if given:
        return Path(given)
    saves = default_folder(checkout)
    return (saves if checkout else saves.parent) / f"history{SUFFIX}"


class History(SqliteFile):
    """The plays in one file, which is made when there is something to keep; each call opens and closes it."""

    NOUN, WHAT, MARK, VERSION = "history", "a play history", b"plays", 2
    HINT = "Your conversations are still saved; name another file with --records."

    def plays(self, person: str | None = None) -> list[Play]:
        """Every play, or one person's, by when it was begun; none without a file. Rows that aren't plays are left out."""
        if not os.path.lexists(self.path):
            return []
        where, values = ("", ()) if person is None else (" WHERE person = ?", (person,))
        rows = self.ask(
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
            rows = self.ask(f"SELECT {', '.join(COLUMNS)} FROM plays WHERE key IN ({marks})", part)
            found += (play for row in rows if (play := play_in(row)))
        return found

    def seen(self, folder: Path) -> dict[str, str]:
        """Return by its stem the stamp of each save of a folder of which nothing more is to be read until it changes."""
        if not os.path.lexists(self.path) or not self.ask(SEEN_EXISTS, ()):
            return {}
        where = _folder_key(folder)
        return dict(self.ask("SELECT stem, stamp FROM plays_seen WHERE folder = ?", (where,)))

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
            self.run(work)
        except (sqlite3.Error, OSError) as error:
            raise self.failure("written", error) from error

    def keep(self, plays: Iterable[Play]) -> None:
        """Keep these rows, in place of what was kept of the same plays."""
        rows = [row_of(play) for play in plays]
        if not rows:
            return
        marks = ", ".join("?" * len(COLUMNS))
        self.do(f"INSERT OR REPLACE INTO plays ({', '.join(COLUMNS)}) VALUES ({marks})", rows)

    def forget(self, person: str) -> int:
        """Remove every row of a person, and what was set aside as damaged; gives how many rows there were."""
        count = len(self.plays(person))
        if self.ask(SEEN_EXISTS, ()) if os.path.lexists(self.path) else False:
            self.do("DROP TABLE plays_seen", None)  # it names saves, and can be had again
        if count:
            self.do("DELETE FROM plays WHERE person = ?", [(person,)])
            self.do("VACUUM", None)
        try:
            self.aside.unlink(missing_ok=True)
        except OSError as error:
            raise self.failure("written", error) from error
        return count

    def rename(self, old: str, new: str) -> int:
        """Put every row of a person under another name; return how many there were."""
        count = len(self.plays(old))
        if count:
            self.do("UPDATE plays SET person = ? WHERE person = ?", [(new, old)])
            self.do("VACUUM", None)  # so that the old name is nowhere in the file
        return count

    def upgrade(self, connection: sqlite3.Connection, version: int) -> None:
        """Make the table, or add the columns of version 2."""
        for statement in (TABLE,) if version == 0 else ADDED_IN_VERSION_2:
            connection.execute(statement)


def _folder_key(folder: Path) -> str:
    """Return a folder as the table of saves names it: without its name, which may be a person's."""
    return hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
