"""What one person's rows of the history come to, added up in the database: tens of thousands of rows take a tenth of a second.

Only whole plays of one's own under this edition of the rules count towards the totals. Rows that aren't plays are left out. It
must not decide what the figures mean.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.records.history_rows import clean, instant
from simulator.ruleset import EDITION
from simulator.text import MAX_NAME

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from simulator.records.history import History

FEW = 60
"""Plays that are looked at first for the latest values; nearly always they are enough."""
_ALL_OF = "+person = ?"
"""By the plus the index isn't used: where most rows are one person's, to read them all in order is faster."""
_IS_PLAY = (
    "julianday(updated) IS NOT NULL AND updated GLOB '*[+-]??:??' AND typeof(started) = 'text' "
    "AND typeof(edition) = 'integer'"
)
_COUNTS = (
    f"edition = {EDITION} AND given = 0 AND typeof(satisfaction) = 'integer' "
    f"AND typeof(qa) IN ('integer', 'null') AND {_IS_PLAY}"
)


@dataclass(frozen=True, slots=True)
class Total:
    """The plays of one scenario in one mode that came to one ending.

    `best` is the best satisfaction (−100 to 100) and `quality` the best quality (0 to 100). `last` is when one was changed
    last, and `passed` by pass mark when the first reached that quality, where one did.
    """

    scenario: str
    mode: str
    ending: str | None
    plays: int
    best: int
    quality: int
    last: datetime
    passed: Mapping[int, datetime]


@dataclass(frozen=True, slots=True)
class PlayTotals:
    """What a person's plays come to.

    `days` are those of the local zone on which anything was played, under any edition; `latest` has by area of quality its
    latest values, the newest last; `earlier` are the earlier editions with plays.
    """

    totals: tuple[Total, ...] = ()
    days: frozenset[date] = frozenset()
    latest: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    earlier: tuple[int, ...] = ()

    @property
    def bests(self) -> dict[str, int]:
        """The best satisfaction of each scenario that was played to an end."""
        found: dict[str, int] = {}
        for total in self.totals:
            found[total.scenario] = max(found.get(total.scenario, total.best), total.best)
        return found


class Wanted(NamedTuple):
    """What is wanted of a person's plays.

    `marks` are the pass marks of which it is wanted when they were first reached; `areas` the areas of quality whose `most`
    latest values are wanted. Plays of the scenario `apart` count neither there nor as plays of an earlier edition.
    """

    marks: Collection[int] = ()
    areas: Collection[str] = ()
    most: int = 0
    apart: str = ""


def play_totals(history: History | None, person: str, wanted: Wanted) -> PlayTotals:
    """Add up a person's plays, none without a history; raises SimulatorError where it can't be read."""
    if history is None:
        return PlayTotals()

    def work(connection: sqlite3.Connection) -> PlayTotals:
        return PlayTotals(
            _totals(connection, person, sorted(set(wanted.marks))),
            _days(connection, person),
            _latest(connection, person, wanted),
            _earlier(connection, person, wanted.apart),
        )

    return history.read(work) or PlayTotals()


def finished_scenarios(
    history: History | None, person: str, modes: Sequence[str]
) -> tuple[str, ...]:
    """Return the scenarios that a person has finished in some modes: those played most often first, then those played last.

    Raises SimulatorError where the history can't be read.
    """
    marks = ", ".join("?" * len(modes))
    query = (
        f"SELECT scenario FROM plays WHERE {_ALL_OF} AND mode IN ({marks}) AND IFNULL(ending, '') != '' AND {_IS_PLAY} "
        "GROUP BY scenario ORDER BY COUNT(*) DESC, MAX(started) DESC, MAX(key) DESC"
    )

    def work(connection: sqlite3.Connection) -> tuple[str, ...]:
        found = connection.execute(query, (person, *modes))
        return tuple(clean(str(scenario), 255) for (scenario,) in found)

    return (history.read(work) or ()) if history else ()


def earlier_editions(history: History, person: str, apart: str) -> tuple[int, ...]:
    """Return the earlier editions of the rules under which a person has plays of other scenarios; raises SimulatorError."""
    return history.read(lambda connection: _earlier(connection, person, apart)) or ()


def _totals(connection: sqlite3.Connection, person: str, marks: Sequence[int]) -> tuple[Total, ...]:
    reached = "".join(
        f", MIN(CASE WHEN IFNULL(qa, 0) >= {int(mark)} THEN updated END)" for mark in marks
    )
    query = (
        "SELECT scenario, mode, ending, COUNT(*), MAX(satisfaction), IFNULL(MAX(qa), 0), MAX(updated)"
        f"{reached} FROM plays WHERE {_ALL_OF} AND {_COUNTS} GROUP BY scenario, mode, ending"
    )
    found = (_total(row, marks) for row in connection.execute(query, (person,)))
    return tuple(total for total in found if total)


def _total(row: tuple[Any, ...], marks: Sequence[int]) -> Total | None:
    scenario, mode, ending, plays, best, quality, last, *reached = row
    try:
        passed = {
            mark: instant(moment) for mark, moment in zip(marks, reached, strict=True) if moment
        }
        return Total(
            clean(str(scenario), 255),
            clean(str(mode)),
            None if ending is None else clean(str(ending), 255),
            *(plays, best, quality, instant(last), passed),
        )
    except (ValueError, TypeError):
        return None


def _days(connection: sqlite3.Connection, person: str) -> frozenset[date]:
    query = f"SELECT DISTINCT date(updated, 'localtime') FROM plays WHERE {_ALL_OF} AND moves > 0"
    found = (day for (day,) in connection.execute(query, (person,)) if isinstance(day, str))
    return frozenset(date.fromisoformat(day) for day in found if len(day) == len("2026-01-01"))


def _latest(
    connection: sqlite3.Connection, person: str, wanted: Wanted
) -> Mapping[str, tuple[int, ...]]:
    """Return the latest values of each area, the newest last; all plays are looked at only if a few don't have enough."""
    query = f"SELECT dimensions FROM plays WHERE person = ? AND {_COUNTS} AND scenario != ? ORDER BY started DESC, key DESC"
    found: dict[str, list[int]] = {}
    for limit in (FEW, -1):
        found = {area: [] for area in wanted.areas}
        looked_at = 0
        for (text,) in connection.execute(f"{query} LIMIT {limit}", (person, wanted.apart)):
            looked_at += 1
            for area, value in _values(text).items():
                if area in found and len(found[area]) < wanted.most:
                    found[area].append(value)
            if all(len(values) == wanted.most for values in found.values()):
                break
        if looked_at < FEW or all(len(values) == wanted.most for values in found.values()):
            break
    return {area: tuple(reversed(values)) for area, values in found.items()}


def _values(text: Any) -> dict[str, int]:
    try:
        return {clean(name, MAX_NAME): int(value) for name, value in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _earlier(connection: sqlite3.Connection, person: str, apart: str) -> tuple[int, ...]:
    query = (
        f"SELECT DISTINCT edition FROM plays WHERE {_ALL_OF} AND edition < {EDITION} "
        f"AND scenario != ? AND {_IS_PLAY} ORDER BY edition"
    )
    return tuple(edition for (edition,) in connection.execute(query, (person, apart)))
