"""Where moves lead: events on columns of gauges, and the entering of scenes by many states at once.

Follows docs/rules.md, "Events" and "Entering a scene". What a scene does to a row is worked out once a row and words; only
gauges, and guards that ask for them, are worked out by state.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from simulator.prover.analysis.batch_guards import (
    CEILING,
    DEED,
    FORCED,
    Field,
    answer,
    field_of,
    reads_gauges,
)
from simulator.prover.encoding.layout import ROW_SHIFT, Gauges
from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.search.nodes import Node
from simulator.ruleset import EVENTS, ceiling_after, ceilings
from simulator.scenario.guards.tree import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.prover.analysis.batch_guards import Asked
    from simulator.prover.analysis.skeleton import Place
    from simulator.prover.encoding.layout import Column, Layout, Rows
    from simulator.prover.search.nodes import Board
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
            return self._asked(rows[numbers], gauges, len(numbers))
        known = len(self._answers)
        if known < len(rows):
            fresh = self._asked(rows[known:], None, len(rows) - known)
            self._answers = np.concatenate((self._answers, fresh))
        return self._answers[numbers]

    def _asked(self, rows: Rows, gauges: Gauges | None, count: int) -> Column:
        def ask(node: Asked) -> Any:
            field = field_of(node)
            if field is None:
                return getattr(gauges, node.name)  # type: ignore[union-attr]
            column = self._layout.read(rows, field)
            return column > 0 if isinstance(node, Fact) else column

        return np.broadcast_to(np.asarray(answer(self._condition, ask), dtype=bool), (count,))


class SceneEntry:
    """One way from a move at a node: to a node without entering a scene, into a scene, or out for good."""

    def __init__(
        self, board: Board, to: Place | Node | None, *, enters: bool = True, nowhere: bool = False
    ):
        if to is None:
            raise ValueError("an entry leads somewhere")
        self._board = board
        self._enters, self._nowhere = enters, nowhere
        self._node = to if isinstance(to, Node) else None
        place = to.place if isinstance(to, Node) else to
        self._place = place
        self._scene = board.scene(place) if place else None
        if self._scene is not None and self._scene.ending and place is not None:
            self._node = board.node(place)
        over = self._node is not None and self._node.ending is not None
        self._over = over
        self._variants = [
            BatchGuard(board.layout, variant.when)
            for variant in (self._scene.variants if self._scene and enters and not over else ())
        ]
        self._promises = [field for field in board.layout.slots if field.kind == "open"]
        self._visited: Rows = board.layout.empty(0)
        self._arrivals: dict[tuple[int | None, bool], tuple[Node, Column]] = {}

    def arrivals(
        self, rows: Rows, sources: Column, numbers: Column, gauges: Gauges, contributions: Column
    ) -> Iterator[Arrival]:
        """Take states through: by row number in `rows`, gauges and contribution; `sources` goes with them."""
        if not self._enters and self._node is not None and not self._over:
            yield self._arrival(None, False, rows, sources, numbers, gauges, contributions)
            return
        layout, scene = self._board.layout, self._scene
        contributions = contributions | Arrival.ENTERS
        own = rows[numbers] if (scene and scene.event) or self._over else rows
        ceiling: Any = None
        if (scene and scene.event) or self._over:
            ceiling = layout.read(own, CEILING)
        if scene is not None and scene.event:
            first = layout.read(own, Field("seen", scene.name)) == 0
            ceiling = np.where(first, CEILING_AFTER[scene.event][ceiling], ceiling)
            gauges = gauges_after_event(scene.event, gauges, CEILINGS[ceiling], first)
            contributions = Arrival.with_event(contributions, scene.event, first)
        if self._over:
            yield self._ending_arrival(own, sources, gauges, ceiling, contributions)
            return
        heard_out = False
        if scene is not None and len(scene.says) > 1:
            listened = layout.read(rows, Field("listened", scene.name)) > 0
            heard_out = bool(listened.any())
        if not self._variants and not heard_out:
            yield self._arrival(None, False, rows, sources, numbers, gauges, contributions)
            return
        variant = np.full(len(numbers), -1, dtype=np.int8)
        with_visit = self._rows_with_visit(rows) if self._variants else rows
        for index, guard in reversed(list(enumerate(self._variants))):
            variant[guard.answer(with_visit, numbers, gauges)] = index
        whole = (
            (variant < 0) & listened[numbers] if heard_out else np.zeros(len(numbers), dtype=bool)
        )
        for chosen in range(-1, len(self._variants)):
            for all_heard in (False, True) if heard_out and chosen < 0 else (False,):
                here = np.flatnonzero((variant == chosen) & (whole == all_heard))
                if len(here):
                    yield self._arrival(
                        None if chosen < 0 else chosen,
                        all_heard,
                        rows,
                        sources[here],
                        numbers[here],
                        gauges.at(here),
                        contributions[here],
                    )

    def _ending_arrival(
        self, rows: Rows, sources: Column, gauges: Gauges, ceiling: Column, contributions: Column
    ) -> Arrival:
        layout = self._board.layout
        still_open = np.zeros(len(rows), dtype=np.int32)
        for promise in self._promises:
            still_open += layout.read(rows, promise)
        for already in range(int(still_open.max(initial=0))):
            broken = still_open > already
            ceiling = np.where(broken, CEILING_AFTER["broken"][ceiling], ceiling)
            gauges = gauges_after_event("broken", gauges, CEILINGS[ceiling], broken)
            contributions = Arrival.with_event(contributions, "broken", broken)
        assert self._node is not None
        keys = gauges.mood.astype(np.int64) + MOOD_OFFSET
        return Arrival(self._node, keys, sources, contributions)

    def _rows_with_visit(self, rows: Rows) -> Rows:
        """Return the rows with this visit counted, which the variants may ask about; only those of new rows are worked out."""
        assert self._scene is not None
        visits = Field("visits", self._scene.name)
        if visits not in self._board.layout.slots:
            return rows
        known = len(self._visited)
        if known < len(rows):
            fresh = rows[known:].copy()
            self._board.layout.count(fresh, visits)
            self._visited = fresh if not known else np.concatenate((self._visited, fresh))
        return self._visited

    def _arrival(
        self,
        variant: int | None,
        all_heard: bool,
        rows: Rows,
        sources: Column,
        numbers: Column,
        gauges: Gauges,
        contributions: Column,
    ) -> Arrival:
        """Return the states at one node; what entering does to a row is remembered by its number."""
        found = self._arrivals.get((variant, all_heard))
        if found is None:
            found = (self._target(variant, all_heard), np.full(len(rows), -1, dtype=np.int64))
        node, known = found
        assert node.place is not None
        if len(known) < len(rows):
            unknown = np.full(len(rows) - len(known), -1, dtype=np.int64)
            known = np.concatenate((known, unknown))
        self._arrivals[variant, all_heard] = (node, known)
        there = known[numbers]
        missing = there < 0
        if missing.any():
            fresh = sorted_unique(numbers[missing])
            entered = rows[fresh]
            if self._enters:
                self._enter(node, entered)
            known[fresh] = node.rows.numbers(self._board.layout.forget(entered, node.place))
            there = known[numbers]
        low = self._board.layout.pack(gauges, node.place)
        return Arrival(node, (there << ROW_SHIFT) | low, sources, contributions, self._nowhere)

    def _target(self, variant: int | None, all_heard: bool) -> Node:
        if not self._enters and self._node is not None:
            return self._node
        assert self._place is not None
        parts = len(self._board.scene(self._place).words(variant))
        return self._board.node(self._place, variant, parts if all_heard else min(1, parts))

    def _enter(self, node: Node, rows: Rows) -> None:
        """Apply the entering of a scene to rows, in place: its event, seen, and the parts heard at once."""
        layout, scene = self._board.layout, self._scene
        assert scene is not None
        seen = Field("seen", scene.name)
        if scene.event:
            first = layout.read(rows, seen) == 0
            after = rows.copy()
            layout.write(after, CEILING, CEILING_AFTER[scene.event][layout.read(after, CEILING)])
            if EVENTS[scene.event].deed:
                layout.write(after, DEED, 1)
            rows[first] = after[first]
        layout.write(rows, seen, 1)
        layout.count(rows, Field("visits", scene.name))
        layout.write(rows, FORCED, 0)
        words = scene.words(node.variant)
        for part in words[: node.heard]:
            for flag in part.sets:
                layout.write(rows, Field("flag", flag), 1)
        if node.variant is None and words and node.heard == len(words):
            layout.write(rows, Field("listened", scene.name), 1)
