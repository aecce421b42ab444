"""What a search says of a scenario over plays of any length: endings, scenes, replies, routes, traps and the like.

Each fact comes with a shortest witness where there is one. What a search that was cut short cannot say is left for
the proof to name; here a thing that was not met is only that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.repeats import Endless, Repeat, Repeats, nearest_by_scene
from simulator.prover.search.graph import Distances
from simulator.prover.search.moves import FORCED_CODE
from simulator.ruleset import WALKED_OUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.prover.search.graph import Graph
    from simulator.prover.search.search import Search
    from simulator.scenario.model import Reply

    Shortest = Callable[[int], tuple[str, ...]]

Met = TypeVar("Met")


@dataclass(frozen=True, slots=True)
class Trap:
    """A state that can be reached and from which no ending can: its scene, and a shortest way there."""

    scene: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForcedSilence:
    """A scene where silence can be the one move left, and a shortest way there; whether a silence leads on from it."""

    scene: str
    leads_on: bool
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingToResume:
    """A reply ("scene.reply") whose @resume can have nothing to resume, and a shortest way to where it is given so."""

    reply: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndingFact:
    """An ending's scene (None for a customer who walked out) and the shortest way there, None if none was found."""

    ending: str
    scene: str | None
    shortest: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What was met; replies are "scene.reply", routes "scene.reply[0]", in the order of the file.

    `dead_ways` are routes, and targets ("scene.reply.to"), of replies that are offered, which no play follows.
    """

    endings: tuple[EndingFact, ...]
    unreachable_scenes: tuple[str, ...]
    never_offered: tuple[str, ...]
    never_taken_routes: tuple[str, ...]
    traps: tuple[Trap, ...]
    dead_ways: tuple[str, ...]
    forced: tuple[ForcedSilence, ...]
    promises: tuple[Repeat, ...]
    deeds: tuple[Repeat, ...]
    endless: Endless | None
    nowhere: tuple[NothingToResume, ...]

    def merge(self, other: Facts) -> Facts:
        """Return what either of two searches of one scenario met; neither was whole."""
        endings = {(item.ending, item.scene): item for item in other.endings}
        for item in self.endings:
            known = endings.get((item.ending, item.scene))
            if known is None or known.shortest is None or _shorter(item, known):
                endings[item.ending, item.scene] = item
        return Facts(
            endings=tuple(endings.values()),
            unreachable_scenes=_both(self.unreachable_scenes, other.unreachable_scenes),
            never_offered=_both(self.never_offered, other.never_offered),
            never_taken_routes=_both(self.never_taken_routes, other.never_taken_routes),
            traps=_either(self.traps, other.traps, lambda trap: trap.scene),
            dead_ways=_both(self.dead_ways, other.dead_ways),
            forced=_either(self.forced, other.forced, lambda silence: silence.scene),
            promises=_either(self.promises, other.promises, lambda it: it.reply + it.promise),
            deeds=_either(self.deeds, other.deeds, lambda repeat: repeat.reply),
            endless=self.endless or other.endless,
            nowhere=_either(self.nowhere, other.nowhere, lambda nowhere: nowhere.reply),
        )


def _shorter(one: EndingFact, other: EndingFact) -> bool:
    if one.shortest is None or other.shortest is None:
        return one.shortest is not None
    return len(one.shortest) <= len(other.shortest)


def _both(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in some if name in others)


def _either(
    some: tuple[Met, ...], others: tuple[Met, ...], name: Callable[[Met], str]
) -> tuple[Met, ...]:
    return tuple({name(met): met for met in (*others, *some)}.values())


def facts_of(search: Search, graph: Graph) -> Facts:
    """Everything that a search met, and what it did not."""
    scenario = search.board.scenario
    distances = Distances(graph)
    met: dict[str, int] = {}
    for block in search.blocks:
        name = WALKED_OUT if block.node.place is None else block.node.place.scene
        far = distances.moves[block.first : block.first + len(block.keys)]
        nearest = block.first + int(np.argmin(far))
        if name not in met or distances.moves[nearest] < distances.moves[met[name]]:
            met[name] = nearest

    def shortest(state: int) -> tuple[str, ...]:
        return tuple(search.move_name(at, code) for at, code in distances.way(state))

    offered: set[str] = set()
    taken: set[str] = set()
    followed: set[str] = set()
    for moves in search.moves.values():
        scene = moves.node.place.scene if moves.node.place else ""
        for move in moves.replies:
            name = f"{scene}.{move.name}"
            offered |= {name} if moves.offered[move.code] else set()
            taken |= {f"{name}[{index}]" for index, was in enumerate(move.taken[:-1]) if was}
            followed |= {name} if move.taken[-1] else set()
    endings = [
        EndingFact(scene.ending.name, name, shortest(met[name]) if name in met else None)
        for name, scene in scenario.scenes.items()
        if scene.ending
    ]
    if WALKED_OUT in met:
        endings.append(EndingFact(WALKED_OUT, None, shortest(met[WALKED_OUT])))
    replies = [
        (f"{scene.name}.{reply.id}", reply)
        for scene, _, reply in scenario.replies()
        if reply.leaky is None
    ]
    routes = [route for name, reply in replies for route in _routes(name, reply)]
    dead = [
        way
        for name, reply in replies
        if name in offered
        for way in (
            *(route for route in _routes(name, reply) if route not in taken),
            *([f"{name}.to"] if reply.to and name not in followed else []),
        )
    ]
    repeats = Repeats(search, graph, distances)
    return Facts(
        endings=tuple(endings),
        unreachable_scenes=tuple(name for name in scenario.scenes if name not in met),
        never_offered=tuple(name for name, _ in replies if name not in offered),
        never_taken_routes=tuple(name for name in routes if name not in taken),
        traps=_traps(search, graph, distances, shortest),
        dead_ways=tuple(dead),
        forced=_find_forced_silences(search, graph, distances, shortest),
        promises=tuple(repeats.promises()),
        deeds=tuple(repeats.deeds()),
        endless=repeats.endless(),
        nowhere=_nowhere(search, graph, distances, shortest),
    )


def _routes(name: str, reply: Reply) -> list[str]:
    return [f"{name}[{index}]" for index in range(len(reply.routes))]


def _traps(
    search: Search,
    graph: Graph,
    distances: Distances,
    shortest: Shortest,
) -> tuple[Trap, ...]:
    """Return the nearest trap state of each scene; in a search cut short, what it did not look at may lead on."""
    goal = (graph.ending >= 0) | ~graph.searched
    stuck = np.flatnonzero(~graph.leads_to(goal))
    first = nearest_by_scene(stuck, search, graph, distances)
    return tuple(Trap(scene, shortest(state)) for scene, state in first.items())


def _find_forced_silences(
    search: Search, graph: Graph, distances: Distances, shortest: Shortest
) -> tuple[ForcedSilence, ...]:
    """Return the nearest state of each scene in which silence is the one move."""
    edges = np.flatnonzero(graph.move == FORCED_CODE)
    silent = sorted_unique(np.searchsorted(graph.starts, edges, side="right") - 1)
    first = nearest_by_scene(silent, search, graph, distances)
    scenes = search.board.scenario.scenes
    return tuple(
        ForcedSilence(scene, scenes[scene].on_silence is not None, shortest(state))
        for scene, state in first.items()
    )


def _nowhere(
    search: Search, graph: Graph, distances: Distances, shortest: Shortest
) -> tuple[NothingToResume, ...]:
    """Return the nearest state for each reply in which it has nothing to resume."""
    first: dict[str, int] = {}
    for code, sources in search.nowhere:
        # Of what an interrupt has broken off, there may be more than is numbered.
        states = sources[sources < search.states]
        for name, state in nearest_by_scene(states, search, graph, distances).items():
            reply = f"{name}.{search.move_name(state, code)}"
            if reply not in first or distances.moves[state] < distances.moves[first[reply]]:
                first[reply] = state
    return tuple(NothingToResume(reply, shortest(state)) for reply, state in first.items())
