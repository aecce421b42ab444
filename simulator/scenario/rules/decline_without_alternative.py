"""decline-without-alternative: a reply says no and offers nothing in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every refusal without another way."""
    for scene, index, reply in scenario.replies():
        if reply.decline and "alternative" not in reply.skills:
            yield Finding(
                "decline-without-alternative",
                ("scenes", scene.name, "replies", index, "decline"),
                f"The reply {quoted(reply.id)} declines without an alternative: it counts as a bare no.",
                'Offer another way and add "alternative" to its skills, or mean it.',
            )
