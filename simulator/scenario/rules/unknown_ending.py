"""unknown-ending: a test expects an ending that no scene has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import WALKED_OUT
from simulator.scenario.diagnostic import Finding, Severity, did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every expected ending that does not exist."""
    endings = [scene.ending.name for scene in scenario.scenes.values() if scene.ending]
    known = [*dict.fromkeys(endings), WALKED_OUT]
    listed = ", ".join(name for name in known if name)  # one that could not be read has none
    for index, test in enumerate(scenario.tests):
        for expectation in test.expect:
            name = expectation.value
            if expectation.figure == "ending" and name and name not in known:
                yield Finding(
                    "unknown-ending",
                    ("tests", index, "expect", "ending"),
                    f"There is no ending {quoted(str(name))}.",
                    did_you_mean(str(name), known, f"The endings are {listed}."),
                )
