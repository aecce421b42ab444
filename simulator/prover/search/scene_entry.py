"""The entering of scenes by many states at once: which node they come to, and what entering does to their rows.

Follows docs/rules.md, "Entering a scene". What a scene does to a row is worked out once a row and words; only gauges, and
guards that ask for them, are worked out by state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.prover.analysis.batch_guards import CEILING, DEED, FORCED, Field
from simulator.prover.encoding.layout import ROW_SHIFT
from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.search.nodes import Node
from simulator.prover.search.transitions import (
    CEILING_AFTER,
    CEILINGS,
    MOOD_OFFSET,
    Arrival,
    BatchGuard,
    gauges_after_event,
)
from simulator.ruleset import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.prover.analysis.skeleton import Place
    from simulator.prover.encoding.layout import Column, Gauges, Rows
    from simulator.prover.search.nodes import Board


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
        # By state only where gauges decide with the row; else all rows are worked on once, whatever the number of states.
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
        for variant, all_heard, here in self._by_words(rows, numbers, gauges):
            if here is None:
                yield self._arrival(None, False, rows, sources, numbers, gauges, contributions)
                return
            yield self._arrival(
                variant,
                all_heard,
                rows,
                sources[here],
                numbers[here],
                gauges.at(here),
                contributions[here],
            )

    def _by_words(
        self, rows: Rows, numbers: Column, gauges: Gauges
    ) -> Iterator[tuple[int | None, bool, Column | None]]:
        """Yield states by variant (None for the own words) and by whether all is heard; None instead of states means all."""
        scene, heard_out = self._scene, False
        if scene is not None and len(scene.says) > 1:
            listened = self._board.layout.read(rows, Field("listened", scene.name)) > 0
            heard_out = bool(listened.any())
        if not self._variants and not heard_out:
            yield None, False, None
            return
        variant = np.full(len(numbers), -1, dtype=np.int8)
        with_visit = self._rows_with_visit(rows) if self._variants else rows
        # From the last to the first, so that the first variant that holds is written last and stays.
        for index, guard in reversed(list(enumerate(self._variants))):
            variant[guard.answer(with_visit, numbers, gauges)] = index
        whole = (
            (variant < 0) & listened[numbers] if heard_out else np.zeros(len(numbers), dtype=bool)
        )
        for chosen in range(-1, len(self._variants)):
            for all_heard in (False, True) if heard_out and chosen < 0 else (False,):
                here = np.flatnonzero((variant == chosen) & (whole == all_heard))
                if len(here):
                    yield (None if chosen < 0 else chosen), all_heard, here

    def _ending_arrival(
        self, rows: Rows, sources: Column, gauges: Gauges, ceiling: Column, contributions: Column
    ) -> Arrival:
        layout = self._board.layout
        still_open = np.zeros(len(rows), dtype=np.int32)
        for promise in self._promises:
            still_open += layout.read(rows, promise)
        # One broken promise at a time: each lowers the ceiling, and trust is clamped after each.
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
        # -1 marks rows whose number at the node isn't known yet; each is worked out once and remembered.
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
            # The event happens on the first visit only, so it is worked out for all and kept where the scene is new.
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
