"""short-variant: other words are shorter than the scene's own, and a guard waits for those to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.rules.places import guards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every variant with fewer parts than a scene that some guard says listened of."""
    named = {
        reference.name
        for _, guard in guards(scenario)
        for reference in guard.references
        if reference.function == "listened"
    }
    for scene in scenario.scenes.values():
        for index, variant in enumerate(scene.variants):
            if scene.name in named and len(variant.says) < len(scene.says):
                yield Finding(
                    "short-variant",
                    ("scenes", scene.name, "variants", index),
                    f"A guard asks whether {quoted(scene.name)} was listened to, and this variant of it is shorter: "
                    "hearing it out does not count.",
                    "Put the fact on a part with sets and ask for the flag.",
                )
