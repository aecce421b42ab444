"""What a saved conversation came to, as the history keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.records.history_rows import Figures

if TYPE_CHECKING:
    from simulator.engine.conversation import Conversation
    from simulator.engine.machine import ScenarioMachine
    from simulator.records.record import Record


def figures_of(record: Record, machine: ScenarioMachine | None) -> Figures:
    """Return what a save came to, played again on its scenario as it is now.

    Without a machine, because that is gone or broken or the rules were others, only its ending is known.
    """
    from simulator.engine.conversation import Conversation, IllegalMove, play

    if machine is None:
        return Figures(ending=record.ended)
    start = Conversation.begin(machine)
    try:
        turns = play(start, record.moves)
    except IllegalMove:
        return Figures(ending=record.ended)
    last = turns[-1].after if turns else start
    if not last.over:
        return Figures(mood_start=start.state.mood, mood_end=last.state.mood)
    return figures_at_end(start, last)


def figures_at_end(start: Conversation, last: Conversation) -> Figures:
    """Return what a conversation came to that is over."""
    result = last.result()
    dimensions = tuple(
        (name, value) for name, value in result.dimensions.items() if value is not None
    )
    return Figures(
        result.ending,
        result.outcome,
        result.satisfaction,
        result.qa,
        start.state.mood,
        last.state.mood,
        dimensions,
    )
