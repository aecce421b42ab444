"""Transitions: what they contribute to scores, events on columns of gauges, and guards asked of many states.

Follows docs/rules.md, "Events". The entering of scenes is scene_entry.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from simulator.prover.analysis.batch_guards import (
    answer,
    field_of,
    reads_gauges,
)
from simulator.prover.encoding.layout import Gauges
from simulator.ruleset import EVENTS, ceiling_after, ceilings
from simulator.scenario.guards.tree import Fact

if TYPE_CHECKING:
    from simulator.prover.analysis.batch_guards import Asked
    from simulator.prover.encoding.layout import Column, Layout, Rows
    from simulator.prover.search.nodes import Node
    from simulator.scenario.guards.tree import Guard

MOOD_OFFSET = 100
"""Added to the mood in the key of a state that is over, whose key is nothing but this."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """States that came to one node: their keys there, which of the states given they came from, and their contributions.

    A contribution says what the tallies need of the transition: a bit for a scene
    entered (or the end), how many promises were broken and lies came out (no further than MAX_NOTED), and above
    them the number of the move's effect. They came `nowhere` by an @resume that had nothing to resume.
    """

    # Bits from the lowest up: 1 for entering, 2 for promises broken, 2 for lies come out, then the number of the effect.
    ENTERS: ClassVar[int] = 1
    BROKEN: ClassVar[int] = 2
    EXPOSED: ClassVar[int] = 8
    MAX_NOTED: ClassVar[int] = 3
    EFFECT_SHIFT: ClassVar[int] = 5

    node: Node
    keys: Column
    sources: Column
    contributions: Column
    nowhere: bool = False

    def from_states(self, index: Column) -> Arrival:
        """Return the same, with sources counted among the states that `index` was taken from."""
        return replace(self, sources=index[self.sources])

    @classmethod
    def with_event(cls, contributions: Column, event: str, where: Any = True) -> Column:
        """Return contributions with one more event, if it is one that is counted, in the transitions where it happens."""
        unit = {"broken": cls.BROKEN, "exposed": cls.EXPOSED}.get(event)
        if unit is None:
            return contributions
        most = cls.MAX_NOTED * unit
        # Saturate in the two bits: one more would carry into the next field.
        more = np.where(where & ((contributions & most) < most), unit, 0)
        added: Column = contributions + more.astype(contributions.dtype)
        return added

    @classmethod
    def broken(cls, contribution: int) -> int:
        """How many promises were broken, by a contribution."""
        return contribution // cls.BROKEN & cls.MAX_NOTED

    @classmethod
    def exposed(cls, contribution: int) -> int:
        """How many lies came out, by a contribution."""
        return contribution // cls.EXPOSED & cls.MAX_NOTED


# Reversed, so that code 0, which an empty row holds, is the ceiling that a play starts with.
CEILINGS = np.array(ceilings()[::-1], dtype=np.int32)
"""The ceilings of trust by their code in a row: 0 for none, higher for a lower one."""
CEILING_CODES = {ceiling: code for code, ceiling in enumerate(CEILINGS.tolist())}
CEILING_AFTER = {
    name: np.array(
        [CEILING_CODES[ceiling_after(event, ceiling)] for ceiling in CEILINGS.tolist()],
        dtype=np.int32,
    )
    for name, event in EVENTS.items()
}
"""For each event the code of the ceiling after it, by that of the one before."""


def gauges_after_event(
    name: str, gauges: Gauges, ceiling: Any, where: Column | None = None
) -> Gauges:
    """Return the gauges after an event, in the states where it happens; `ceiling` is the one after it."""
    event = EVENTS[name]
    anger = np.clip(gauges.anger + event.anger, 0, 100)
    heard = np.clip(gauges.heard + event.heard, 0, 100)
    trust = np.clip(gauges.trust + event.trust, 0, 100)
    patience = np.clip(gauges.patience + event.patience, 0, 100)
    # Clamped first, then held to the ceiling: the order of docs/rules.md, and of `State` events in the engine.
    trust = np.minimum(trust, ceiling)
    if where is None:
        return Gauges(anger, heard, trust, patience)
    return Gauges(
        np.where(where, anger, gauges.anger),
        np.where(where, heard, gauges.heard),
        np.where(where, trust, gauges.trust),
        np.where(where, patience, gauges.patience),
    )


class BatchGuard:
    """A guard asked of many states; where it asks for no gauge it is answered once a row."""

    def __init__(self, layout: Layout, guard: Guard):
        self._layout = layout
        self._condition = guard.condition
        self.by_row = not reads_gauges(guard.condition)
        self._answers = np.zeros(0, dtype=bool)

    def answer(self, rows: Rows, numbers: Column, gauges: Gauges) -> Column:
        """Whether it holds, by state; `rows` are all rows so far, and earlier ones have not changed."""
        if not self.by_row:
            return self._evaluate(rows[numbers], gauges, len(numbers))
        known = len(self._answers)
        if known < len(rows):
            fresh = self._evaluate(rows[known:], None, len(rows) - known)
            self._answers = np.concatenate((self._answers, fresh))
        return self._answers[numbers]

    def _evaluate(self, rows: Rows, gauges: Gauges | None, count: int) -> Column:
        def ask(node: Asked) -> Any:
            field = field_of(node)
            if field is None:
                return getattr(gauges, node.name)  # type: ignore[union-attr]
            column = self._layout.read(rows, field)
            return column > 0 if isinstance(node, Fact) else column

        return np.broadcast_to(np.asarray(answer(self._condition, ask), dtype=bool), (count,))
