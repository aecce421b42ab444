"""no-ending-reachable: by links alone a scene leads to no ending, so a play that comes there could not end well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.rules.places import link_graph, reachable, reversed_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every scene that can be reached and from which no chain of links reaches an ending."""
    graph = link_graph(scenario)
    reached = reachable(graph, (scenario.start, scenario.boils, scenario.walks))
    endings = [name for name, scene in scenario.scenes.items() if scene.ending]
    can_end = reachable(reversed_graph(link_graph(scenario, leaky=False)), endings)
    for name in scenario.scenes:
        if name in reached and name not in can_end:
            yield Finding(
                "no-ending-reachable",
                ("scenes", name),
                f"From the scene {quoted(name)} no ending can be reached.",
                "Lead one of its replies on, or make it an ending.",
                at_key=True,
            )
