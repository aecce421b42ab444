"""Decide which reply on offer a typed sentence means: taken outright, or asked back with the two nearest.

A matcher only compares. What is taken is decided here, the same for every matcher: similar enough, clearly nearer than the
next reply, and not the opposite of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from simulator.own_words.flow import Match
from simulator.own_words.polarity import has_same_polarity

if TYPE_CHECKING:
    from collections.abc import Sequence


class Matcher(Protocol):
    """Compares a typed sentence with the wordings of replies."""

    @property
    def name(self) -> str:
        """Return what a player can call it."""

    @property
    def least_similarity(self) -> float:
        """Return the similarity, from 0 to 1, from which a reply can be taken outright."""

    @property
    def least_margin(self) -> float:
        """Return how far the nearest reply must be ahead of the next."""

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
    if not nearest:
        return Match(None, ())
    best = similarities[nearest[0]]
    margin = best - (similarities[nearest[1]] if len(nearest) > 1 else 0.0)
    is_clear = best >= matcher.least_similarity and margin >= matcher.least_margin
    if is_clear and any(has_same_polarity(typed, wording) for wording in replies[nearest[0]]):
        return Match(nearest[0], nearest)
    return Match(None, nearest)
