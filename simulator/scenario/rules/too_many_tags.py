"""too-many-tags: a reply shows more skills than one sentence can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING
MOST_SKILLS = 3


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every reply with more than three skills."""
    for scene, index, reply in scenario.replies():
        if len(reply.skills) > MOST_SKILLS:
            yield Finding(
                "too-many-tags",
                ("scenes", scene.name, "replies", index, "skills"),
                f"The reply {quoted(reply.id)} shows {len(reply.skills)} skills.",
                f"Keep the {MOST_SKILLS} that a listener would notice.",
            )
