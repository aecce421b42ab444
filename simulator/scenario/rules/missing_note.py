"""missing-note: a reply has no note, so the debrief cannot say why it helps or hurts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every reply without a note."""
    for scene, index, reply in scenario.replies():
        if reply.id and not reply.note.strip():
            yield Finding(
                "missing-note",
                ("scenes", scene.name, "replies", index, "note"),
                f"The reply {quoted(reply.id)} has no note.",
                "Say in a sentence why it helps or hurts.",
                at_key=True,
            )
