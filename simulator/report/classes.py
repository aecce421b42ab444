"""What a class did: at each turning point how many chose what, the hardest moments, the principles that came up. Without names.

A turning point is a scene in which the plays went different ways. Pure: from results to values.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.principles import PRINCIPLES
from simulator.report.words import quote
from simulator.text import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.report.results import PlayResult, TurnResult

HARDEST, MAX_PRINCIPLES = 3, 5


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
        """Return the point as the server sends it."""
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


def turning_points(plays: Iterable[PlayResult]) -> tuple[ClassPoint, ...]:
    """Every scene in which more than one reply was given by the class, in the order in which plays came there."""
    scenes: dict[str, dict[str, list[TurnResult]]] = {}
    for play in plays:
        for turn in play.turns:
            if turn.is_reply:
                scenes.setdefault(turn.scene, {}).setdefault(turn.move, []).append(turn)
    points = []
    for scene, replies in scenes.items():
        if len(replies) > 1:
            chosen = sorted(
                (_choice(turns) for turns in replies.values()),
                key=lambda item: (-item.count, item.reply),
            )
            points.append(ClassPoint(scene, sum(item.count for item in chosen), tuple(chosen)))
    return tuple(points)


def _choice(turns: Sequence[TurnResult]) -> Chosen:
    before = sum(turn.before.mood for turn in turns) // len(turns)
    after = sum(turn.after.mood for turn in turns) // len(turns)
    return Chosen(turns[0].move, turns[0].words, len(turns), before, after)


def hardest_moments(plays: Iterable[PlayResult]) -> list[str]:
    """Return the moments at which the mood of the class fell most: what was heard last there, and by how much it fell."""
    there: dict[tuple[str, str], list[int]] = {}
    for play in plays:
        for turn in play.turns:
            there.setdefault((turn.scene, turn.prompt), []).append(turn.moved)
    falls = sorted((sum(moved) / len(moved), at, len(moved)) for at, moved in there.items())
    return [
        f"After “{quote(heard)}” the mood fell by {count(round(-fall), 'point')} on average, over {count(times, 'move')}."
        for fall, (_scene, heard), times in falls[:HARDEST]
        if round(fall) < 0
    ]


def principles_met(plays: Iterable[PlayResult]) -> list[str]:
    """Return the principles that came up in the moves of the class, most often first, and how often each was met or missed."""
    met: Counter[int] = Counter()
    missed: Counter[int] = Counter()
    for play in plays:
        for principle, (done, not_done) in play.principles.items():
            met[principle] += done
            missed[principle] += not_done
    often = sorted({*met, *missed}, key=lambda item: (-met[item] - missed[item], item))
    return [
        f"{PRINCIPLES[principle]} [{principle}] {_how_often(met[principle], missed[principle])}."
        for principle in often[:MAX_PRINCIPLES]
    ]


def _how_often(met: int, missed: int) -> str:
    """Return in how many moves a principle was met and missed: `Done in 5 moves, missed in 2`."""
    if not met:
        return f"Missed in {count(missed, 'move')}"
    return f"Done in {count(met, 'move')}{f', missed in {missed}' if missed else ''}"
