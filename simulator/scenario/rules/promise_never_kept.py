"""promise-never-kept: a reply makes a promise that no reply keeps, so every play that makes it breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, did_you_mean, quoted
from simulator.scenario.rules.places import lasting, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every promise that cannot be kept."""
    kept = {
        name
        for scene in scenario.scenes.values()
        for reply in lasting(scene)
        for name in reply.keeps
    }
    for path, name in named(scenario, "promises"):
        if name not in kept:
            yield Finding(
                "promise-never-kept",
                path,
                f"No reply keeps the promise {quoted(name)}: it will be broken at the end.",
                did_you_mean(
                    name,
                    kept,
                    "Add keeps to a later reply, or leave it if it is meant to be broken.",
                ),
            )
