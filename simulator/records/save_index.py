"""What a list needs to know of each save, kept beside the history so that thousands of files needn't be read again.

A line is true of its file as long as the file's stamp is the same; a save without a line, with another stamp or with a line
that can't be used is read. The files stay the truth: the table may be missing, stale or damaged, and is made again from them.
It must not judge a play: whoever does says which saves are `settled`, so that nothing more is to be read of them.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.errors import SimulatorError
from simulator.records.history_rows import clean, instant
from simulator.records.record import MAX_DAY_LENGTH
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from simulator.records.history import History
    from simulator.records.record import Record
    from simulator.records.saves import Saves, Unreadable

TABLE = (
    "CREATE TABLE plays_listed (folder TEXT, stem TEXT, stamp TEXT, settled INTEGER, scenario TEXT, person TEXT, mode TEXT, "
    "timed INTEGER, day TEXT, edition INTEGER, shift INTEGER, moves INTEGER, ended TEXT, started TEXT, updated TEXT, "
    "PRIMARY KEY (folder, stem)) WITHOUT ROWID"
)
"""Made when it is needed, because it only saves time: programs that don't know it leave it alone."""
MAX_ID = 255


class SavedPlay(NamedTuple):
    """A save as a list shows it: what it is of, how it is played, how many moves stand, and the ending it came to, if any.

    `stem` is the name of its file, `started` and `updated` are instants with their zones.
    """

    stem: str
    scenario: str
    person: str | None
    mode: str
    timed: bool
    day: str
    edition: int
    shift: bool
    moves: int
    ended: str | None
    started: datetime
    updated: datetime

    @property
    def name(self) -> str:
        """The name to resume it by, fit to be shown."""
        return clean(self.stem, 80)


class Seen(NamedTuple):
    """A line with the stamp of the file that it was read from; `settled` as the module says."""

    stamp: str
    settled: bool
    play: SavedPlay


@dataclass(frozen=True, slots=True)
class SaveListing:
    """A folder of saves: those that could be read, the one changed last first, and those that couldn't.

    `records` are the saves that had to be read for it; `unsettled` the stems of all that aren't settled.
    """

    plays: tuple[SavedPlay, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    records: tuple[Record, ...] = ()
    unsettled: frozenset[str] = frozenset()


def saved_play(record: Record) -> SavedPlay:
    """Return a save as a list shows it."""
    header = record.header
    return SavedPlay(
        *(record.path.stem, header.scenario, header.person, header.mode, header.timed, header.day),
        *(record.edition, header.shift, len(record.entries), record.ended),
        *(header.started, record.updated),
    )


class SaveIndex:
    """The lines of one folder in a history's file; without a history everything is read each time."""

    def __init__(self, saves: Saves, history: History | None) -> None:
        self._saves, self._history = saves, history
        self._stamps: Mapping[str, str] = {}
        self._seen: dict[str, Seen] = {}
        self._folder = hashlib.sha256(os.fsencode(saves.folder.absolute())).hexdigest()[:16]
        """The folder as the table names it: without its own name, which may be a person's."""

    def refresh(self, between: Callable[[], None] = lambda: None) -> SaveListing:
        """Return what the folder holds now, reading only what is new or has changed.

        `between` is called now and then, and may raise what ends it. Raises UnreadableSave if the folder can't be listed.
        """
        self._stamps = self._saves.stamps()
        self._seen = self._read()
        known = {
            stem: seen
            for stem, seen in self._seen.items()
            if seen.stamp and self._stamps.get(stem) == seen.stamp
        }
        records: list[Record] = []
        unreadable: list[Unreadable] = []
        if self._stamps.keys() - known.keys():
            records, unreadable = self._saves.list(between, lambda stem: stem not in known)
        plays = [seen.play for seen in known.values()]
        plays += map(saved_play, records)
        plays.sort(key=lambda play: (-play.updated.timestamp(), play.stem))
        unsettled = {stem for stem, seen in known.items() if not seen.settled}
        unsettled.update(record.path.stem for record in records)
        return SaveListing(tuple(plays), tuple(unreadable), tuple(records), frozenset(unsettled))

    def note(self, listing: SaveListing, open_questions: Collection[str]) -> None:
        """Keep what was read for a listing; all of it is settled now but for the stems with open questions.

        Nothing is made for it where there is no history yet. Raises SimulatorError where it can't be written.
        """
        gone = [(self._folder, stem) for stem in self._seen.keys() - self._stamps.keys()]
        rows = []
        for play in listing.plays:
            stamp = self._stamps.get(play.stem)  # none of a file that came in between
            if not stamp or play.stem not in listing.unsettled:
                continue
            seen = Seen(stamp, play.stem not in open_questions, play)
            if seen != self._seen.get(play.stem):
                rows.append((self._folder, *_row(seen)))
        if self._history is None or not (rows or gone) or not os.path.lexists(self._history.path):
            return

        def work(connection: sqlite3.Connection) -> None:
            _make_table(connection)
            connection.executemany("DELETE FROM plays_listed WHERE folder = ? AND stem = ?", gone)
            marks = ", ".join("?" * len(rows[0])) if rows else ""
            if rows:
                connection.executemany(
                    f"INSERT OR REPLACE INTO plays_listed VALUES ({marks})", rows
                )

        self._history.change(work)

    def _read(self) -> dict[str, Seen]:
        """Return the lines that are kept, by stem; none where the history can't be read, which others say."""
        if self._history is None:
            return {}

        def work(connection: sqlite3.Connection) -> Sequence[Any]:
            if not _has_table(connection):
                return ()
            query = "SELECT * FROM plays_listed WHERE folder = ?"
            return connection.execute(query, (self._folder,)).fetchall()

        with suppress(SimulatorError):
            found = (_seen(row) for row in self._history.read(work) or ())
            return {seen.play.stem: seen for seen in found if seen}
        return {}


_SCHEMA = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"


def _has_table(connection: sqlite3.Connection) -> bool:
    """Return whether the table is there as this program makes it; one of another shape is of no use."""
    return bool(connection.execute(_SCHEMA, ("plays_listed",)).fetchone() == (TABLE,))


def _make_table(connection: sqlite3.Connection) -> None:
    if not _has_table(connection):
        connection.execute("DROP TABLE IF EXISTS plays_listed")
        connection.execute("DROP TABLE IF EXISTS plays_seen")  # what an older program kept for it
        connection.execute(TABLE)


def _row(seen: Seen) -> tuple[Any, ...]:
    """Return a line in the order of the table's columns after the folder."""
    stem, *rest, started, updated = seen.play
    return (stem, seen.stamp, seen.settled, *rest, started.isoformat(), updated.isoformat())


def _seen(row: Sequence[Any]) -> Seen | None:
    """Return a line of the table, cleaned, because the file isn't to be trusted; None where it isn't one."""
    _, stem, stamp, settled, scenario, person, mode, *rest, started, updated = row
    timed, day, edition, shift, moves, ended = rest
    try:
        play = SavedPlay(
            str(stem),
            clean(str(scenario), MAX_ID),
            clean(str(person)) if person else None,
            Mode(mode),
            bool(timed),
            clean(str(day), MAX_DAY_LENGTH),
            int(edition),
            bool(shift),
            int(moves),
            None if ended is None else clean(str(ended), MAX_ID),
            instant(started),
            instant(updated),
        )
    except (ValueError, TypeError, OverflowError):
        return None
    return Seen(str(stamp), bool(settled), play)
