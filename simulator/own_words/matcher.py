"""Decide which reply on offer a typed sentence means: taken outright, asked back with the two nearest, or none is close.

A matcher only compares. What is taken is decided here, the same for every matcher: clear enough, and not the opposite. How
clear it is depends on how similar the reply is, how far the next one is behind, and how many words there are to go by: three
words are soon alike by chance.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from simulator.own_words.flow import Match
from simulator.own_words.folding import folded
from simulator.own_words.polarity import contradicts

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST_COUNTED: Final = 16
"""Different words from which on more of them make nothing clearer."""


class Limits(NamedTuple):
    """What a matcher's similarities must come to, fitted for it on sentences (bench/own_words_fit.py).

    A reply is taken where similarity + `lead` * the lead over the next + `words` * ln(different words) is at least `taken`.
    It is offered where similarity + `words_offered` * ln(different words) is at least `offered`.
    """

    lead: float
    words: float
    taken: float
    words_offered: float
    offered: float


class Matcher(Protocol):
    """Compares a typed sentence with the wordings of replies."""

    @property
    def name(self) -> str:
        """Return what a player can call it."""

    @property
    def limits(self) -> Limits:
        """Return what its similarities must come to."""

    def similarities(self, typed: str, replies: Sequence[Sequence[str]]) -> list[float]:
        """Return how similar a sentence is to each reply, from 0 to 1; a reply is as near as the nearest of its wordings."""


def match(typed: str, replies: Sequence[Sequence[str]], matcher: Matcher) -> Match:
    """Return which reply a sentence means.

    Args:
        typed: What the trainee typed.
        replies: The wordings of each reply on offer, what is said first.
        matcher: Compares them.
    """
    similarities = matcher.similarities(typed, replies)
    order = sorted(range(len(replies)), key=lambda index: (-similarities[index], index))
    nearest = tuple(order[:2])
    words = said_in(typed)
    if not nearest or words is None:
        return Match(None, ())
    limits, best = matcher.limits, similarities[nearest[0]]
    if best + limits.words_offered * words < limits.offered:
        return Match(None, ())
    lead = best - (similarities[nearest[1]] if len(nearest) > 1 else 0.0)
    clearness = best + limits.lead * lead + limits.words * words
    if clearness >= limits.taken and not contradicts(typed, replies[nearest[0]]):
        return Match(nearest[0], nearest)
    return Match(None, nearest)


def said_in(typed: str) -> float | None:
    """Return the logarithm of how many different words there are to go by; None where there are none."""
    words = len(set(folded(typed)))
    return log(min(words, MOST_COUNTED)) if words else None
