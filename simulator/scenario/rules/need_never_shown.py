"""need-never-shown: the scenario calls for a skill that no reply shows, so nobody can score it in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import LISTEN
from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.rules.places import lasting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every need that no reply can meet."""
    shown = {
        skill
        for scene in scenario.scenes.values()
        for reply in lasting(scene)
        for skill in reply.skills
    }
    for index, need in enumerate(scenario.needs):
        met = _can_listen(scenario) if need == LISTEN else need in shown
        if not met:
            how = "No scene has more than one part" if need == LISTEN else "No reply shows it"
            yield Finding(
                "need-never-shown",
                ("needs", index),
                f"The skill {quoted(need)} is called for. {how}.",
                "Delete it from needs, or write what meets it.",
            )


def _can_listen(scenario: Scenario) -> bool:
    return any(
        len(words) > 1
        for scene in scenario.scenes.values()
        for words in (scene.says, *(variant.says for variant in scene.variants))
    )
