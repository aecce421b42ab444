"""The words of the trainer's faces: what the round is doing, what trainees see, how much more time there can be. Pure."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.report.words import capital
from simulator.rounds.words import HARDEST, PRINCIPLES, class_lines
from simulator.text import count, time_factor_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.report.class_answers import BestOnOffer
    from simulator.rounds.class_walk import ClassWalk
    from simulator.scenario.model import Scenario

STUCK = 60
"""Seconds after which a trainee who hasn't moved is pointed out."""
PHASE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "lobby": "lobby",
        "countdown": "about to start",
        "open": "open",
        "paused": "paused",
        "debrief": "debrief",
        "closed": "ended",
    }
)
BOARD_SHOWN: Mapping[str, str] = MappingProxyType(
    {
        "all": "everyone sees the top ten",
        "own": "trainees see only their own row",
        "none": "hidden",
    }
)
EXTENSIONS = (
    (1, "Add 1 minute"),
    (2, "Add 2 minutes"),
    (5, "Add 5 minutes"),
    (10, "Add 10 minutes"),
    (-1, "Take 1 minute away"),
)
"""Minutes that the round can be given, and what each is called."""
MORE_TIME = "How much more time for everyone?"
MORE_TIME_NOTE = "This changes the scenario's time only; each reply keeps its own clock."
_FACTORS = ("1", "1.5", "2", "3", "5", "10")
FACTORS: Mapping[str, str] = MappingProxyType(
    {
        **{factor: capital(time_factor_words(float(factor))) for factor in _FACTORS},
        "0": "No clock",
    }
)
"""How many times the usual time a trainee can have, and what each is called."""
FACTOR_NOTE = "This applies from now on. Ties are broken by time divided by this factor; without a clock they aren't broken."
BEST_RAISES = "The best reply on offer: it raises the mood by {points} on average."
BEST_KEEPS = "The best reply on offer: it leaves the mood as it is on average."
BEST_LOWERS = "The best reply on offer: it lowers the mood by only {points} on average."
OFFERED = "It was on offer to {offered} of {of}."
NO_BEST = "Every reply on offer here was a mistake."
MISTAKES = "Mistakes most of the class made"
NEVER_FELL, NO_PRINCIPLES, NO_MISTAKES = (
    "The customer's mood never fell for anyone.",
    "No principles came up.",
    "No single mistake was made by most of the class.",
)


def heard_words(customer: str, channel: str, heard: str) -> list[str]:
    """Return what the customer said before a turning point, if anything: who said it, and the words."""
    return [f"{customer} {words_of(channel).said}:", f"“{heard}”"] if heard else []


def best_reply_words(best: BestOnOffer) -> str:
    """Return the best reply on offer with its words."""
    words = f"“{best.text}” {best_words(best.gain)}"
    if best.offered < best.times:
        words += f" {OFFERED.format(offered=best.offered, of=best.times)}"
    return words


def best_words(gain: int) -> str:
    """Return what the best reply on offer does to the mood, in points on average."""
    if not gain:
        return BEST_KEEPS
    return (BEST_RAISES if gain > 0 else BEST_LOWERS).format(points=count(abs(gain), "point"))


def walk_lines(scenario: Scenario, walk: ClassWalk) -> list[list[str]]:
    """Return a walk in groups of lines: each turning point, shared mistakes, the hardest moments, the principles."""
    groups = class_lines(walk.points)
    for point, group in zip(walk.points, groups, strict=False):
        heard = walk.heard.get(point.scene, "")
        group[1:1] = heard_words(scenario.customer.name, scenario.channel, heard)
        if best := walk.best.get(point.scene):
            group.append(best_reply_words(best))
    parts = ((MISTAKES, "mistakes"), (HARDEST, "hardest"), (PRINCIPLES, "principles"))
    told = [[f"{title}:", *walk.words[kind]] for title, kind in parts if walk.words[kind]]
    return [*groups, *told]
