"""The matcher in use, imported only when the first sentence has been typed: most plays never need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.own_words.flow import Match

BUILT_IN = "letters and words"


def find_reply(typed: str, replies: Sequence[Sequence[str]]) -> Match:
    """Return which reply a sentence means, by the matcher in use."""
    from simulator.own_words.matcher import match
    from simulator.own_words.ngrams import NgramMatcher

    return match(typed, replies, NgramMatcher())


def matcher_name() -> str:
    """Return what the matcher in use compares by; nothing of it is imported."""
    return BUILT_IN
