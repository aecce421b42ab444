"""silent-stay: a reply leads nowhere and is not answered, so nothing would be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Reply, Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every reply without `to` after which nothing is said or seen."""
    for scene, index, reply in scenario.replies():
        if reply.id and reply.to is None and not _is_heard(reply):
            yield Finding(
                "silent-stay",
                ("scenes", scene.name, "replies", index),
                f"The reply {quoted(reply.id)} has neither to nor answer: nothing would be heard.",
                "Add an answer, or lead it on with to.",
                at_key=True,
            )


def _is_heard(reply: Reply) -> bool:
    return bool(reply.answer.strip() or reply.narration.strip() or reply.answers)
