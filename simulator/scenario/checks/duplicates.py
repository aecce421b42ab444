"""Check that no two tests have one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario


@check("duplicate-test", Severity.WARNING)
def duplicate_test(scenario: Scenario) -> Iterator[Problem]:
    """Find every later test with the name of an earlier one on the same day."""
    first: dict[tuple[str, str], int] = {}
    for index, test in enumerate(scenario.tests):
        number = first.setdefault((test.day, test.name), index) + 1
        if number <= index:
            yield Problem(
                ("tests", index, "name"),
                f"There is already a test {quoted(test.name)} (test number {number}).",
                "Give each test a different name, so that you can tell which one failed.",
            )
