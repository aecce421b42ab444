"""The history of plays: one row for each play begun at this machine, in an SQLite file.

Figures are worked out elsewhere and kept here, so that progress over time can be shown without playing every save again. Lost
or damaged, it is made again from the saves, but for the figures of plays of an earlier edition of the rules: they can't be
worked out any more. It must not import the engine or believe that a row is still true of a save that has changed; `known` tells
which are.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from simulator.records.history_rows import (
    ADDED_IN_VERSION_2,
    COLUMNS,
    DERIVED_TABLES,
    INDEX,
    TABLE,
    plays_in,
    row_of,
)
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
        if person is None:
            return self._plays_where("1", ())
        return self._plays_where("person = ?", (person,))

    def plays_in(self, scenario: str, person: str) -> list[Play]:
        """Return a person's plays of one scenario, by when they were begun."""
        return self._plays_where("person = ? AND scenario = ?", (person, scenario))

    def count(self, person: str) -> int:
        """Return how many rows a person has."""
        rows = self._find("SELECT COUNT(*) FROM plays WHERE person = ?", (person,))
        return int(rows[0][0]) if rows else 0

    def play(self, key: str) -> Play | None:
        """Return the play of a key, if it is kept."""
        return next(iter(self._plays_where("key = ?", (key,))), None)

    def known(self) -> Mapping[str, datetime]:
        """When each play that is kept was last changed, by its key."""
        return {play.key: play.updated for play in self.plays()}

    def plays_of(self, keys: Sequence[str]) -> list[Play]:
        """Return the plays of these keys, as far as they are kept."""
        found: list[Play] = []
        for start in range(0, len(keys), KEYS_AT_ONCE):
            part = keys[start : start + KEYS_AT_ONCE]
            marks = ", ".join("?" * len(part))
            found += self._plays_where(f"key IN ({marks})", part)
        return found

    def keep(self, plays: Iterable[Play]) -> None:
        """Keep these rows, in place of what was kept of the same plays."""
        rows = [row_of(play) for play in plays]
        if not rows:
            return
        marks = ", ".join("?" * len(COLUMNS))
        self.change(lambda connection: connection.execute(INDEX))
        self.do(f"INSERT OR REPLACE INTO plays ({', '.join(COLUMNS)}) VALUES ({marks})", rows)

    def forget(self, person: str) -> int:
        """Remove every row of a person, and what was set aside as damaged; gives how many rows there were."""
        count = self.count(person)
        if count:
            self.do("DELETE FROM plays WHERE person = ?", [(person,)])
        if self._drop_derived() or count:
            self.do("VACUUM", None)
        try:
            self.aside.unlink(missing_ok=True)
        except OSError as error:
            raise self.failure("written", error) from error
        return count

    def rename(self, old: str, new: str) -> int:
        """Put every row of a person under another name; return how many there were."""
        count = self.count(old)
        if count:
            self.do("UPDATE plays SET person = ? WHERE person = ?", [(new, old)])
        if self._drop_derived() or count:
            self.do("VACUUM", None)  # so that the old name is nowhere in the file
        return count

    def upgrade(self, connection: sqlite3.Connection, version: int) -> None:
        """Make the table, or add the columns of version 2."""
        for statement in (TABLE,) if version == 0 else ADDED_IN_VERSION_2:
            connection.execute(statement)

    def _drop_derived(self) -> bool:
        """Remove what names saves and can be had again from them; return whether there was any."""
        known = self._find("SELECT name FROM sqlite_master WHERE type = 'table'", ())
        there = [name for (name,) in known if name in DERIVED_TABLES]

        def work(connection: sqlite3.Connection) -> None:
            for name in there:
                connection.execute(f"DROP TABLE {name}")

        if there:
            self.change(work)
        return bool(there)

    def _plays_where(self, condition: str, values: Sequence[Any]) -> list[Play]:
        query = f"SELECT {', '.join(COLUMNS)} FROM plays WHERE {condition} ORDER BY started, key"
        return plays_in(self._find(query, values))

    def _find(self, query: str, values: Sequence[Any]) -> Rows:
        """Return the rows that a question finds; none without a file."""
        return self.read(lambda connection: connection.execute(query, values).fetchall()) or []
