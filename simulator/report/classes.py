"""What a class did at each turning point: how many chose what, and the mood before and after. Without names.

A turning point is a scene in which the plays went different ways. Pure: from turns to values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.conversation import Turn


@dataclass(frozen=True, slots=True)
class Chosen:
    """A reply of a scene: how many gave it, and the mean mood before and after, rounded down."""

    reply: str
    text: str
    count: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ClassPoint:
    """A scene with what was chosen there, most often first; `times` is how often a reply was given in it."""

    scene: str
    times: int
    chosen: tuple[Chosen, ...]

    def as_json(self) -> dict[str, Any]:
        """The point as the server sends it."""
        return {
            "scene": self.scene,
            "times": self.times,
            "chosen": [
                {
                    "reply": item.reply,
                    "text": item.text,
                    "count": item.count,
                    "before": item.before,
                    "after": item.after,
                }
                for item in self.chosen
            ],
        }


def turning_points(plays: Iterable[Sequence[Turn]]) -> tuple[ClassPoint, ...]:
    """Every scene in which more than one reply was given by the class, in the order in which plays came there."""
    scenes: dict[str, dict[str, list[Turn]]] = {}
    for turns in plays:
        for turn in turns:
            if turn.reply is not None:
                scenes.setdefault(turn.scene, {}).setdefault(turn.reply.id, []).append(turn)
    points = []
    for scene, replies in scenes.items():
        if len(replies) > 1:
            chosen = sorted(
                (_chosen(turns) for turns in replies.values()),
                key=lambda item: (-item.count, item.reply),
            )
            points.append(ClassPoint(scene, sum(item.count for item in chosen), tuple(chosen)))
    return tuple(points)


def _chosen(turns: Sequence[Turn]) -> Chosen:
    reply = turns[0].reply
    assert reply is not None
    before = sum(turn.before.state.mood for turn in turns) // len(turns)
    after = sum(turn.after.state.mood for turn in turns) // len(turns)
    return Chosen(reply.id, reply.text, len(turns), before, after)
