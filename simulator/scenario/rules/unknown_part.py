"""unknown-part: a day has other words for a part that its scene does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.rules.places import day_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every text of a day for a part that does not exist."""
    for path, _, text in day_texts(scenario):
        scene = scenario.scenes.get(text.scene)
        if scene is None or text.part is None or text.part < len(scene.says):
            continue
        parts = len(scene.says)
        message = f"The scene {quoted(scene.name)} has no part {text.part + 1}."
        hint = f"It has {parts} {'part' if parts == 1 else 'parts'}, counted from 1."
        if not parts:
            message = (
                f"The scene {quoted(scene.name)} has no says, so no part of it can be replaced."
            )
            hint = "Replace its narration or a reply."
        if scene.variants:
            hint += " The words of its variants are the same on every day."
        yield Finding("unknown-part", (*path, "part"), message, hint)
