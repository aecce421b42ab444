"""Tell "I can put it back on your card" from "I can't put it back on your card", which share nearly every word."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from simulator.own_words.folding import clauses, content, is_negated

KEPT = 512
"""Wordings whose clauses are kept."""
SAME_WORD = 80
"""From this similarity on, of 100, two words are taken for one with a typing mistake."""


def has_same_polarity(typed: str, wording: str) -> bool:
    """Return whether each typed clause is negated as the clause of a wording is that shares most words with it.

    A clause that shares none with any must not be negated: what it denies can't be in the wording.
    """
    theirs = _clauses_of(wording)
    for words in clauses(typed):
        about = content(words)
        if not about:
            continue
        shared, negated = max(
            ((_shared(about, others), negated) for others, negated in theirs),
            key=lambda pair: pair[0],
            default=(0, False),
        )
        if is_negated(words) != (negated if shared else False):
            return False
    return True


@lru_cache(maxsize=KEPT)
def _clauses_of(wording: str) -> tuple[tuple[frozenset[str], bool], ...]:
    """Return what each clause of a wording is about, and whether it is negated."""
    return tuple((frozenset(content(words)), is_negated(words)) for words in clauses(wording))


def _shared(about: set[str], others: frozenset[str]) -> int:
    """Return how many of the words are among the others, typing mistakes allowed."""
    return sum(
        word in others
        or process.extractOne(word, others, scorer=fuzz.ratio, score_cutoff=SAME_WORD) is not None
        for word in about
    )
