"""A scenario as it is in a shift for someone who is always short of composure: every leaky reply is on offer at every entry.

What is proved of it bounds every shift: a play in which replies leak now and then is one of its plays.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.prover.proof import Proof
    from simulator.scenario.model import Scenario


def with_leaks(scenario: Scenario) -> Scenario:
    """Return a scenario whose leaky replies are replies like any other."""
    scenes = {
        name: replace(scene, replies=tuple(replace(reply, leaky=None) for reply in scene.replies))
        for name, scene in scenario.scenes.items()
    }
    return replace(scenario, scenes=MappingProxyType(scenes))


def needs_leak(alone: Proof, leaking: Proof) -> list[str]:
    """Return the endings that only a play with a leak reaches; none where either proof isn't sure."""
    before = {ending.ending for ending in alone.endings if ending.reachable is not False}
    return sorted({ending.ending for ending in leaking.endings if ending.reachable} - before)
