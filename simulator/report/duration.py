"""About how long a scenario takes, from the words on the shortest way to its best ending and a while for each scene. Pure."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from simulator.ruleset import RESUME
from simulator.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Reply, Scenario, Scene

WORDS_A_MINUTE = 200
"""How fast people read on a screen."""
SCENE_SECONDS = 20.0
"""What a scene takes beside its words: hearing them out, choosing, reading the answer."""
OUTCOMES = (Outcome.FULL, Outcome.ALTERNATIVE, Outcome.NONE)
"""The best first."""


def about_minutes(scenario: Scenario) -> int:
    """Return about how many minutes a play takes that does well and doesn't go back; at least one."""
    scenes = _way(scenario)
    words = sum(map(_words, scenes))
    return max(1, round(words / WORDS_A_MINUTE + len(scenes) * SCENE_SECONDS / 60))


def _way(scenario: Scenario) -> list[Scene]:
    """Return the scenes of the shortest way to an ending with the best outcome that any way leads to."""
    before: dict[str, str | None] = {scenario.start: None}
    queue = deque([scenario.start])
    while queue:
        name = queue.popleft()
        for to in _leads_to(scenario.scenes[name]):
            if to in scenario.scenes and to not in before:
                before[to] = name
                queue.append(to)
    endings = [scenario.scenes[name] for name in before if scenario.scenes[name].ending]
    if not endings:
        return [scenario.scenes[name] for name in before]
    best = min(endings, key=_rank)  # the nearest of these, since the search came there first
    way: list[Scene] = []
    at: str | None = best.name
    while at is not None:
        way.append(scenario.scenes[at])
        at = before[at]
    return way


def _rank(scene: Scene) -> int:
    ending = scene.ending
    return (
        OUTCOMES.index(ending.outcome) if ending and ending.outcome in OUTCOMES else len(OUTCOMES)
    )


def _leads_to(scene: Scene) -> Iterator[str]:
    for reply in scene.replies:
        yield from (route.to for route in reply.routes if route.to != RESUME)
        if reply.to and reply.to != RESUME:
            yield reply.to


def _words(scene: Scene) -> int:
    said = sum(len(part.text.split()) for part in scene.says)
    return said + sum(map(_words_of_reply, scene.replies))


def _words_of_reply(reply: Reply) -> int:
    return len(reply.text.split())
