"""ending-with-replies: an ending is over at once, so its replies could never be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every ending that has replies."""
    for scene in scenario.scenes.values():
        if scene.ending and scene.replies:
            yield Finding(
                "ending-with-replies",
                ("scenes", scene.name, "replies"),
                f"The scene {quoted(scene.name)} is an ending and has replies.",
                "Delete the replies, or delete ending and outcome.",
            )
