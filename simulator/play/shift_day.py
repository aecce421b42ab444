"""A shift in progress or saved as the values that are told of it: its day, and what the player's earlier shifts add."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.shift_opening import open_pledge, retrace_shift, shifts_of
from simulator.shift.day import CustomerOfDay, Day, weakest
from simulator.shift.play import BREATH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.play.shift_session import ShiftSession
    from simulator.records.history import History
    from simulator.records.record import Record
    from simulator.records.saves import Saves
    from simulator.scenario.library import Library

INTENTIONS = 3
"""How many things to watch for are offered."""


class Before:
    """What is known of a player before a shift: the pledge to ask about, and what to watch for."""

    def __init__(self, saves: Saves, history: History | None, person: str | None) -> None:
        self._shifts = shifts_of(saves, history, person)
        self.pledge = open_pledge(self._shifts)
        self.dimensions = weakest(_figures(history, person), INTENTIONS)

    def roots(self, library: Library, but: str | None) -> Counter[str]:
        """Count the causes of the customers in the player's other shifts; one that can't be read any more counts for none."""
        found: Counter[str] = Counter()
        for record in self._shifts:
            if record.name == but:
                continue
            try:
                session, _, _ = retrace_shift(record, library)
            except SimulatorError:
                continue
            found.update(seat.start.scenario.root for seat in session.seats if seat.over)
        del found[""]
        return found


def _figures(history: History | None, person: str | None) -> list[dict[str, int]]:
    """Return the dimensions of quality of each play of a person that counts."""
    try:
        plays = history.plays(person or "") if history else []
    except SimulatorError:
        return []
    return [dict(play.figures.dimensions) for play in plays if play.counts]


def day_of(
    session: ShiftSession,
    notes: Sequence[tuple[str, str]] = (),
    roots: Counter[str] | None = None,
) -> Day:
    """Return a shift as the values that are told of it.

    Args:
        session: The shift as far as it was played.
        notes: What the player said about themselves, as its journal has it.
        roots: The causes in the player's other shifts.
    """
    said = dict(notes)
    feeling = said.get("day", "")
    return Day(
        session.file.shift.title,
        len(session.play.drawn),
        customers_of(session),
        tuple(session.composures),
        session.moves.count(BREATH),
        session.play.wall,
        dict(roots or {}),
        said.get("intention", ""),
        int(feeling) if feeling.isdecimal() and len(feeling) == 1 else None,
    )


def customers_of(session: ShiftSession) -> tuple[CustomerOfDay, ...]:
    """Return the customers of a shift so far."""
    return tuple(
        CustomerOfDay(seat.start, tuple(seat.turns), session.marks[at][1])
        if at < len(session.marks)
        else CustomerOfDay(seat.start, tuple(seat.turns), session.play.wall)
        for at, seat in enumerate(session.seats)
    )


def notes_of(record: Record | None) -> tuple[tuple[str, str], ...]:
    """Return what the player said about themselves in a saved shift."""
    return record.notes if record else ()
