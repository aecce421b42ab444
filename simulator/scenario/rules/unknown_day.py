"""unknown-day: a test is played on a day that the file does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every test whose day does not exist."""
    known = [day.name for day in scenario.days]
    listed = (
        f"The file has {', '.join(map(quoted, known))}." if known else "The file has no [[days]]."
    )
    for index, test in enumerate(scenario.tests):
        if test.day and test.day not in known:
            yield Finding(
                "unknown-day",
                ("tests", index, "day"),
                f"There is no day {quoted(test.day)}.",
                did_you_mean(test.day, known, listed),
            )
