"""How the customer feels, as far as it may be shown: numbers that a widget is given and works none of out.

Without gauges it holds no number at all, so that an exam cannot give one away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.state import Gauges

REMEMBERED = 7
"""Turns that are shown at most."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is shown: the band, and with gauges their values, how the last turn moved them, and those after the last turns.

    `moves` counts the turns of the play so far.
    """

    band: str
    gauges: Gauges | None = None
    before: Gauges | None = None
    trend: tuple[Gauges, ...] = ()
    moves: int = 0


def reading(here: Conversation, turns: Sequence[Turn], *, with_gauges: bool) -> Reading:
    """Return what can be read of a conversation after these turns."""
    if not with_gauges:
        return Reading(here.state.band)
    return Reading(
        here.state.band,
        here.state.gauges,
        turns[-1].before.state.gauges if turns else None,
        tuple(turn.after.state.gauges for turn in turns[-REMEMBERED:]),
        len(turns),
    )
