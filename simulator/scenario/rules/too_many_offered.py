"""too-many-offered: a scene has more replies than may be offered at once, and their guards may not keep them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.limits import MOST_OFFERED
from simulator.scenario.rules.places import lasting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every scene with more replies than may be offered at once."""
    for scene in scenario.scenes.values():
        counted = lasting(scene)
        if len(counted) > MOST_OFFERED:
            tenth = scene.replies.index(counted[MOST_OFFERED])
            yield Finding(
                "too-many-offered",
                ("scenes", scene.name, "replies", tenth),
                f"The scene {quoted(scene.name)} has {len(counted)} replies; "
                f"at most {MOST_OFFERED} may be offered at once.",
                "Make sure that their guards exclude each other.",
            )
