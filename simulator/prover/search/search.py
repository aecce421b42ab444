"""The search over every state that play can reach, many states at once.

Gives the states, every transition between them, and what was offered and taken on the way. It takes the nodes in the order in
which play goes through them and each with all states that have come to it, so that batches are large; how many moves it
takes to a state is worked out afterwards (graph.py). It stops at a limit or an interrupt and then says so: `complete` is
False, and what it found is a part of what there is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from simulator.prover.encoding.layout import Gauges
from simulator.prover.encoding.visited_index import VisitedIndex, distinct, sorted_unique
from simulator.prover.search.encode_state import encode_state
from simulator.prover.search.node_moves import NodeMoves
from simulator.prover.search.nodes import Board
from simulator.prover.search.scene_entry import SceneEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulator.engine.state import State
    from simulator.prover.encoding.layout import Column
    from simulator.prover.search.nodes import Node
    from simulator.scenario.model import Scenario

BATCH_STATES = 1 << 18
"""States in which moves are made at once, at most: it bounds what waits beyond the limit."""
MAX_KEPT_UNSEARCHED = 1000
"""States kept of each node that the search had not come to when it stopped."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a proof has come: the phase (search, satisfaction, quality), the states met, the transitions or labels seen."""

    phase: str
    states: int
    transitions: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a search stops: states and transitions kept; and, for a narrow search, how many states of each node it looks at."""

    states: int
    transitions: int
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """States of one node met together: the number of the first, and their keys in order."""

    first: int
    node: Node
    keys: Column


@dataclass(frozen=True, slots=True)
class Run:
    """Transitions made at once by one move: states from, none twice; states to (their keys until numbered); contributions.

    `turn` numbers runs in the order in which they were made, in which those of a state are in the order of its moves.
    """

    turn: int
    move: int
    source: Column
    target: Column
    contribution: Column

    def at(self, kept: Column) -> Run:
        """Return some of the transitions."""
        return replace(
            self,
            source=self.source[kept],
            target=self.target[kept],
            contribution=self.contribution[kept],
        )


class _Pending:
    """What has come to one node and has not been looked at."""

    __slots__ = ("count", "runs")

    def __init__(self) -> None:
        self.count = 0
        self.runs: list[Run] = []

    def keys(self) -> Column:
        """Return the keys that have come, one run after the other."""
        return np.concatenate([run.target for run in self.runs])

    def split(self, column: Column) -> Iterator[tuple[Run, Column]]:
        """Return a column of what has come, by run."""
        first = 0
        for run in self.runs:
            yield run, column[first : first + len(run.source)]
            first += len(run.source)


class Search:
    """The search over one scenario; `run` does it.

    It begins where a play begins, or at a `start`: the state of a conversation under way.
    """

    def __init__(
        self, scenario: Scenario, *, timed: bool, limits: Limits, start: State | None = None
    ):
        self.board = Board(scenario, timed=timed)
        self.timed = timed
        self.limits = limits
        self._start = start
        self.complete = False
        self.stopped: str | None = None
        self.states = 0
        self.transitions = 0
        self.start_contribution = 0
        self.blocks: list[Block] = []
        self.moves: dict[int, NodeMoves] = {}
        self._firsts: list[int] = []
        self.searched: list[int] = []
        self._pending: dict[int, _Pending] = {}
        self._waiting = 0
        self._looked_at: dict[int, int] = {}
        self.cut: list[Column] = []
        self.nowhere: list[tuple[int, Column]] = []
        self._order = self.board.skeleton.order()
        self._runs: list[Run] = []
        self._turns = 0
        self._known: dict[int, VisitedIndex] = {}

    def run(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Search until nothing new is met, a limit is reached, or the caller interrupts."""
        self._begin()
        try:
            while self._pending and not self._full():
                # The earliest node in the order of play: all that leads to it has been met, so its states come in one batch.
                number = min(self._pending, key=self._order_of)
                if self.limits.width is not None:
                    self._limit_width(number, self.limits.width)
                block = self._number_states(number)
                if block is not None and block.node.ending is None:
                    self._expand(block)
                    self.searched.append(len(self.blocks) - 1)
                if progress is not None:
                    progress(Progress("search", self.states, self.transitions))
            if self._pending or self.cut:
                self.stopped = "limit"
                for number in sorted(self._pending):
                    self._cut(number, MAX_KEPT_UNSEARCHED)
                    self._number_states(number)
        except KeyboardInterrupt:
            self._on_interrupt()
        if self.stopped is None and self.board.layout.saturated:
            self.stopped = "counts"
        self.complete = self.stopped is None

    def _on_interrupt(self) -> None:
        """Leave what is whole: the last step may have been broken off anywhere."""
        self.stopped = "interrupted"
        for pending in self._pending.values():
            self.cut += [run.source for run in pending.runs]
        self._pending.clear()
        last = self.blocks[-1]
        self.states = last.first + len(last.keys)
        self._firsts = [block.first for block in self.blocks]
        self._runs = [run.at(run.target < self.states) for run in self._runs]
        self.transitions = sum(len(run.target) for run in self._runs)

    def runs(self) -> list[Run]:
        """Every transition met, in the order in which they were made."""
        return sorted(self._runs, key=lambda run: run.turn)

    def release(self) -> None:
        """Let go of the transitions and of all that only the search itself needs."""
        for node in self.board.nodes:
            node.rows.release()
        for moves in self.moves.values():
            moves.release()
        self._runs, self._known = [], {}

    def block(self, state: int) -> Block:
        """Return the block that a state lies in."""
        return self.blocks[bisect_right(self._firsts, state) - 1]

    def move_name(self, state: int, code: int) -> str:
        """Return the move of a code, made in a state."""
        return self.moves[self.block(state).node.number].name(code)

    def _begin(self) -> None:
        if self._start is None:
            self._begin_play()
        else:
            self._add(*encode_state(self.board, self._start))
        if self.blocks[0].node.ending is None:
            self._expand(self.blocks[0])
        self.searched.append(0)

    def _begin_play(self) -> None:
        board = self.board
        customer = board.scenario.customer
        values = (customer.anger, customer.heard, customer.trust, customer.patience)
        gauges = Gauges(*(np.array([value], dtype=np.int32) for value in values))
        none = np.zeros(1, dtype=np.int32)
        entry = SceneEntry(board, board.skeleton.start)
        (arrival,) = entry.arrivals(board.first_rows(), none, none, gauges, none)
        self.start_contribution = int(arrival.contributions[0])
        self._add(arrival.node, arrival.keys)

    def _expand(self, block: Block) -> None:
        """Make every move in every state of a block."""
        node = block.node
        assert node.place is not None
        moves = self.moves.get(node.number)
        if moves is None:
            moves = self.moves[node.number] = NodeMoves(
                self.board, node, node.place, timed=self.timed
            )
        for first in range(0, len(block.keys), BATCH_STATES):
            if first and self._full():
                self.cut.append(np.arange(block.first + first, block.first + len(block.keys)))
                return
            self._queue_successors(
                moves, block.first + first, block.keys[first : first + BATCH_STATES]
            )

    def _queue_successors(self, moves: NodeMoves, first: int, keys: Column) -> None:
        """Put what comes of some states where it will be looked at; `first` is the number of the first state."""
        for move, arrival in moves.successors(keys):
            at = self._pending.setdefault(arrival.node.number, _Pending())
            at.count += len(arrival.keys)
            self._waiting += len(arrival.keys)
            # Sources count from the batch; states are numbered over the whole search.
            sources = arrival.sources.astype(np.int32) + np.int32(first)
            at.runs.append(
                Run(self._turns, move.code, sources, arrival.keys, arrival.contributions)
            )
            self._turns += 1
            if arrival.nowhere:
                self.nowhere.append((move.code, sources))

    def _order_of(self, number: int) -> tuple[int, int, int]:
        """When a node's turn comes: in the order of play, so that what leads to it has been looked at if that can be."""
        node = self.board.nodes[number]
        if node.place is None or node.ending is not None:
            return len(self._order), 0, number
        return self._order[node.place], node.heard, number

    def _limit_width(self, number: int, width: int) -> None:
        """Keep of what has come to a node only so much that no more than `width` of its states are looked at, all told."""
        if self.board.nodes[number].ending is None:
            self._cut(number, max(0, width - self._looked_at.get(number, 0)))
            self._looked_at[number] = self._looked_at.get(number, 0) + self._pending[number].count

    def _cut(self, number: int, most: int) -> None:
        """Keep so much of what has come to a node, evenly by key; states that led to the rest were not looked at in full."""
        pending = self._pending[number]
        if pending.count <= most:
            return
        order = np.argsort(pending.keys(), kind="stable")
        kept = np.zeros(pending.count, dtype=bool)
        if most:
            # Every n-th by key, n rounded up: evenly spread over rows and gauges, and never more than `most`.
            kept[order[:: -(-len(order) // most)]] = True
        parted = list(pending.split(kept))
        self.cut.append(sorted_unique(np.concatenate([run.source[~some] for run, some in parted])))
        pending.runs = [run.at(some) for run, some in parted]
        self._waiting -= pending.count
        pending.count = int(kept.sum())
        self._waiting += pending.count

    def _number_states(self, number: int) -> Block | None:
        """Give numbers to the new states that have come to a node, and note all transitions to it."""
        node, pending = self.board.nodes[number], self._pending[number]
        if not pending.count:
            del self._pending[number]
            return None
        known = self._known.setdefault(number, VisitedIndex())
        # One sort for the whole batch; lookups in the index are then in sorted order, which is many times faster.
        met, inverse = distinct(pending.keys())
        numbers = known.numbers(met)
        fresh = np.flatnonzero(numbers < 0)
        block = None
        room = max(MAX_KEPT_UNSEARCHED, self.limits.states - self.states)
        if len(fresh) > room:
            fresh = fresh[:: -(-len(fresh) // room)]
        if len(fresh):
            numbers[fresh] = np.arange(self.states, self.states + len(fresh), dtype=np.int32)
        made = []
        for run, target in pending.split(numbers[inverse]):
            ways, left_out = replace(run, target=target), target < 0
            if left_out.any():
                self.cut.append(run.source[left_out])
                ways = ways.at(~left_out)
            made.append(ways)
        # Ways to states are kept before the states are: an interrupt may come between, and a state must have a way to it.
        self._runs += made
        if len(fresh):
            block = self._add(node, met[fresh])
        self.transitions += pending.count
        self._waiting -= pending.count
        del self._pending[number]
        return block

    def _add(self, node: Node, keys: Column) -> Block:
        block = Block(self.states, node, keys)
        numbers = np.arange(self.states, self.states + len(keys), dtype=np.int32)
        self._known.setdefault(node.number, VisitedIndex()).add(keys, numbers)
        self.blocks.append(block)
        self._firsts.append(block.first)
        self.states += len(keys)
        return block

    def _full(self) -> bool:
        limits = self.limits
        rows = sum(len(node.rows) for node in self.board.nodes) * self.board.layout.words
        return rows >= 4 * limits.states or (
            self.states >= limits.states or self.transitions + self._waiting >= limits.transitions
        )
