"""long-text: a scene needs more lines than a small terminal has room for."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.rules.places import days_played, lasting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Part, Scenario, Scene

SEVERITY = Severity.WARNING
COLUMNS = 74
MOST_LINES = 16


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every scene whose words and replies need too many lines on some day."""
    days = list(days_played(scenario))
    for scene in scenario.scenes.values():
        needed = max(lines_of_scene(day.scenes[scene.name]) for day in days)
        if needed > MOST_LINES:
            yield Finding(
                "long-text",
                ("scenes", scene.name),
                f"The words and replies of the scene {quoted(scene.name)} need {needed} lines of {COLUMNS} "
                f"columns; {MOST_LINES} fit on a small terminal.",
                "Shorten them, or split the scene.",
                at_key=True,
            )


def lines_of_scene(scene: Scene) -> int:
    """Lines that the longest words of a scene need, together with its replies."""
    spoken = [scene.says, *(variant.says for variant in scene.variants)]
    words = max(sum(lines(_as_shown(part)) for part in parts) for parts in spoken)
    return words + sum(lines(reply.text) for reply in lasting(scene))


def _as_shown(part: Part) -> str:
    return f"{part.speaker}: {part.text}" if part.speaker else part.text


def lines(text: str) -> int:
    """Lines that a text needs."""
    return sum(len(textwrap.wrap(line, COLUMNS)) or 1 for line in text.split("\n"))
