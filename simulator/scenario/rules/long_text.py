"""long-text: a scene needs more lines than a small terminal has room for."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING
COLUMNS = 74
MOST_LINES = 16


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every scene whose words and replies need too many lines."""
    for scene in scenario.scenes.values():
        spoken = [scene.says, *(variant.says for variant in scene.variants)]
        words = max(sum(lines(part.text) for part in parts) for parts in spoken)
        needed = words + sum(lines(reply.text) for reply in scene.replies)
        if needed > MOST_LINES:
            yield Finding(
                "long-text",
                ("scenes", scene.name),
                f"The words and replies of the scene {quoted(scene.name)} need {needed} lines of {COLUMNS} "
                f"columns; {MOST_LINES} fit on a small terminal.",
                "Shorten them, or split the scene.",
                at_key=True,
            )


def lines(text: str) -> int:
    """Lines that a text needs."""
    return sum(len(textwrap.wrap(line, COLUMNS)) or 1 for line in text.split("\n"))
