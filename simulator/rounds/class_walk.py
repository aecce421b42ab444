"""The walk through what a class did in one scenario, worked out from its plays: turning points, who gave which reply, the best.

How often each reply was given is counted in report/classes.py. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.report.class_answers import best_on_offer, heard_before, shared_mistakes
from simulator.report.classes import hardest_moments, principles_met, turning_points
from simulator.report.result_of_play import play_result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.report.class_answers import BestOnOffer
    from simulator.report.classes import ClassPoint
    from simulator.rounds.round_result import Replay


class ClassWalk(NamedTuple):
    """What a class did in one scenario: each turning point, the sentences about it, and who gave which reply in which scene.

    `best` is the best reply that was on offer, and `heard` what was heard last before the replies, each by its scene.
    """

    points: tuple[ClassPoint, ...]
    words: Mapping[str, list[str]]
    names: Mapping[tuple[str, str], list[str]]
    best: Mapping[str, BestOnOffer]
    heard: Mapping[str, str]


class Played(NamedTuple):
    """A play of a class as it was made: whose it is, where it began, and its turns."""

    person: str
    start: Conversation
    turns: Sequence[Turn]


def class_walk(replays: tuple[Replay, ...]) -> ClassWalk:
    """Return what the class did in the plays of one scenario."""
    return walk_of([Played(item.result.origin.person, item.start, item.made) for item in replays])


def walk_of(played: Sequence[Played]) -> ClassWalk:
    """Return what a class did in its plays of one scenario, each as far as it went."""
    plays = [play_result(item.start, item.turns, reasons=False) for item in played]
    names: dict[tuple[str, str], list[str]] = {}
    answers: dict[str, list[Turn]] = {}
    for item in played:
        for turn in item.turns:
            given = names.setdefault((turn.scene, turn.move), [])
            if item.person not in given:
                given.append(item.person)
            if turn.reply is not None:
                answers.setdefault(turn.scene, []).append(turn)
    channel = played[0].start.scenario.channel if played else ""
    words = {
        "hardest": hardest_moments(plays),
        "mistakes": shared_mistakes(plays, channel),
        "principles": principles_met(plays),
    }
    points = turning_points(plays)
    best = {
        point.scene: found for point in points if (found := best_on_offer(answers[point.scene]))
    }
    heard = {point.scene: heard_before(plays, point.scene) for point in points}
    return ClassWalk(points, words, names, best, heard)
