"""What can be had again and again in one play: deeds, and promises that one reply makes and keeps; and plays without an end.

Everything here is read off the graph of states, so that each finding comes with moves that show it. What a search that was cut
short did not meet is not claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.prover.analysis.batch_guards import Field
from simulator.prover.encoding.layout import ROW_SHIFT
from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.search.graph import Distances
from simulator.ruleset import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.prover.encoding.layout import Column
    from simulator.prover.search.graph import Graph
    from simulator.prover.search.search import Block, Search
    from simulator.scenario.model import Reply, Scene

    Moves = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A reply ("scene.reply") that does the same good twice in one play, and the moves of such a play, up to the second time.

    `promise` is what it makes and keeps, empty where it is a deed that is repeated.
    """

    reply: str
    promise: str
    moves: Moves


@dataclass(frozen=True, slots=True)
class Endless:
    """A play that can go on for ever: the moves to a state in a scene, and a loop that leads back to that same state."""

    scene: str
    moves: Moves
    loop: Moves


class Repeats:
    """The finder of all of them in what one search met."""

    def __init__(self, search: Search, graph: Graph, distances: Distances):
        self._search, self._graph, self._distances = search, graph, distances
        self._skeleton = search.board.skeleton

    def deeds(self) -> Iterator[Repeat]:
        """Yield the replies with an event that is a deed, which can happen twice."""
        for scene, code, reply in self._search.board.scenario.replies():
            if reply.event and EVENTS[reply.event].deed and self._comes_back(scene, reply):
                edges, sources = self._reply_transitions(scene, code)
                moves = self._twice(edges, sources, np.ones(len(sources), dtype=bool))
                if moves:
                    yield Repeat(f"{scene.name}.{reply.id}", "", moves)

    def promises(self) -> Iterator[Repeat]:
        """Yield the replies that keep, the second time, a promise that they have made themselves."""
        for scene, code, reply in self._search.board.scenario.replies():
            for promise in reply.promises:
                if promise in reply.keeps and self._comes_back(scene, reply):
                    edges, sources = self._reply_transitions(scene, code)
                    moves = self._twice(edges, sources, self._open(sources, promise))
                    if moves:
                        yield Repeat(f"{scene.name}.{reply.id}", promise, moves)

    def endless(self) -> Endless | None:
        """Return a play that comes back to a state it was in, so that it need never end; None if there isn't any."""
        endless_states = self._graph.endless_states()
        if not endless_states[0]:
            return None
        met: dict[int, int] = {}
        way: list[tuple[int, int]] = []
        state = 0
        while state not in met:
            met[state] = len(way)
            edges, _ = self._graph.transitions_from(np.array([state]))
            edge = int(edges[np.argmax(endless_states[self._graph.target[edges]])])
            way.append((state, int(self._graph.move[edge])))
            state = int(self._graph.target[edge])
        place = self._search.block(state).node.place
        assert place is not None
        loop = self._names(way[met[state] :])
        return Endless(place.scene, self._names(self._distances.way(state)), loop)

    def _comes_back(self, scene: Scene, reply: Reply) -> bool:
        """Whether the links alone allow a reply to be given twice."""
        if reply.once or reply.leaky is not None:
            return False
        places = self._skeleton.places
        todo = [
            link.to
            for place, links in places.items()
            if place.scene == scene.name
            for link in links
            if link.reply is reply
        ]
        met = set(todo)
        while todo:
            place = todo.pop()
            if place.scene == scene.name:
                return True
            ahead = {link.to for link in places[place]} - met
            met |= ahead
            todo.extend(ahead)
        return False

    def _reply_transitions(self, scene: Scene, code: int) -> tuple[Column, Column]:
        """Every transition by a reply, and the state that each leaves."""
        graph, found = self._graph, [np.zeros(0, dtype=np.int64)]
        for block in self._search.blocks:
            if block.node.place is not None and block.node.place.scene == scene.name:
                run = slice(*graph.starts[[block.first, block.first + len(block.keys)]])
                found.append(np.flatnonzero(graph.move[run] == code) + run.start)
        edges = np.concatenate(found)
        return edges, np.searchsorted(graph.starts, edges, side="right") - 1

    def _twice(self, edges: Column, sources: Column, counts: Column) -> Moves:
        """Return moves up to a second transition among some, the second from a state that `counts`; none where it can't be."""
        graph = self._graph
        goal = np.zeros(graph.states, dtype=bool)
        goal[sources[counts]] = True
        if not goal.any():
            return ()
        again = np.flatnonzero(graph.leads_to(goal)[graph.target[edges]])
        if not len(again):
            return ()
        first = int(again[np.argmin(self._distances.moves[sources[again]])])
        begun = int(graph.target[edges[first]])
        onwards = Distances(graph, begun)
        there = np.flatnonzero(goal & (onwards.moves >= 0))
        last = int(there[np.argmin(onwards.moves[there])])
        code = int(graph.move[edges[first]])
        way = [*self._distances.way(int(sources[first])), (int(sources[first]), code)]
        return self._names([*way, *onwards.way(last), (last, code)])

    def _open(self, states: Column, promise: str) -> Column:
        """Of some states, whether a promise is open in them."""
        layout, opened = self._search.board.layout, np.zeros(len(states), dtype=bool)
        for block, here in self._by_block(states):
            rows = block.node.rows.rows()[block.keys[states[here] - block.first] >> ROW_SHIFT]
            opened[here] = layout.read(rows, Field("open", promise)) > 0
        return opened

    def _by_block(self, states: Column) -> Iterator[tuple[Block, Column]]:
        blocks = np.searchsorted(self._graph.bounds, states, side="right") - 1
        for number in sorted_unique(blocks).tolist():
            yield self._search.blocks[number], np.flatnonzero(blocks == number)

    def _names(self, way: list[tuple[int, int]]) -> Moves:
        return tuple(self._search.move_name(state, code) for state, code in way)


def nearest_by_scene(
    states: Column, search: Search, graph: Graph, distances: Distances
) -> dict[str, int]:
    """Return the nearest of some states for each of their scenes, the nearest scene first, without those that are over."""
    ordered = states[np.argsort(distances.moves[states], kind="stable")]
    blocks = np.searchsorted(graph.bounds, ordered, side="right") - 1
    _, firsts = np.unique(blocks, return_index=True)
    nearest: dict[str, int] = {}
    for at in np.sort(firsts).tolist():
        place = search.blocks[int(blocks[at])].node.place
        if place is not None:
            nearest.setdefault(place.scene, int(ordered[at]))
    return nearest
