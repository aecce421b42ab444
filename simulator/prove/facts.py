"""What a search says of a scenario over plays of any length: endings, scenes, replies, routes and traps.

Each fact comes with a shortest witness where there is one. What a search that was cut short cannot say is left for
the proof to name; here a thing that was not met is only that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.prove.graph import Distances
from simulator.tables import WALKED_OUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.prove.graph import Graph
    from simulator.prove.search import Search


@dataclass(frozen=True, slots=True)
class Trap:
    """A state that can be reached and from which no ending can: its scene, and a shortest way there."""

    scene: str
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndingFact:
    """An ending's scene (None for a customer who walked out) and the shortest way there, None if none was found."""

    ending: str
    scene: str | None
    shortest: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What was met; replies are "scene.reply", routes "scene.reply[0]", in the order of the file."""

    endings: tuple[EndingFact, ...]
    unreachable_scenes: tuple[str, ...]
    never_offered: tuple[str, ...]
    never_taken_routes: tuple[str, ...]
    traps: tuple[Trap, ...]

    def joined(self, other: Facts) -> Facts:
        """What either of two searches of one scenario met; neither was whole."""
        endings = {(item.ending, item.scene): item for item in other.endings}
        for item in self.endings:
            known = endings.get((item.ending, item.scene))
            if known is None or known.shortest is None or _shorter(item, known):
                endings[item.ending, item.scene] = item
        places = {trap.scene: trap for trap in (*other.traps, *self.traps)}
        return Facts(
            endings=tuple(endings.values()),
            unreachable_scenes=_both(self.unreachable_scenes, other.unreachable_scenes),
            never_offered=_both(self.never_offered, other.never_offered),
            never_taken_routes=_both(self.never_taken_routes, other.never_taken_routes),
            traps=tuple(places.values()),
        )


def _shorter(one: EndingFact, other: EndingFact) -> bool:
    if one.shortest is None or other.shortest is None:
        return one.shortest is not None
    return len(one.shortest) <= len(other.shortest)


def _both(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in some if name in others)


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
    for moves in search.moves.values():
        scene = moves.node.place.scene if moves.node.place else ""
        for move in moves.replies:
            name = f"{scene}.{move.name}"
            offered |= {name} if moves.offered[move.code] else set()
            taken |= {f"{name}[{index}]" for index, was in enumerate(move.taken[:-1]) if was}
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
    routes = [f"{name}[{index}]" for name, reply in replies for index in range(len(reply.routes))]
    return Facts(
        endings=tuple(endings),
        unreachable_scenes=tuple(name for name in scenario.scenes if name not in met),
        never_offered=tuple(name for name, _ in replies if name not in offered),
        never_taken_routes=tuple(name for name in routes if name not in taken),
        traps=_traps(search, graph, distances, shortest),
    )


def _traps(
    search: Search,
    graph: Graph,
    distances: Distances,
    shortest: Callable[[int], tuple[str, ...]],
) -> tuple[Trap, ...]:
    """The nearest trap state of each scene; in a search cut short, what it did not look at may lead on."""
    goal = (graph.ending >= 0) | ~graph.searched
    stuck = np.flatnonzero(~graph.leads_to(goal))
    first: dict[str, int] = {}
    for state in stuck[np.argsort(distances.moves[stuck], kind="stable")].tolist():
        place = search.block(state).node.place
        if place is not None and place.scene not in first:
            first[place.scene] = state
    return tuple(Trap(scene, shortest(state)) for scene, state in first.items())
