"""kept-never-promised: a reply keeps a promise that no reply makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, did_you_mean, quoted
from simulator.scenario.rules.places import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every kept promise that is never made."""
    made = {name for _, _, reply in scenario.replies() for name in reply.promises}
    for path, name in named(scenario, "keeps"):
        if name not in made:
            yield Finding(
                "kept-never-promised",
                path,
                f"No reply promises {quoted(name)}.",
                did_you_mean(name, made, "Add promises to the reply that makes it."),
            )
