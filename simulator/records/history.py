"""The history of plays: one row for each play begun at this machine, in an SQLite file.

Figures are worked out elsewhere and kept here, so that progress over time can be shown without playing every save again. Lost
or damaged, it is made again from the saves, but for the figures of plays of an earlier edition of the rules: nobody can work
them out any more. It must not import the engine or believe that a row is still true of a save that has changed; `known` tells
which are.
"""

from __future__ import annotations

import errno
import json
import os
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.files import check_regular, read_start
from simulator.records.record import FIRST_EDITION, MAX_DAY_LENGTH
from simulator.records.saves import default_folder
from simulator.records.sqlite_errors import code_of, reason
from simulator.ruleset import EDITION
from simulator.text import clean_name, path_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from simulator.records.record import Record

    Rows = list[tuple[Any, ...]]

VARIABLE = "SIMULATOR_RECORDS"
SUFFIX = ".sqlite"
"""What a file that is no database any more must end in to be taken for a damaged history."""
VERSION = 2
BUSY_SECONDS = 5.0
_SIGNATURE = b"SQLite format 3\0"
_PAGE = 4096
_TABLE = """
CREATE TABLE plays (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, person TEXT NOT NULL, scenario TEXT NOT NULL, hash TEXT NOT NULL,
    mode TEXT NOT NULL, timed INTEGER NOT NULL, given INTEGER NOT NULL, started TEXT NOT NULL, updated TEXT NOT NULL,
    moves INTEGER NOT NULL, ending TEXT, outcome TEXT, satisfaction INTEGER, qa INTEGER, mood_start INTEGER, mood_end INTEGER,
    dimensions TEXT NOT NULL, edition INTEGER NOT NULL, day TEXT NOT NULL
)
"""
_SINCE_VERSION_2 = (
    f"ALTER TABLE plays ADD COLUMN edition INTEGER NOT NULL DEFAULT {FIRST_EDITION}",
    "ALTER TABLE plays ADD COLUMN day TEXT NOT NULL DEFAULT ''",
)
"""What a file of version 1 lacks: all its rows are of the first edition, and of the first day."""
_COLUMNS = (
    "key", "name", "person", "scenario", "hash", "mode", "timed", "given", "started", "updated",
    "moves", "ending", "outcome", "satisfaction", "qa", "mood_start", "mood_end", "dimensions",
    "edition", "day",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """What a play came to: None where it has not ended, or no longer fits its scenario."""

    ending: str | None = None
    outcome: str | None = None
    satisfaction: int | None = None
    qa: int | None = None
    mood_start: int | None = None
    mood_end: int | None = None
    dimensions: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Play:
    """A row of the history. `given` counts the first moves that were taken over from another play.

    `edition` is that of the rules that the figures are by, `day` the name of the scenario's day, empty for the first.
    """

    key: str
    name: str
    person: str
    scenario: str
    hash: str
    mode: str
    timed: bool
    given: int
    started: datetime
    updated: datetime
    moves: int
    figures: Figures
    edition: int = EDITION
    day: str = ""

    @property
    def was_judged(self) -> bool:
        """Whether its scenario was there and its moves fitted it, so that there are figures."""
        return self.figures.mood_start is not None

    @property
    def counts(self) -> bool:
        """Whether it is a whole play of one's own that came to an end."""
        return self.figures.satisfaction is not None and self.given == 0


def key_of(record: Record) -> str:
    """Return what tells a play from every other, wherever its save is moved to."""
    header = record.header
    return f"{header.name} {header.started.isoformat()} {header.hash[:12]}"


def play_of(record: Record, figures: Figures) -> Play:
    """Return the row of a save."""
    header = record.header
    return Play(
        key_of(record),
        record.name,
        header.person or "",
        header.scenario,
        header.hash,
        header.mode,
        header.timed,
        header.given,
        header.started,
        record.updated,
        len(record.entries),
        figures,
        record.edition,
        header.day,
    )


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
        """Every play, or one person's, by when it was begun; none where there is no file. What is no play is left out."""
        if not os.path.lexists(self.path):
            return []
        where, values = ("", ()) if person is None else (" WHERE person = ?", (person,))
        rows = self._ask(
            f"SELECT {', '.join(_COLUMNS)} FROM plays{where} ORDER BY started, key", values
        )
        return [play for row in rows if (play := _play(row))]

    def play(self, key: str) -> Play | None:
        """Return the play of a key, if it is kept."""
        return next((play for play in self.plays() if play.key == key), None)

    def known(self) -> Mapping[str, datetime]:
        """When each play that is kept was last changed, by its key."""
        return {play.key: play.updated for play in self.plays()}

    def keep(self, plays: Iterable[Play]) -> None:
        """Keep these rows, in place of what was kept of the same plays."""
        rows = [_row(play) for play in plays]
        if not rows:
            return
        marks = ", ".join("?" * len(_COLUMNS))
        self._do(f"INSERT OR REPLACE INTO plays ({', '.join(_COLUMNS)}) VALUES ({marks})", rows)

    def forget(self, person: str) -> int:
        """Remove every row of a person, and what was set aside as damaged; gives how many rows there were."""
        count = len(self.plays(person))
        if count:
            self._do("DELETE FROM plays WHERE person = ?", [(person,)])
            self._do("VACUUM", None)
        try:
            self._aside.unlink(missing_ok=True)
        except OSError as error:
            raise self._failed("written", error) from error
        return count

    @property
    def _aside(self) -> Path:
        return self.path.with_name(f"{self.path.name}.damaged")

    def _with(self, work: Callable[[sqlite3.Connection], Rows]) -> Rows:
        """Do this with the file; one that is damaged is set aside first, since all in it can be had again."""
        import sqlite3  # here, because it is not needed before the first frame

        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(self._connected()) as connection:
                return work(connection)
        except (sqlite3.Error, ValueError) as error:
            if not _is_damage(error):
                raise
        self._set_aside()
        with closing(self._connected()) as connection:
            return work(connection)

    def _connected(self) -> sqlite3.Connection:
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
        message = f"{path_text(self.path)} isn't a history of plays, and was left as it is."
        return SimulatorError(message, "Name another file with --records.")

    def _ask(self, query: str, values: Sequence[Any]) -> Rows:
        import sqlite3

        try:
            return self._with(lambda connection: connection.execute(query, values).fetchall())
        except (sqlite3.Error, OSError) as error:
            raise self._failed("read", error) from error

    def _do(self, statement: str, rows: Sequence[Sequence[Any]] | None) -> None:
        import sqlite3

        def work(connection: sqlite3.Connection) -> Rows:
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
            raise self._failed("written", error) from error

    def _failed(self, done: str, error: Exception) -> SimulatorError:
        message = f"The history {path_text(self.path)} cannot be {done}: {reason(error)}."
        return SimulatorError(
            message, "Plays are kept all the same; name another file with --records."
        )


def _upgrade(connection: sqlite3.Connection) -> None:
    """Make the table in an empty file, or add to an older one what it lacks; all of it, or nothing."""
    import sqlite3

    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            connection.execute(_TABLE)
        elif version < 1:
            raise sqlite3.DatabaseError("it was written by an older version")
        elif version < VERSION:  # else another program has done it meanwhile
            for statement in _SINCE_VERSION_2:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has taken it back by itself where the disk is full
            connection.execute("ROLLBACK")
        raise


def _is_damage(error: Exception) -> bool:
    """Whether an error comes from what the file says, and not from the disk, its permissions, or another program's lock."""
    import sqlite3

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


def _row(play: Play) -> tuple[Any, ...]:
    figures = play.figures
    return (
        play.key, play.name, play.person, play.scenario, play.hash, play.mode, int(play.timed),
        play.given, _moment(play.started), _moment(play.updated), play.moves, figures.ending,
        figures.outcome, figures.satisfaction, figures.qa, figures.mood_start, figures.mood_end,
        json.dumps(dict(figures.dimensions)), play.edition, play.day,
    )  # fmt: skip


def _play(row: tuple[Any, ...]) -> Play | None:
    """Return a row as a play, or None where it isn't one; texts are cleaned, because the file isn't to be trusted."""
    values = dict(zip(_COLUMNS, row, strict=True))
    try:
        dimensions = json.loads(values["dimensions"])
        figures = Figures(
            ending=_words(values["ending"]),
            outcome=_words(values["outcome"]),
            satisfaction=_whole(values["satisfaction"]),
            qa=_whole(values["qa"]),
            mood_start=_whole(values["mood_start"]),
            mood_end=_whole(values["mood_end"]),
            dimensions=tuple((clean_name(name), int(value)) for name, value in dimensions.items()),
        )
        return Play(
            str(values["key"]),
            clean_name(str(values["name"]), 80),
            clean_name(str(values["person"])),
            clean_name(str(values["scenario"]), 255),
            str(values["hash"]),
            clean_name(str(values["mode"])),
            bool(values["timed"]),
            int(values["given"]),
            _instant(values["started"]),
            _instant(values["updated"]),
            int(values["moves"]),
            figures,
            int(values["edition"]),
            clean_name(str(values["day"]), MAX_DAY_LENGTH),
        )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _words(value: Any) -> str | None:
    return None if value is None else clean_name(str(value), 255)


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _instant(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
