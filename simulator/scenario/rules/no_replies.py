"""no-replies: a scene that is no ending and offers nothing to say can never be left by the trainee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, dotted, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every scene that is no ending and has no reply."""
    for scene in scenario.scenes.values():
        if not scene.ending and not scene.replies:
            yield Finding(
                "no-replies",
                ("scenes", scene.name, "replies"),
                f"The scene {quoted(scene.name)} has no replies and is no ending.",
                f"Add [[{dotted(('scenes', scene.name, 'replies'))}]], or ending and outcome.",
                at_key=True,
            )
