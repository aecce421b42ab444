"""unknown-reply: a guard asks about a reply that does not exist, or a day has other words for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, did_you_mean, quoted
from simulator.scenario.rules.places import day_texts, guards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

SEVERITY = Severity.ERROR


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every mention of a reply that does not exist."""
    known = {f"{scene.name}.{reply.id}": None for scene, _, reply in scenario.replies()}
    for path, guard in guards(scenario):
        for reference in guard.references:
            if reference.function in ("chose", "given") and reference.name not in known:
                scene = reference.name.partition(".")[0]
                here = [name for name in known if name.startswith(scene + ".")]
                yield Finding(
                    "unknown-reply",
                    path,
                    f"There is no reply {quoted(reference.name)}.",
                    did_you_mean(
                        reference.name, here or known, f"Write {reference.function}('scene.reply')."
                    ),
                    offset=reference.offset,
                )
    for path, _, text in day_texts(scenario):
        scene_here = scenario.scenes.get(text.scene)
        if text.reply is not None and scene_here and not scene_here.reply(text.reply):
            ids = [reply.id for reply in scene_here.replies]
            has = f"It has {', '.join(ids)}." if ids else "It has no replies."
            yield Finding(
                "unknown-reply",
                (*path, "reply"),
                f"The scene {quoted(text.scene)} has no reply {quoted(text.reply)}.",
                did_you_mean(text.reply, ids, has),
            )
