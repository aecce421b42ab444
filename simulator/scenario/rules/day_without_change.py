"""day-without-change: a day, or a text of a day, is the same as in the file without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.rules.places import day_texts, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every day that changes nothing, and every text of a day that is the one it replaces."""
    for index, day in enumerate(scenario.days):
        if not (day.customer or day.sets or day.texts):
            yield Finding(
                "day-without-change",
                ("days", index),
                f"The day {quoted(day.name)} is the same as the first.",
                "Give it customer, sets or texts, or delete it.",
                at_key=True,
            )
    for path, _, text in day_texts(scenario):
        if replaced(scenario, text) == text.text:
            yield Finding(
                "day-without-change",
                path,
                f"This text is the one that the scene {quoted(text.scene)} has anyway.",
                "Write other words, or delete it.",
            )
