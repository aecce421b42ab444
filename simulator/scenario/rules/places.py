"""Walks over a scenario that several rules share: every guard, and every link, with its place in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.tables import RESUME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.scenario.diagnostic import Path
    from simulator.scenario.guard import Guard
    from simulator.scenario.model import Part, Reply, Scenario, Scene


def guards(scenario: Scenario) -> Iterator[tuple[Path, Guard]]:
    """Every guard of the file."""
    for scene in scenario.scenes.values():
        base: Path = ("scenes", scene.name)
        for index, variant in enumerate(scene.variants):
            yield (*base, "variants", index, "when"), variant.when
        for index, reply in enumerate(scene.replies):
            here: Path = (*base, "replies", index)
            if reply.when:
                yield (*here, "when"), reply.when
            for place, route in enumerate(reply.routes):
                yield (*here, "routes", place, "when"), route.when
            for place, answer in enumerate(reply.answers):
                yield (*here, "answers", place, "when"), answer.when


def links(scenario: Scenario) -> Iterator[tuple[Path, Scene, Reply, str]]:
    """Every way on that a reply names: the place of the name, the scene and reply it is in, and the name."""
    for scene, index, reply in scenario.replies():
        here: Path = ("scenes", scene.name, "replies", index)
        for place, route in enumerate(reply.routes):
            yield (*here, "routes", place, "to"), scene, reply, route.to
        if reply.to is not None:
            yield (*here, "to"), scene, reply, reply.to


Graph = dict[str, set[str]]
"""Scenes by name, with the names that each leads to."""


def named(scenario: Scenario, key: str) -> Iterator[tuple[Path, str]]:
    """Every name in a list of a reply: its `promises`, `keeps`, `sets` or `clears`."""
    for scene, index, reply in scenario.replies():
        for place, name in enumerate(getattr(reply, key)):
            yield ("scenes", scene.name, "replies", index, key, place), name


def flags_set(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Every flag that something sets: parts first, then replies."""
    for scene in scenario.scenes.values():
        base: Path = ("scenes", scene.name)
        yield from _flags_of_parts((*base, "says"), scene.says)
        for index, variant in enumerate(scene.variants):
            yield from _flags_of_parts((*base, "variants", index, "says"), variant.says)
    yield from named(scenario, "sets")


def _flags_of_parts(path: Path, parts: tuple[Part, ...]) -> Iterator[tuple[Path, str]]:
    for index, part in enumerate(parts):
        for place, name in enumerate(part.sets):
            yield (*path, index, "sets", place), name


def link_graph(scenario: Scenario, *, resume: bool = True) -> Graph:
    """For each scene the scenes its replies lead to; `@resume` may lead to any scene, if it is followed."""
    graph: Graph = {name: set() for name in scenario.scenes}
    for _, scene, _, name in links(scenario):
        if name in graph:
            graph[scene.name].add(name)
        elif name == RESUME and resume and (scenario.boils or scenario.walks):
            graph[scene.name].update(graph)
    return graph


def reversed_graph(graph: Graph) -> Graph:
    """The same links the other way round."""
    back: Graph = {name: set() for name in graph}
    for name, targets in graph.items():
        for target in targets:
            back[target].add(name)
    return back


def reachable(graph: Graph, starts: Iterable[str | None]) -> set[str]:
    """Scenes that links lead to from some scenes, these included."""
    found: set[str] = set()
    waiting = [name for name in starts if name in graph]
    while waiting:
        name = waiting.pop()
        if name is not None and name not in found:
            found.add(name)
            waiting += graph[name]
    return found
