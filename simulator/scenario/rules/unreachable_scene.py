"""unreachable-scene: no way leads to a scene, by links alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.rules.places import link_graph, reachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every scene that no chain of links reaches from the start."""
    reached = reachable(link_graph(scenario), (scenario.start, scenario.boils, scenario.walks))
    for name in scenario.scenes:
        if name not in reached:
            yield Finding(
                "unreachable-scene",
                ("scenes", name),
                f"No way leads to the scene {quoted(name)}.",
                "Lead a reply there, or delete it.",
                at_key=True,
            )
