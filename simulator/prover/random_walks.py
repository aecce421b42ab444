"""Random plays along the graph of a search: the same draws as `policies.play_randomly`, a thousand plays at once.

The transitions of a state are in the order of its moves, so a draw picks the same move here as in a conversation.
Usable only where the search was complete; a test holds the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.policies import RandomPlays, draw, summarise
from simulator.prover.scoring.paths import Paths
from simulator.prover.search.moves import SILENCE_CODE

if TYPE_CHECKING:
    from simulator.prover.search.graph import Graph
    from simulator.prover.search.nodes import Board


def random_walks(
    board: Board, graph: Graph, *, max_turns: int, seed: int, plays: int
) -> RandomPlays:
    """Return that many random plays, each of at most that many turns."""
    paths = Paths(board, graph, 1)
    played: list[tuple[str | None, int | None]] = [(None, None)] * plays
    if graph.ending[0] >= 0:
        node = board.nodes[int(graph.ending[0])]
        return summarise(seed, [(node.ending, paths.at_once(node.number))] * plays)
    labels = paths.start(plays)
    numbers, turns = np.arange(plays), np.zeros(plays, dtype=np.int32)
    move = 0
    while len(numbers):
        move += 1
        first = graph.starts[labels.state]
        counts = graph.starts[labels.state + 1] - first
        # Silence stands last; it is drawn only where it is the one move.
        counts -= (counts > 1) & (graph.move[first + counts - 1] == SILENCE_CODE)
        drawn = np.array([draw(seed, number, move) for number in numbers.tolist()], dtype=np.int64)
        edges = first + drawn % counts
        turns = turns + paths.turns[graph.contribution[edges]]
        going = np.flatnonzero(turns <= max_turns)
        labels = paths.after(labels, edges[going], going, 0)
        numbers, turns = numbers[going], turns[going]
        ending = graph.ending[labels.state]
        for node in sorted_unique(ending[ending >= 0]).tolist():
            index = np.flatnonzero(ending == node)
            values = paths.satisfaction(labels.at(index), node)
            for number, value in zip(numbers[index].tolist(), values.tolist(), strict=True):
                played[number] = (board.nodes[node].ending, value)
        rest = np.flatnonzero(ending < 0)
        labels, numbers, turns = labels.at(rest), numbers[rest], turns[rest]
    return summarise(seed, played)
