"""unknown-reply: a guard asks whether a reply was chosen that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, did_you_mean, quoted
from simulator.scenario.rules.places import guards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every `chose` that names no reply."""
    known = {f"{scene.name}.{reply.id}": None for scene, _, reply in scenario.replies()}
    for path, guard in guards(scenario):
        for reference in guard.references:
            if reference.function == "chose" and reference.name not in known:
                scene = reference.name.partition(".")[0]
                here = [name for name in known if name.startswith(scene + ".")]
                yield Finding(
                    "unknown-reply",
                    path,
                    f"There is no reply {quoted(reference.name)}.",
                    did_you_mean(reference.name, here or known, "Write chose('scene.reply')."),
                    offset=reference.offset,
                )
