"""unknown-move: a test makes a move that is neither listen nor silence nor any reply's id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import LISTEN, SILENCE
from simulator.scenario.diagnostic import Finding, Severity, did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every move of a test that could never be made anywhere."""
    known = {LISTEN, SILENCE, *(reply.id for _, _, reply in scenario.replies())}
    for index, test in enumerate(scenario.tests):
        for place, move in enumerate(test.moves):
            if move not in known:
                yield Finding(
                    "unknown-move",
                    ("tests", index, "moves", place),
                    f"No reply is called {quoted(move)}.",
                    did_you_mean(move, known, "A move is listen, silence or the id of a reply."),
                )
