"""A guard in words, for readers who don't know its language: `mood >= calm` is “the mood is calm or better”.

The words are made from the tree that the guard is understood as, never from its text, so they can't say anything else. A `not`
is taken inwards, because people say “isn't” rather than “not (…)”.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from simulator.report.words import skill_words, times_words
from simulator.ruleset import BANDS
from simulator.scenario.guards.parser import parse_guard
from simulator.scenario.guards.tree import (
    BooleanOperation,
    Comparison,
    Connective,
    Count,
    Fact,
    Not,
    Number,
    UseCount,
    Value,
)
from simulator.text import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.scenario.guards.tree import Condition, Quantity
    from simulator.screenplay.places import Places

_OPPOSITES: Mapping[str, str] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "==": "!=",
    "!=": "==",
}
_MIRRORED: Mapping[str, str] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SIGNS: Mapping[str, str] = {
    "<": "is below {}",
    "<=": "is at most {}",
    ">": "is above {}",
    ">=": "is at least {}",
    "==": "is {}",
    "!=": "isn't {}",
}
_TIMES: Mapping[str, str] = {
    "<": "fewer than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "at least {}",
    "==": "exactly {}",
    "!=": "not exactly {}",
}
_VALUES: Mapping[str, str] = {
    "anger": "the anger",
    "heard": "how heard they feel",
    "trust": "the trust",
    "patience": "the patience",
    "mood": "the mood",
    "turns": "the number of turns",
}
_BAND_OF = {lowest: band for band, lowest in BANDS.items()}


def guard_words(text: str, places: Places) -> str:
    """Return a valid guard in words, where scenes and replies go by their short names too."""
    return _Words(places).condition(parse_guard(text).condition, holds=True)


class _Words:
    """Puts conditions into words."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def condition(self, condition: Condition, *, holds: bool) -> str:
        """Return a condition, or its opposite, in words."""
        match condition:
            case Not(inner):
                return self.condition(inner, holds=not holds)
            case BooleanOperation(word, conditions):
                return self._join(word, conditions, holds=holds)
            case Fact(function, name):
                return self._fact(function, name, holds=holds)
            case Comparison(operands, operators):
                parts = [
                    self._comparison(left, sign if holds else _OPPOSITES[sign], right)
                    for (left, right), sign in zip(pairwise(operands), operators, strict=True)
                ]
                return (" and " if holds else " or ").join(parts)

    def _join(self, word: Connective, conditions: tuple[Condition, ...], *, holds: bool) -> str:
        """Return conditions joined by a word; inner ones that are joined by the other word go into parentheses."""
        joint = word.value if holds else {"and": "or", "or": "and"}[word.value]
        parts = []
        for condition in conditions:
            words = self.condition(condition, holds=holds)
            parts.append(f"({words})" if _is_joined(condition) else words)
        return f" {joint} ".join(parts)

    def _fact(self, function: str, name: str, *, holds: bool) -> str:
        was = "was" if holds else "wasn't"
        set_or_not = "is set" if holds else "isn't set"
        match function:
            case "flag":
                return f"the flag “{name}” {set_or_not}"
            case "promised":
                return f"“{name}” {was} promised"
            case "seen":
                return f"{self._scene(name)} {was} entered before"
            case "listened":
                return f"{'everything' if holds else 'not everything'} in {self._scene(name)} was heard"
            case _:
                return f"{self._reply(name)} {was} given"

    def _comparison(self, left: Quantity, sign: str, right: Quantity) -> str:
        if isinstance(left, Number) and not isinstance(right, Number):
            return self._comparison(right, _MIRRORED.get(sign, sign), left)
        if isinstance(left, Count | UseCount) and isinstance(right, Number):
            return self._count_times(left, _times(sign, right.value))
        if left == Value("mood") and isinstance(right, Number) and right.value in _BAND_OF:
            band = _BAND_OF[right.value]
            if sign in ("<", ">="):
                return (
                    f"the mood is {f'{band} or better' if sign == '>=' else f'worse than {band}'}"
                )
        return f"{self._quantity(left)} {_SIGNS[sign].format(self._quantity(right))}"

    def _count_times(self, quantity: Count | UseCount, times: str) -> str:
        """Return what is counted as something that was done some times: `scene 2 (stakes) was entered twice`."""
        match quantity:
            case UseCount(skill):
                subject, was, done = "the trainee", "", f"{skill_words(skill)} ({skill})"
            case Count("visits", name):
                subject, was, done = self._scene(name), "was", "entered"
            case Count(_, name):
                subject, was, done = self._reply(name), "was", "given"
        words = (subject, was, times, done) if times == _NEVER else (subject, was, done, times)
        return " ".join(filter(None, words))

    def _quantity(self, quantity: Quantity) -> str:
        match quantity:
            case Number(value):
                return number(value)
            case Value(name):
                return _VALUES[name]
            case _:
                return f"the number of times {self._count_times(quantity, '')}"

    def _scene(self, name: str) -> str:
        return f"scene {self._places.scene(name)} ({name})"

    def _reply(self, name: str) -> str:
        scene, _, id = name.partition(".")
        return f"reply {self._places.reply(scene, id)} ({name})"


def _is_joined(condition: Condition) -> bool:
    """Tell whether a condition is put into words as several."""
    match condition:
        case Not(inner):
            return _is_joined(inner)
        case Comparison(operands, _):
            return len(operands) > 2
    return isinstance(condition, BooleanOperation)


_NEVER = "never"
_SIMPLE_TIMES: Mapping[tuple[str, int], str] = {
    **dict.fromkeys((("==", 0), ("<", 1), ("<=", 0)), _NEVER),
    **dict.fromkeys(((">", 0), (">=", 1), ("!=", 0)), "at least once"),
    **dict.fromkeys((("<", 2), ("<=", 1)), "at most once"),
    ("==", 1): "exactly once",
    (">", 1): "more than once",
}
"""Comparisons that have a word of their own."""


def _times(sign: str, amount: int) -> str:
    """Return how often something was done: `at least once`, `fewer than 3 times`."""
    return _SIMPLE_TIMES.get((sign, amount)) or _TIMES[sign].format(times_words(amount))
