"""The least and the most satisfaction of every ending, over plays of at most that many turns.

A search over labels (labels.py) on the graph of states, turn by turn, listening within a turn. It keeps every label that
can still win, so what it finds is exact unless it is cut short; what a mood path gives in the end is worked out in
paths.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.scoring.labels import Labels, ParetoArchive, nondominated
from simulator.prover.scoring.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.engine.state import State
    from simulator.prover.encoding.layout import Column
    from simulator.prover.search.graph import Graph
    from simulator.prover.search.nodes import Board


@dataclass
class Extreme:
    """The best value found for an ending, and the label and move that gave it."""

    value: int
    label: int
    move: int
    turns: int


@dataclass
class Extremes:
    """What was found by ending (its node), and whether nothing was left out."""

    found: dict[int, Extreme] = field(default_factory=dict)
    complete: bool = False
    labels: int = 0


class SatisfactionSearch:
    """The search for one side: the most with sign 1, the least with sign -1.

    With a `start` it is about a conversation under way, whose state is the graph's first, or the one numbered `at`; `max_turns`
    then counts the turns still to come.
    """

    def __init__(
        self,
        board: Board,
        graph: Graph,
        *,
        sign: int,
        max_turns: int,
        limit: int,
        start: State | None = None,
        at: int = 0,
    ):
        self._start, self._at = start, at
        self.graph, self.sign, self.max_turns, self.limit = graph, sign, max_turns, limit
        self._paths = Paths(board, graph, sign)
        self.result = Extremes()
        self._parents: list[Column] = []
        self._moves: list[Column] = []
        self._states: list[Column] = []
        self._count = 0

    def run(self, tick: Callable[[int], None] | None = None) -> Extremes:
        """Search turn by turn."""
        graph = self.graph
        if graph.states == 0 or graph.ending[self._at] >= 0:
            self._at_once()
            self.result.complete = True
            return self.result
        archive = ParetoArchive()
        layer = self._paths.start(1) if self._start is None else self._paths.under_way(self._start)
        layer.state[:] = self._at
        for turn in range(self.max_turns + 1):
            turned: list[Labels] = []
            while len(layer):
                # First among themselves, then against all kept at fewer or as many turns: a label with more turns can't win.
                keys, layer = nondominated(layer)
                dominated = archive.dominates(keys, layer)
                if dominated.any():
                    keep = np.flatnonzero(~dominated)
                    keys, layer = keys[keep], layer.at(keep)
                archive.add(keys, layer)
                first = self._count
                self._store(layer)
                if self._count > self.limit:
                    return self.result
                if tick is not None:
                    tick(self._count)
                heard, spoken = self._expand(layer, first, turn)
                if len(spoken):
                    turned.append(spoken)
                layer = heard
            if not turned:
                break
            layer = Labels.concatenate(turned)
        self.result.complete = True
        self.result.labels = self._count
        return self.result

    def _expand(self, labels: Labels, first: int, turn: int) -> tuple[Labels, Labels]:
        """Return the labels after listening, and those after one more turn; endings are noted."""
        graph = self.graph
        edges, places = graph.transitions_from(labels.state)
        turns = self._paths.turns[graph.contribution[edges]]
        if turn == self.max_turns:
            edges, places, turns = edges[~turns], places[~turns], turns[~turns]
        over = graph.ending[graph.target[edges]] >= 0

        def after(which: Column) -> Labels:
            index = np.flatnonzero(which)
            return self._paths.after(labels, edges[index], places[index], first)

        if over.any():
            self._note(after(over), turn + 1)
        return after(~turns & ~over), after(turns & ~over)

    def _note(self, labels: Labels, turns: int) -> None:
        ending = self.graph.ending[labels.state]
        for node in sorted_unique(ending).tolist():
            index = np.flatnonzero(ending == node)
            here = labels.at(index)
            values = self._paths.satisfaction(here, node)
            at = int(np.argmax(self.sign * values))
            value = int(values[at])
            known = self.result.found.get(node)
            if known is None or self.sign * value > self.sign * known.value:
                extreme = Extreme(value, int(here.parent[at]), int(here.move[at]), turns)
                self.result.found[node] = extreme

    def _at_once(self) -> None:
        """Note the value of a start scene that is an ending: its mood alone counts."""
        if self.graph.states:
            node = int(self.graph.ending[0])
            self.result.found[node] = Extreme(self._paths.at_once(node), -1, -1, 0)

    def _store(self, labels: Labels) -> None:
        self._parents.append(labels.parent)
        self._moves.append(labels.move)
        self._states.append(labels.state)
        self._count += len(labels)

    def way(self, extreme: Extreme) -> list[tuple[int, int]]:
        """Return the states and codes of moves that lead to an extreme, from the start."""
        way = []
        label, move = extreme.label, extreme.move
        starts = np.cumsum([0, *(len(part) for part in self._parents)])
        while label >= 0:
            part = int(np.searchsorted(starts, label, side="right")) - 1
            place = label - int(starts[part])
            way.append((int(self._states[part][place]), move))
            move = int(self._moves[part][place])
            label = int(self._parents[part][place])
        return way[::-1]
