"""replaced-twice: a day has two texts for the same words, and only one of them could be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.rules.places import day_texts, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every later text of a day for words that it replaces already."""
    seen = set()
    for path, day, text in day_texts(scenario):
        if replaced(scenario, text) is None:
            continue
        words = (path[1], text.scene, text.part, text.reply)
        if words in seen:
            yield Finding(
                "replaced-twice",
                path,
                f"The day {quoted(day.name)} replaces these words of {quoted(text.scene)} already.",
                "Delete one of the two texts.",
            )
        seen.add(words)
