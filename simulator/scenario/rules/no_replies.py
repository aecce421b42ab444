"""no-replies: a scene that isn't an ending and offers nothing to say can never be left by the trainee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, dotted, quoted
from simulator.scenario.rules.places import lasting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every scene that isn't an ending, has no reply outside a shift, and that no silence leads on from."""
    for scene in scenario.scenes.values():
        if scene.ending or lasting(scene) or scene.on_silence is not None:
            continue
        message = f"The scene {quoted(scene.name)} has no replies and isn't an ending."
        hint = f"Add [[{dotted(('scenes', scene.name, 'replies'))}]], or ending and outcome, or on_silence."
        if scene.replies:
            message = f"All replies of the scene {quoted(scene.name)} are leaky, so it has none outside a shift."
            hint = "Add a reply without leaky, or on_silence."
        yield Finding("no-replies", ("scenes", scene.name, "replies"), message, hint, at_key=True)
