"""The marks that a player has earned, each with the first play that earned it: worked out from the saves, once for each.

Only whole plays of one's own count, in which no move was undone. What can't be read or no longer fits its scenario is left out.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.engine.conversation import IllegalMove, play
from simulator.errors import SimulatorError
from simulator.records.kept_marks import first_marked, keep_marks, plays_to_mark
from simulator.report.marks import MARKS, MARKS_VERSION, Mark, marks_of
from simulator.ruleset import EDITION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.play.session import PlaySession
    from simulator.records.history import History
    from simulator.records.history_rows import Play
    from simulator.records.record import Record
    from simulator.records.saves import Saves
    from simulator.scenario.library import Library

MOST_PLAYS = 300
"""Plays that are played again for it at a time, the first ones; each takes a few milliseconds, and only once."""
ONLY_WITHOUT_UNDO = "Marks are for conversations in which you undid nothing."
RULES = f"{MARKS_VERSION}.{EDITION}"


class EarnedMark(NamedTuple):
    """A mark, and the first play that earned it; None where none has yet."""

    mark: Mark
    play: Play | None


def earned_marks(
    history: History | None,
    person: str,
    saves: Saves,
    library: Library,
    between: Callable[[], None] = lambda: None,
) -> tuple[EarnedMark, ...]:
    """Return every mark with a person's first play that earned it, from a history that is brought up to the saves.

    `between` is called before each play that is played again, and may raise what ends it. Raises SimulatorError.
    """
    first = _first_plays(history, person, saves, library, between) if history else {}
    return tuple(EarnedMark(mark, first.get(mark.id)) for mark in MARKS)


def _first_plays(
    history: History, person: str, saves: Saves, library: Library, between: Callable[[], None]
) -> dict[str, Play]:
    """Return the first play that earned each mark, by the mark's id."""
    start_of = lru_cache(maxsize=8)(lambda id, path, day: _start(id, path, day, library))
    marked: dict[Play, tuple[str, ...]] = {}
    try:
        for row in plays_to_mark(history, person, RULES, MOST_PLAYS):
            between()
            marked[row] = tuple(mark.id for mark in _marks_in(row, saves, start_of))
    finally:
        with suppress(SimulatorError):  # a history that can't be written is told elsewhere
            keep_marks(history, RULES, marked)
    first = first_marked(history, person, RULES)
    for row, ids in marked.items():  # where they couldn't be kept
        for id in ids:
            if id not in first or row.started < first[id].started:
                first[id] = row
    return first


def marks_first_earned(
    seat: PlaySession, history: History | None, saves: Saves, library: Library
) -> tuple[Mark, ...]:
    """Return the marks that a seat's play is the first of its player to earn."""
    if seat.journal is None or not counts_for_marks(seat.journal.record):
        return ()
    record = seat.journal.record
    found = marks_of(seat.turns)
    if not found:
        return ()
    try:
        earned = earned_marks(history, record.header.person or "", saves, library)
    except SimulatorError:
        return found
    begun = record.header.started
    known = {
        each.mark.id
        for each in earned
        if each.play and each.play.name != record.name and each.play.started <= begun
    }
    return tuple(mark for mark in found if mark.id not in known)


def counts_for_marks(record: Record) -> bool:
    """Return whether a play can earn marks: every move was the player's own, and none was undone."""
    return not record.header.given and not record.undone


def mark_sentences(marks: Sequence[EarnedMark], titles: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the heading and a line for each mark: the play that earned it, or what would."""
    earned = sum(item.play is not None for item in marks)
    lines = [ONLY_WITHOUT_UNDO] if earned < len(marks) else []
    for item in marks:
        if item.play:
            when = item.play.started
            title = titles.get(item.play.scenario, item.play.scenario)
            lines.append(f"{item.mark.name}: {title}, {when.day} {when:%B %Y}.")
        else:
            sentence = f"{item.mark.sentence[:1].lower()}{item.mark.sentence[1:]}"
            lines.append(f"{item.mark.name}: not yet. It's for a conversation in which {sentence}")
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
        scenario = load(found, warnings=False).scenario if found else None
        return Conversation.begin(ScenarioMachine(on_day(scenario, day))) if scenario else None
    except SimulatorError:
        return None
