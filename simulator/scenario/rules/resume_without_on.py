"""resume-without-on: a reply resumes what was interrupted where nothing can have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import RESUME
from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.rules.places import link_graph, links, reachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every @resume in a scene that no boils or walks scene leads to."""
    aside = reachable(link_graph(scenario, resume=False), (scenario.boils, scenario.walks))
    for link in links(scenario):
        if link.to == RESUME and link.reply and link.scene.name not in aside:
            yield Finding(
                "resume-without-on",
                link.path,
                f"The reply {quoted(link.reply.id)} resumes, and no boils or walks scene leads here.",
                "Name a scene, or give the file [on] boils or walks.",
            )
