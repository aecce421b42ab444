"""The marks that a player has earned, each with the first play that earned it: worked out from the saves.

Only whole plays of one's own count, in which no move was undone. What can't be read or no longer fits its scenario is left out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.engine.conversation import IllegalMove, play
from simulator.errors import SimulatorError
from simulator.report.marks import MARKS, Mark, marks_of
from simulator.ruleset import EDITION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.play.session import PlaySession
    from simulator.records.history import History
    from simulator.records.history_rows import Play
    from simulator.records.record import Record
    from simulator.records.saves import Saves
    from simulator.scenario.library import Library

MOST_PLAYS = 300
"""Plays that are played again for it at most, the first ones; each takes a few milliseconds."""


class EarnedMark(NamedTuple):
    """A mark, and the first play that earned it; None where none has yet."""

    mark: Mark
    play: Play | None


def earned_marks(
    plays: Iterable[Play],
    saves: Saves,
    library: Library,
    between: Callable[[], None] = lambda: None,
) -> tuple[EarnedMark, ...]:
    """Return every mark with the first of some plays, given by their rows, that earned it.

    `between` is called before each play that is played again, and may raise what ends it.
    """
    first: dict[str, Play] = {}
    start_of = lru_cache(maxsize=8)(lambda id, path, day: _start(id, path, day, library))
    whole = sorted(
        (row for row in plays if row.counts and row.edition == EDITION), key=lambda row: row.started
    )
    for row in whole[:MOST_PLAYS]:
        if len(first) == len(MARKS):
            break
        between()
        for mark in _marks_in(row, saves, start_of):
            first.setdefault(mark.id, row)
    return tuple(EarnedMark(mark, first.get(mark.id)) for mark in MARKS)


def marks_first_earned(
    seat: PlaySession, history: History | None, saves: Saves, library: Library
) -> tuple[Mark, ...]:
    """Return the marks that a seat's play is the first of its player to earn."""
    if seat.journal is None or not counts_for_marks(seat.journal.record):
        return ()
    found = marks_of(seat.turns)
    record = seat.journal.record
    if not found or history is None:
        return found
    try:
        rows = history.plays(record.header.person or "")
    except SimulatorError:
        return found
    earlier = [
        row for row in rows if row.name != record.name and row.started <= record.header.started
    ]
    known = {item.mark.id for item in earned_marks(earlier, saves, library) if item.play}
    return tuple(mark for mark in found if mark.id not in known)


def counts_for_marks(record: Record) -> bool:
    """Return whether a play can earn marks: every move was the player's own, and none was undone."""
    return not record.header.given and not record.undone


def mark_sentences(marks: Sequence[EarnedMark], titles: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the heading and a line for each mark: the play that earned it, or what would."""
    earned = sum(item.play is not None for item in marks)
    lines = []
    for item in marks:
        if item.play:
            when = item.play.started
            title = titles.get(item.play.scenario, item.play.scenario)
            lines.append(f"{item.mark.name}: {title}, {when.day} {when:%B %Y}.")
        else:
            lines.append(f"{item.mark.name}: not yet. {item.mark.sentence}")
    return f"Your marks: {earned} of {len(marks)}", lines


def marks_json(marks: Sequence[EarnedMark]) -> list[dict[str, Any]]:
    """Return the marks for `progress --json`."""
    return [
        {
            "id": item.mark.id,
            "name": item.mark.name,
            "sentence": item.mark.sentence,
            "scenario": item.play.scenario if item.play else None,
            "save": item.play.name if item.play else None,
            "started": item.play.started.isoformat() if item.play else None,
        }
        for item in marks
    ]


def _marks_in(
    row: Play, saves: Saves, start_of: Callable[[str, str | None, str], Conversation | None]
) -> tuple[Mark, ...]:
    from simulator.records.journal import read

    try:
        record = read(saves.path(row.name))
        if record.header.shift:
            return ()
        start = start_of(record.header.scenario, record.header.path, record.header.day)
        if start is None or not counts_for_marks(record):
            return ()
        turns: Sequence[Turn] = play(start, record.moves)
    except (SimulatorError, IllegalMove):
        return ()
    return marks_of(turns)


def _start(id: str, path: str | None, day: str, library: Library) -> Conversation | None:
    """Return the start of a scenario on a day; None where it is gone or broken."""
    from simulator.engine.conversation import Conversation
    from simulator.engine.machine import ScenarioMachine
    from simulator.play.days import on_day
    from simulator.play.history_sync import scenario_file
    from simulator.scenario.library import load

    found = scenario_file(path, id, library)
    try:
        scenario = load(found).scenario if found else None
        return Conversation.begin(ScenarioMachine(on_day(scenario, day))) if scenario else None
    except SimulatorError:
        return None
