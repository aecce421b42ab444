"""What the player did before in the scenario of a play, from the history: results, and the mood over the last play.

Reads rows that were brought up to the saves when the list of scenarios was shown, and plays one save again. What can't be read
is left out: a debrief must not fail for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.conversation import IllegalMove, play
from simulator.errors import SimulatorError
from simulator.report.past import NO_PAST, Past
from simulator.ruleset import EDITION

if TYPE_CHECKING:
    from simulator.play.session import PlaySession
    from simulator.records.history import History
    from simulator.records.saves import Saves


def past_of(seat: PlaySession, history: History | None, saves: Saves, person: str | None) -> Past:
    """Return the earlier whole plays of a seat's scenario on its day, by the same person and under today's rules."""
    scenario = seat.conversation.scenario
    record = seat.journal.record if seat.journal else None
    who = record.header.person if record else person
    try:
        rows = history.plays_in(scenario.id, who or "") if history else []
    except SimulatorError:
        return NO_PAST
    earlier = [
        row
        for row in rows
        if row.counts
        and (row.day, row.edition) == (scenario.day, EDITION)
        and (record is None or (row.name != record.name and row.started <= record.header.started))
    ]
    if not earlier:
        return NO_PAST
    results = tuple(row.figures.satisfaction or 0 for row in earlier)
    last = earlier[-1]
    return Past(results, _moods(seat, saves, last.name), last.started.date())


def _moods(seat: PlaySession, saves: Saves, name: str) -> tuple[int, ...]:
    """Return the moods of a save, from its start on; empty where it is gone or no longer fits the scenario."""
    from simulator.records.journal import read

    try:
        turns = play(seat.start, read(saves.path(name)).moves)
    except (SimulatorError, IllegalMove):
        return ()
    return (seat.start.state.mood, *(turn.after.state.mood for turn in turns))
