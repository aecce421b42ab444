"""All moves of one node, made in the order in which a play lists them: replies, listen, silence.

Which of them a state allows is decided here; what a move does is moves.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.prover.encoding.layout import unpack
from simulator.prover.search.moves import FORCED_CODE, LISTEN_CODE, SILENCE_CODE, Move
from simulator.ruleset import LISTEN, SILENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.prover.analysis.skeleton import Place
    from simulator.prover.encoding.layout import Column, Gauges
    from simulator.prover.search.nodes import Board, Node
    from simulator.prover.search.transitions import Arrival


class NodeMoves:
    """All moves of one node."""

    def __init__(self, board: Board, node: Node, place: Place, *, timed: bool):
        scene = board.scene(place)
        self.node = node
        self._scene = scene
        self.replies = [
            Move(board, node, place, reply.id, code)
            for code, reply in enumerate(scene.replies)
            if reply.leaky is None
        ]
        more = node.heard < len(board.words(node))
        self._listen = Move(board, node, place, LISTEN, LISTEN_CODE) if more else None
        self._forced = Move(board, node, place, SILENCE, FORCED_CODE)
        self._silence = Move(board, node, place, SILENCE, SILENCE_CODE) if timed else None
        self.offered = [False] * len(scene.replies)

    def name(self, code: int) -> str:
        """Return the move of a code."""
        if code >= LISTEN_CODE:
            return LISTEN if code == LISTEN_CODE else SILENCE
        return self._scene.replies[code].id

    def successors(self, keys: Column) -> Iterator[tuple[Move, Arrival]]:
        """Every legal move in every state given by key, in the order replies, listen, silence."""
        numbers, gauges = unpack(keys)
        idle = np.ones(len(keys), dtype=bool)
        for move in self.replies:
            offered = move.offered(numbers, gauges)
            idle &= ~offered
            yield from self._where(move, offered, numbers, gauges)
            self.offered[move.code] |= bool(offered.any())
        if self._listen is not None:
            yield from self._where(self._listen, np.ones(len(keys), dtype=bool), numbers, gauges)
            idle[:] = False
        yield from self._where(self._forced, idle, numbers, gauges)
        if self._silence is not None:
            yield from self._where(self._silence, ~idle, numbers, gauges)

    def release(self) -> None:
        """Let go of what only making moves needs."""
        for move in (*self.replies, self._listen, self._forced, self._silence):
            if move is not None:
                move.release()

    def _where(
        self, move: Move, mask: Column, numbers: Column, gauges: Gauges
    ) -> Iterator[tuple[Move, Arrival]]:
        if mask.all():
            for arrival in move.arrivals(numbers, gauges):
                yield move, arrival
            return
        index = np.flatnonzero(mask)
        if len(index):
            for arrival in move.arrivals(numbers[index], gauges.at(index)):
                yield move, arrival.from_states(index)
