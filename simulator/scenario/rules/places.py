"""Walks over a scenario that several rules share: every guard, and every link, with its place in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.diagnostic import Path
    from simulator.scenario.guard import Guard
    from simulator.scenario.model import Reply, Scenario, Scene


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


def links(scenario: Scenario) -> Iterator[tuple[Path, Scene, Reply, str]]:
    """Every way on that a reply names: the place of the name, the scene and reply it is in, and the name."""
    for scene, index, reply in scenario.replies():
        here: Path = ("scenes", scene.name, "replies", index)
        for place, route in enumerate(reply.routes):
            if route.to:
                yield (*here, "routes", place, "to"), scene, reply, route.to
        if reply.to is not None:
            yield (*here, "to"), scene, reply, reply.to
