"""duplicate-reply: two replies of one scene share an id, so a move could not say which is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every later reply whose id stands in its scene already."""
    for scene in scenario.scenes.values():
        first: dict[str, int] = {}
        for index, reply in enumerate(scene.replies):
            if reply.id and reply.id in first:
                yield Finding(
                    "duplicate-reply",
                    ("scenes", scene.name, "replies", index, "id"),
                    f"The scene {quoted(scene.name)} has a reply {quoted(reply.id)} already: "
                    f"its reply number {first[reply.id] + 1}.",
                    "Give each reply of a scene a name of its own.",
                )
            first.setdefault(reply.id, index)
