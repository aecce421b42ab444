"""The states and transitions that a search met, laid out to be walked forwards and backwards.

Numbers only: states from 0, transitions by the state they leave. Asked by the finders of traps and of bounds; it knows
nothing of scenes or gauges beyond the mood of each state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.prover.encoding.layout import unpack
from simulator.prover.search.transitions import MOOD_OFFSET

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.prover.encoding.layout import Column
    from simulator.prover.search.search import Run, Search


@dataclass(frozen=True, slots=True)
class Graph:
    """States with their mood and ending, and transitions by source.

    `starts[s]` to `starts[s + 1]` are the transitions that leave state s; `ending` is the node of an ending, -1 for a state
    that goes on; `row` numbers all of a state but its gauges; `searched` says of each state whether its transitions were
    worked out (of all, unless the search was cut short). `start_contribution` tells what entering the start scene did (its
    effect means nothing). `bounds` are the numbers of the first states of the blocks that were searched together, and last the
    number of states.
    """

    mood: Column
    ending: Column
    row: Column
    searched: Column
    bounds: list[int]
    start_contribution: int
    starts: Column
    target: Column
    contribution: Column
    move: Column

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.mood)

    @classmethod
    def of(cls, search: Search) -> Graph:
        """Return the graph of a search."""
        mood = np.zeros(search.states, dtype=np.int16)
        ending = np.full(search.states, -1, dtype=np.int32)
        row = np.zeros(search.states, dtype=np.int32)
        searched = np.zeros(search.states, dtype=bool)
        first_row = np.cumsum([0, *(max(1, len(node.rows)) for node in search.board.nodes)])
        looked_at = set(search.searched)
        for index, block in enumerate(search.blocks):
            here = slice(block.first, block.first + len(block.keys))
            row[here] = first_row[block.node.number]
            if block.node.ending is None:
                numbers, gauges = unpack(block.keys)
                mood[here] = gauges.mood
                row[here] += numbers
                searched[here] = index in looked_at
            else:
                mood[here] = block.keys - MOOD_OFFSET
                ending[here] = block.node.number
                searched[here] = True
        for sources in search.cut:
            searched[sources] = False
        starts, target, contribution, move = _by_source(search.runs(), search.states)
        return cls(
            mood=mood,
            ending=ending,
            row=row,
            searched=searched,
            bounds=[*(block.first for block in search.blocks), search.states],
            start_contribution=search.start_contribution,
            starts=starts,
            target=target,
            contribution=contribution,
            move=move,
        )

    def leads_to(self, goal: Column) -> Column:
        """Of each state, whether some way leads from it to a state of the goal (a column of booleans)."""
        found = goal.copy()
        return propagate_backwards(
            self.bounds, self.starts, found, lambda run: found[self.target[run]], np.logical_or
        )

    def endless_states(self) -> Column:
        """Of each state, whether some play can go on from it for ever; states that were not searched are said not to."""
        endless = self.starts[1:] > self.starts[:-1]
        return propagate_backwards(
            self.bounds,
            self.starts,
            endless,
            lambda run: endless[self.target[run]],
            np.logical_or,
            narrows=True,
        )

    def most_turns(self, turns: Column, most: int) -> int:
        """Return the most turns that a play can make, up to `most`; `turns` says which contributions are turns."""
        ahead = np.zeros(self.states, dtype=np.int32)

        def further(run: slice) -> Column:
            return np.minimum(ahead[self.target[run]] + turns[self.contribution[run]], most)

        return int(propagate_backwards(self.bounds, self.starts, ahead, further, np.maximum)[0])

    def transitions_from(self, states: Column) -> tuple[Column, Column]:
        """Return the numbers of the transitions from some states, and for each the place of its state among those given."""
        first = self.starts[states]
        counts = self.starts[states + 1] - first
        places = np.repeat(np.arange(len(states)), counts)
        ends = np.cumsum(counts)
        within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
        return np.repeat(first, counts) + within, places


def _by_source(runs: list[Run], states: int) -> tuple[Column, Column, Column, Column]:
    """Return where each state's transitions begin, and the target, contribution and move of each in the order of moves.

    No two transitions of a run leave one state. So a run is put where its states have their next free places, and no
    sorting is needed.
    """
    counts = np.zeros(states, dtype=np.int32)
    for run in runs:
        counts[run.source] += 1
    starts = np.zeros(states + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    many = int(starts[-1])
    free = starts[:-1].astype(np.int32)
    target, contribution = np.empty(many, dtype=np.int32), np.empty(many, dtype=np.int32)
    move = np.empty(many, dtype=np.int8)
    for run in runs:
        places = free[run.source]
        target[places], contribution[places], move[places] = run.target, run.contribution, run.move
        free[run.source] = places + 1
    return starts, target, contribution, move


class Distances:
    """How many moves it takes to each state from one, the start unless said; and the last transition of one such way."""

    def __init__(self, graph: Graph, start: int = 0):
        self._graph, self._start = graph, start
        self.moves: Column = np.full(graph.states, -1, dtype=np.int32)
        self._by: Column = np.full(graph.states, -1, dtype=np.int64)
        self.moves[start] = 0
        frontier = np.full(1, start, dtype=np.int64)
        taken = 0
        while len(frontier):
            taken += 1
            edges, _ = graph.transitions_from(frontier)
            edges = edges[self.moves[graph.target[edges]] < 0]
            target = graph.target[edges]
            # Written from the last to the first, the first transition to a state stays.
            self._by[target[::-1]] = edges[::-1]
            self.moves[target] = taken
            frontier = np.sort(target[self._by[target] == edges])

    def way(self, state: int) -> list[tuple[int, int]]:
        """Return the states and codes of moves of a shortest way to a state that can be reached."""
        if self.moves[state] < 0:
            raise ValueError(f"no way leads to state {state}")
        way = []
        while state != self._start:
            edge = int(self._by[state])
            state = int(np.searchsorted(self._graph.starts, edge, side="right")) - 1
            way.append((state, int(self._graph.move[edge])))
        return way[::-1]


def propagate_backwards(
    bounds: list[int],
    starts: Column,
    values: Column,
    of_transitions: Callable[[slice], Column],
    join: Any,
    *,
    narrows: bool = False,
) -> Column:
    """Values of states drawn from what is ahead of them, worked out backwards until nothing changes.

    `bounds` and `starts` are as in Graph. `values` has a row for each state and is changed in place; those of states
    without transitions stay. `of_transitions` gives, for a run of transitions, what each brings back to its source
    (it reads `values`); `join` is the ufunc that joins them, under which values can change in one direction only. What is
    joined is added to what a state has; or, where it `narrows`, it takes the place of it.
    """
    changed = True
    while changed:
        changed = False
        # Most ways lead to later blocks: from the last block back, nearly all is settled in one sweep.
        for first, end in zip(bounds[-2::-1], bounds[:0:-1], strict=True):
            runs = starts[first : end + 1]
            if runs[0] == runs[-1]:
                continue
            leaving = np.flatnonzero(runs[1:] > runs[:-1])
            run = slice(int(runs[0]), int(runs[-1]))
            joined = join.reduceat(of_transitions(run), runs[leaving] - runs[0], axis=0)
            states = slice(first, end) if len(leaving) == end - first else leaving + first
            joined = joined if narrows else join(joined, values[states])
            if not np.array_equal(joined, values[states]):
                values[states] = joined
                changed = True
    return values
