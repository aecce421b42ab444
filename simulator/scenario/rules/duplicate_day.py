"""duplicate-day: two days share a name, so nobody could say which is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every later day whose name stands in the file already."""
    first: dict[str, int] = {}
    for index, day in enumerate(scenario.days):
        if day.name.strip() and day.name in first:
            yield Finding(
                "duplicate-day",
                ("days", index, "name"),
                f"There is a day {quoted(day.name)} already: day number {first[day.name] + 1}.",
                "Give each day a different name.",
            )
        first.setdefault(day.name, index)
