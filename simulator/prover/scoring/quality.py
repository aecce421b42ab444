"""The least and the most quality of every ending, over plays of at most that many turns.

A search over pairs of a state and a tally, turn by turn, that leaves out what cannot beat what is found already: first
narrowly, to find something good, then in full. Where it is cut short, what is left open is bounded and said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from simulator.prover.encoding.visited_index import distinct, sorted_unique
from simulator.prover.scoring.potential import Potential
from simulator.prover.scoring.quality_tally import TallyIndex
from simulator.prover.search.transitions import Arrival

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.prover.encoding.layout import Column
    from simulator.prover.search.graph import Graph
    from simulator.prover.search.nodes import Board

NARROW = 2000
"""States and tallies kept a turn and ending in the first, narrow search."""


@dataclass
class QualityBounds:
    """By ending (its node): the quality found, and what no play goes beyond; equal unless the search was cut short."""

    found: dict[int, int] = field(default_factory=dict)
    beyond: dict[int, int] = field(default_factory=dict)
    complete: bool = False
    pairs: int = 0


class QualityFrame:
    """What the searches for the most and for the least share."""

    def __init__(self, board: Board, graph: Graph):
        self.graph = graph
        self.tallies = TallyIndex(board)
        self.endings = sorted(set(graph.ending[graph.ending >= 0].tolist()))
        self.potential = Potential(graph, self.tallies, self.endings)
        self.start = self.tallies.at_start(graph.start_contribution)
        self.turns = np.array([effect.turn for effect in board.move_effects.known] or [True])


class QualitySearch:
    """The search for one side: the most with sign 1, the least with sign -1."""

    def __init__(self, frame: QualityFrame, *, sign: int, max_turns: int, limit: int):
        self.frame, self.sign, self.max_turns, self.limit = frame, sign, max_turns, limit
        self.result = QualityBounds()
        self._column = {node: place for place, node in enumerate(frame.endings)}
        self._bounds: Column = np.full((256, len(frame.potential.kinds)), -1, dtype=np.int16)

    def run(self, tick: Callable[[int], None] | None = None) -> QualityBounds:
        """Search narrowly, then in full."""
        result = self.result
        self._search(NARROW, tick)
        result.complete = self._search(None, tick)
        for node, found in result.found.items():
            result.beyond.setdefault(node, found)
        return result

    def _search(self, narrow: int | None, tick: Callable[[int], None] | None) -> bool:
        frame = self.frame
        graph = frame.graph
        if graph.ending[0] >= 0:
            self._note(int(graph.ending[0]), np.array([frame.start]))
            return True
        seen: list[Column] = []
        states = np.zeros(1, dtype=np.int32)
        tallies = np.full(1, frame.start, dtype=np.int32)
        for turn in range(self.max_turns + 1):
            turned: list[tuple[Column, Column]] = []
            while len(states):
                states, tallies = self._new(seen, states, tallies)
                states, tallies = self._open(states, tallies, narrow)
                self.result.pairs += len(states)
                if self.result.pairs > self.limit and narrow is None:
                    self._cut(states, tallies, turned)
                    return False
                if tick is not None:
                    tick(self.result.pairs)
                (states, tallies), spoken = self._expand(states, tallies, turn)
                if len(spoken[0]):
                    turned.append(spoken)
            if not turned:
                break
            states, tallies = (np.concatenate(column) for column in zip(*turned, strict=True))
        return True

    def _expand(
        self, states: Column, tallies: Column, turn: int
    ) -> tuple[tuple[Column, Column], tuple[Column, Column]]:
        """Return the pairs after listening, and those after one more turn; endings are noted."""
        frame = self.frame
        graph = frame.graph
        edges, places = graph.transitions_from(states)
        contribution = graph.contribution[edges]
        turns = frame.turns[contribution >> Arrival.EFFECT_SHIFT]
        if turn == self.max_turns:
            edges, places, contribution = (
                column[~turns] for column in (edges, places, contribution)
            )
            turns = turns[~turns]
        target = graph.target[edges]
        after = frame.tallies.after(tallies[places], contribution)
        ending = graph.ending[target]
        for node in sorted_unique(ending[ending >= 0]).tolist():
            self._note(node, sorted_unique(after[ending == node]))
        heard = ~turns & (ending < 0)
        spoken = turns & (ending < 0)
        return (target[heard], after[heard]), (target[spoken], after[spoken])

    def _note(self, node: int, tallies: Column) -> None:
        pick = max if self.sign > 0 else min
        value = pick(self.frame.tallies.quality(number) for number in tallies.tolist())
        known = self.result.found.get(node)
        self.result.found[node] = value if known is None else pick(known, value)

    def _new(self, seen: list[Column], states: Column, tallies: Column) -> tuple[Column, Column]:
        """Return the distinct pairs not seen with as few turns."""
        # A pair is one number: the state above, the tally in the low 32 bits.
        keys, _ = distinct((states.astype(np.int64) << 32) | tallies)
        for run in seen:
            at = np.searchsorted(run, keys)
            at[at == len(run)] = 0
            keys = keys[run[at] != keys]
        if len(keys):
            seen.append(keys)
            while len(seen) > 1 and len(seen[-2]) < 2 * len(seen[-1]):
                seen.append(np.sort(np.concatenate((seen.pop(), seen.pop()))))
        return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)

    def _open(self, states: Column, tallies: Column, narrow: int | None) -> tuple[Column, Column]:
        """Return the pairs that can still come to something better than what is found; if narrow, only the best of them."""
        keep = np.zeros(len(states), dtype=bool)
        for node, column in self._column.items():
            bound = self._upper_bound(states, tallies, column)
            possible = bound >= 0
            known = self.result.found.get(node)
            if known is not None:
                possible &= (bound > known) if self.sign > 0 else (bound < known)
            if narrow is not None and np.count_nonzero(possible) > narrow:
                index = np.flatnonzero(possible)
                # Stable, so that a narrow search finds the same on every machine.
                rank = np.argsort(-self.sign * bound[index], kind="stable")[:narrow]
                possible = np.zeros(len(states), dtype=bool)
                possible[index[rank]] = True
            keep |= possible
        return states[keep], tallies[keep]

    def _upper_bound(self, states: Column, tallies: Column, column: int) -> Column:
        """Return what each pair can come to at best for its side, by ending; -1 where no way leads there."""
        potential = self.frame.potential
        kinds = potential.of_row[self.frame.graph.row[states], column]
        if len(tallies) and int(tallies.max()) >= len(self._bounds):
            more = np.full((int(tallies.max()) + 1, self._bounds.shape[1]), -1, dtype=np.int16)
            self._bounds = np.concatenate((self._bounds, more))
        bounds = np.where(kinds < 0, -1, self._bounds[tallies, kinds])
        missing = np.flatnonzero((bounds < 0) & (kinds >= 0))
        if len(missing):
            many = len(potential.kinds)
            asked = self.frame.tallies.at_most if self.sign > 0 else self.frame.tallies.at_least
            for code in sorted_unique(
                tallies[missing].astype(np.int64) * many + kinds[missing]
            ).tolist():
                tally, kind = divmod(code, many)
                self._bounds[tally, kind] = asked(tally, potential.kinds[kind])
            bounds[missing] = self._bounds[tallies[missing], kinds[missing]]
        return bounds

    def _cut(self, states: Column, tallies: Column, turned: list[tuple[Column, Column]]) -> None:
        """Bound what was left open when the search was cut short."""
        pick = max if self.sign > 0 else min
        for some, theirs in [(states, tallies), *turned]:
            for node, column in self._column.items():
                bound = self._upper_bound(some, theirs, column)
                bound = bound[bound >= 0]
                if len(bound):
                    value = int(bound.max() if self.sign > 0 else bound.min())
                    already = self.result.beyond.get(node, self.result.found.get(node, value))
                    self.result.beyond[node] = pick(value, already)
