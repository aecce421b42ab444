"""flag-never-set: a guard asks for a flag, or a reply clears one, that nothing sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, did_you_mean, quoted
from simulator.scenario.rules.places import flags_set, guards, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every flag that is asked for or cleared and never set."""
    known = {name for _, name in flags_set(scenario)}
    hint = "Set it on a reply or on a part, with sets."
    for path, guard in guards(scenario):
        for reference in guard.references:
            if reference.function == "flag" and reference.name not in known:
                yield Finding(
                    "flag-never-set",
                    path,
                    f"Nothing sets the flag {quoted(reference.name)}.",
                    did_you_mean(reference.name, known, hint),
                    offset=reference.offset,
                )
    for path, name in named(scenario, "clears"):
        if name not in known:
            yield Finding(
                "flag-never-set",
                path,
                f"Nothing sets the flag {quoted(name)}.",
                did_you_mean(name, known, hint),
            )
