"""The customers of a saved shift as saved plays of their own, for the history and the reports.

A shift has one journal; what each customer came to is worked out by playing all of it again, because composure and the ones
before decide what is on offer and how a customer who comes back begins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.figures import figures_at_end
from simulator.play.shift_opening import retrace_shift
from simulator.records.history_rows import Figures
from simulator.shift.play import BREATH

if TYPE_CHECKING:
    from simulator.play.shift_session import CustomerSeat
    from simulator.records.record import Record
    from simulator.scenario.library import Library


@dataclass(frozen=True, slots=True)
class SavedCustomer:
    """One customer of a saved shift: their part as a record, the conversation, the digest of its file, and what is wrong."""

    record: Record
    seat: CustomerSeat
    digest: str
    fault: str = ""


def saved_customers(record: Record, library: Library) -> list[SavedCustomer]:
    """Return the customers of a saved shift with whom a move was made, as far as its moves still apply.

    Raises LibraryError or ShiftHasErrors where the shift can't be read.
    """
    session, broken_at, _ = retrace_shift(record, library)
    fault = ""
    if broken_at is not None:
        move = f"move {broken_at + 1} of {len(record.entries)} of the shift"
        fault = f"The shift has since changed: {move} no longer applies."
    elif session.file.digest != record.header.hash:
        fault = "The shift or one of its scenarios has changed since then; every figure is worked out from the current files."
    found, entries = [], iter(record.entries)
    for at, seat in enumerate(session.seats):
        left, spent, mine = len(seat.turns), 0, []
        while left:
            entry = next(entries)
            spent += entry.ms
            if entry.move == BREATH:
                continue  # the time of a breath goes with the move after it
            mine.append(replace(entry, ms=spent))
            left, spent = left - 1, 0
        if not mine:
            continue
        state, id = seat.conversation.state, session.play.drawn[at]
        item = session.file.scenarios.file(id)
        header = replace(
            record.header,
            scenario=id,
            path=str(item.path.absolute()),
            day=seat.start.scenario.day,
        )
        part = replace(
            record,
            header=header,
            entries=tuple(mine),
            elapsed=sum(entry.ms for entry in mine),
            ended=state.ending,
            undone=0,
            clock=0,
            notes=(),
            customer=at + 1,
        )
        found.append(SavedCustomer(part, seat, item.reading.hash, fault))
    return found


def customer_records(record: Record, library: Library) -> list[tuple[Record, Figures]]:
    """Return the customers of a saved shift, and what each came to; none where the shift can't be read any more."""
    try:
        customers = saved_customers(record, library)
    except SimulatorError:
        return []
    found = []
    for each in customers:
        start, last = each.seat.start, each.seat.conversation
        figures = (
            figures_at_end(start, last)
            if last.over
            else Figures(mood_start=start.state.mood, mood_end=last.state.mood)
        )
        found.append((each.record, figures))
    return found
