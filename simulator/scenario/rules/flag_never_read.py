"""flag-never-read: a flag is set, and no guard asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, did_you_mean, quoted
from simulator.scenario.rules.places import flags_set, guards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every flag that is set and never asked for, where it is first set."""
    asked = {
        reference.name
        for _, guard in guards(scenario)
        for reference in guard.references
        if reference.function == "flag"
    }
    said: set[str] = set()
    for path, name in flags_set(scenario):
        if name not in asked and name not in said:
            said.add(name)
            yield Finding(
                "flag-never-read",
                path,
                f"No guard asks for the flag {quoted(name)}.",
                did_you_mean(name, asked, "Guard something with it, or delete it."),
            )
