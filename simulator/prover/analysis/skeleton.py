"""The skeleton of a scenario: where a conversation can be, gauges and guards aside.

Every guard is taken to hold and not to hold, and every customer to boil and to leave; so whatever play can do, the
skeleton can. What is ahead of a place (relevance.py) and what surely is not (a scene with no way to it) are read off
it. It knows no gauge and no flag, and nothing that it allows may be shown as a play.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.ruleset import RESUME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Reply, Scenario, Scene


@dataclass(frozen=True, slots=True)
class Place:
    """A scene with what leads on from it apart from its replies: the interrupted target, and what has fired.

    `interrupted` is None where there is none, and also where nothing ahead can resume it.
    """

    scene: str
    interrupted: str | None = None
    boiled: bool = False
    walked: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A way from one place to the next: by a reply, or by silence (None); `enters` is False where the scene stays as it is."""

    reply: Reply | None
    to: Place
    enters: bool

    @property
    def is_leaky(self) -> bool:
        """Whether no play that is proved can take it."""
        return self.reply is not None and self.reply.leaky is not None


class Skeleton:
    """All places that links, boiling and leaving can lead to from the start."""

    def __init__(self, scenario: Scenario):
        self.scenario = scenario
        self._resuming = self._scenes_that_resume()
        self.start = Place(scenario.start)
        self.places: dict[Place, tuple[Link, ...]] = {}
        todo = [self.start]
        while todo:
            place = todo.pop()
            if place not in self.places:
                links = tuple(dict.fromkeys(self._links(place)))
                # A leaky reply is given in a shift only, and a search may be asked about a play that came through one.
                self.places[place] = tuple(link for link in links if not link.is_leaky)
                todo.extend(link.to for link in links)

    def target(self, place: Place, to: str | None) -> str | None:
        """Return the scene that a reply's target stands for at a place; None to stay."""
        return place.interrupted if to == RESUME else to

    def at(self, scene: str, interrupted: str | None, *, boiled: bool, walked: bool) -> Place:
        """Return the place of a conversation that is in a scene."""
        return self._place(scene, interrupted, boiled, walked)

    def after_target(self, place: Place, to: str | None) -> Place:
        """Return the place after a reply's target is taken, the present one where it stays."""
        kept = None if to == RESUME else place.interrupted
        scene = self.target(place, to) or place.scene
        return self._place(scene, kept, place.boiled, place.walked)

    def boils(self, place: Place, to: str | None) -> Place | None:
        """Return the place after boiling over on the way to a target, where that can be."""
        if self.scenario.boils is None or place.boiled:
            return None
        going = self.target(place, to) or place.scene
        return self._place(self.scenario.boils, going, True, place.walked)

    def walks(self, place: Place, to: str | None) -> Place | None:
        """Return the place after leaving for the first time on the way to a target, where that can be."""
        if self.scenario.walks is None or place.walked:
            return None
        going = self.target(place, to) or place.scene
        return self._place(self.scenario.walks, going, place.boiled, True)

    def order(self) -> dict[Place, int]:
        """Return a number for each place: lower before higher, wherever play cannot go round."""
        left: list[Place] = []
        met: set[Place] = set()
        for root in self.places:
            path = [] if root in met else [(root, iter(self.places[root]))]
            met.add(root)
            while path:
                place, links = path[-1]
                ahead = next((link.to for link in links if link.to not in met), None)
                if ahead is None:
                    left.append(place)
                    path.pop()
                else:
                    met.add(ahead)
                    path.append((ahead, iter(self.places[ahead])))
        return {place: number for number, place in enumerate(reversed(left))}

    def _place(self, scene: str, interrupted: str | None, boiled: bool, walked: bool) -> Place:
        return Place(scene, interrupted if scene in self._resuming else None, boiled, walked)

    def _links(self, place: Place) -> Iterator[Link]:
        scene = self.scenario.scenes[place.scene]
        if scene.ending:
            return
        replies: tuple[Reply | None, ...] = (None, *scene.replies)
        for reply in replies:
            for to in dict.fromkeys(ways(reply) if reply else [scene.on_silence]):
                yield Link(reply, self.after_target(place, to), self.target(place, to) is not None)
                # Silence can make them leave with the present scene as target.
                fired = (
                    (self.boils(place, to), self.walks(place, to))
                    if reply
                    else (self.walks(place, None),)
                )
                yield from (Link(reply, ahead, True) for ahead in fired if ahead is not None)

    def _scenes_that_resume(self) -> frozenset[str]:
        """Scenes from which links alone lead to a reply with @resume; boiling and leaving set another target."""
        scenes = self.scenario.scenes.values()
        found = {scene.name for scene in scenes for reply in scene.replies if RESUME in ways(reply)}
        before = -1
        while before != len(found):
            before = len(found)
            for scene in scenes:
                ahead = {to for reply in scene.replies for to in ways(reply)} | {scene.on_silence}
                if not ahead.isdisjoint(found):
                    found.add(scene.name)
        return frozenset(found)


def can_idle(scene: Scene) -> bool:
    """Whether it may be that nothing is offered in a scene, so that silence is the one move left."""
    return not scene.ending and all(
        reply.when or reply.once or reply.leaky is not None for reply in scene.replies
    )


def ways(reply: Reply) -> list[str | None]:
    """Return the targets of a reply's routes in order, and last its own."""
    return [*(route.to for route in reply.routes), reply.to]
