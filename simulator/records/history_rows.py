"""The rows of the history as values: what a play came to, and how that lies in the columns of a table.

Nothing in a row is believed, because the file may have been written by anyone. It must not open the file.
"""

from __future__ import annotations

import gc
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from simulator.records.record import FIRST_EDITION, MAX_DAY_LENGTH
from simulator.ruleset import EDITION
from simulator.text import MAX_NAME, clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.records.record import Record

_decode = json.JSONDecoder().raw_decode

TABLE = """
CREATE TABLE plays (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, person TEXT NOT NULL, scenario TEXT NOT NULL, hash TEXT NOT NULL,
    mode TEXT NOT NULL, timed INTEGER NOT NULL, given INTEGER NOT NULL, started TEXT NOT NULL, updated TEXT NOT NULL,
    moves INTEGER NOT NULL, ending TEXT, outcome TEXT, satisfaction INTEGER, qa INTEGER, mood_start INTEGER, mood_end INTEGER,
    dimensions TEXT NOT NULL, edition INTEGER NOT NULL, day TEXT NOT NULL
)
"""
INDEX = "CREATE INDEX IF NOT EXISTS plays_by_start ON plays (person, started, key)"
"""Finds a person's latest plays among tens of thousands; older programs keep it up without knowing it."""
DERIVED_TABLES = ("plays_listed", "plays_marked", "plays_seen")
"""Tables beside `plays` that can be made again from the saves, so that only time is lost with them; the last is an old one."""
ADDED_IN_VERSION_2 = (
    f"ALTER TABLE plays ADD COLUMN edition INTEGER NOT NULL DEFAULT {FIRST_EDITION}",
    "ALTER TABLE plays ADD COLUMN day TEXT NOT NULL DEFAULT ''",
)
"""What a file of version 1 lacks: all its rows are of the first edition, and of the first day."""
COLUMNS = (
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

    @property
    def mood_change(self) -> int:
        """How far the mood at the end lies above the one at the start."""
        return (self.mood_end or 0) - (self.mood_start or 0)


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
    customer = f" {record.customer}" if record.customer else ""
    return f"{header.name} {header.started.isoformat()} {header.hash[:12]}{customer}"


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


def row_of(play: Play) -> tuple[Any, ...]:
    """Return a play as a row, in the order of COLUMNS."""
    figures = play.figures
    return (
        play.key, play.name, play.person, play.scenario, play.hash, play.mode, int(play.timed),
        play.given, _moment(play.started), _moment(play.updated), play.moves, figures.ending,
        figures.outcome, figures.satisfaction, figures.qa, figures.mood_start, figures.mood_end,
        json.dumps(dict(figures.dimensions)), play.edition, play.day,
    )  # fmt: skip


def plays_in(rows: Iterable[tuple[Any, ...]]) -> list[Play]:
    """Return rows as plays, without those that aren't; the collector of cycles, which plain values don't need, waits."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return [play for row in rows if (play := play_in(row))]
    finally:
        if was_enabled:
            gc.enable()


def play_in(row: tuple[Any, ...]) -> Play | None:
    """Return a row as a play, or None where it isn't one; texts are cleaned, because the file isn't to be trusted."""
    (
        key, name, person, scenario, hash, mode, timed, given, started, updated, moves, ending,
        outcome, satisfaction, qa, mood_start, mood_end, areas, edition, day,
    ) = row  # fmt: skip
    try:
        # Without the checks of json.loads around it, this takes half of the time, in each of tens of thousands of rows.
        text = areas.strip()
        dimensions, end = _decode(text)
        if end != len(text):
            return None
        figures = Figures(
            ending=_words(ending),
            outcome=_words(outcome),
            satisfaction=_whole(satisfaction),
            qa=_whole(qa),
            mood_start=_whole(mood_start),
            mood_end=_whole(mood_end),
            dimensions=tuple(
                zip(map(clean, dimensions), map(int, dimensions.values()), strict=True)
            ),
        )
        return Play(
            str(key),
            clean_name(str(name), 80),
            clean(str(person)),
            clean(str(scenario), 255),
            str(hash),
            clean(str(mode)),
            bool(timed),
            int(given),
            instant(started),
            instant(updated),
            int(moves),
            figures,
            int(edition),
            clean(str(day), MAX_DAY_LENGTH),
        )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


@lru_cache(maxsize=4096)
def clean(text: str, limit: int = MAX_NAME) -> str:
    """Return a text cleaned; the same few come again in every row."""
    return clean_name(text, limit)


def _words(value: Any) -> str | None:
    return None if value is None else clean(str(value), 255)


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def instant(value: Any) -> datetime:
    """Return a moment with its zone from a column; raises ValueError or TypeError."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
