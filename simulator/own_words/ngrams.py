"""The built-in matcher: words and groups of three letters, weighted by how few of a scene's replies have them."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from simulator.own_words.folding import COMMON, folded
from simulator.own_words.matcher import Limits
from simulator.own_words.polarity import SAME_WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Weight = Callable[[str], float]

GRAM = 3
COMMON_WEIGHT = 0.3
"""What a common word weighs beside others."""
LETTERS, WORDS, FOUND = 0.5, 0.25, 0.25
"""How much groups of letters, words, and the part of the typed words that was found weigh in the similarity."""
KEPT = 64
"""Sets of replies whose weights are kept: a class is offered the same ones."""


class Terms(NamedTuple):
    """How often each term is in a text, and the length of that as a vector of weighted terms."""

    counts: Counter[str]
    length: float


class Wording(NamedTuple):
    """A wording of a reply as it is compared: its words, in order of the alphabet too, and its letters."""

    words: Terms
    alphabet: tuple[str, ...]
    letters: Terms


class Offer(NamedTuple):
    """Replies on offer: the wordings of each, and what a group of letters and a word weigh among them."""

    replies: tuple[tuple[Wording, ...], ...]
    letter_weight: Weight
    word_weight: Weight


class NgramMatcher:
    """Compares by shared letters and words; its limits were fitted on the development set, see docs/own-words.md."""

    name = "letters and words"
    limits = Limits(lead=1.92, words=0.58, taken=2.3, words_offered=0.15, offered=0.48)

    def similarities(self, typed: str, replies: Sequence[Sequence[str]]) -> list[float]:
        """Return how similar a sentence is to each reply, from 0 to 1."""
        offer = _offer(tuple(map(tuple, replies)))
        said = folded(typed)
        letters = _terms(_grams(said), offer.letter_weight)

        def similarity(wording: Wording) -> float:
            own = _corrected(said, wording)
            return (
                LETTERS * _cosine(letters, wording.letters, offer.letter_weight)
                + WORDS * _cosine(_terms(own, offer.word_weight), wording.words, offer.word_weight)
                + FOUND * _found(own, wording, offer.word_weight)
            )

        return [max(map(similarity, wordings), default=0.0) for wordings in offer.replies]


@lru_cache(maxsize=KEPT)
def _offer(replies: tuple[tuple[str, ...], ...]) -> Offer:
    """Return replies as they are compared."""
    documents = [[folded(wording) for wording in wordings] for wordings in replies]
    flat = [words for wordings in documents for words in wordings]
    letter_weight = _rarity([_grams(words) for words in flat])
    word_rarity = _rarity(flat)

    def word_weight(word: str) -> float:
        return word_rarity(word) * (COMMON_WEIGHT if word in COMMON else 1)

    def prepared(words: list[str]) -> Wording:
        letters = _terms(_grams(words), letter_weight)
        return Wording(_terms(words, word_weight), tuple(sorted(set(words))), letters)

    return Offer(
        tuple(tuple(map(prepared, wordings)) for wordings in documents), letter_weight, word_weight
    )


def _grams(words: list[str]) -> list[str]:
    text = f" {' '.join(words)} "
    return [text[start : start + GRAM] for start in range(len(text) - GRAM + 1)]


def _terms(terms: Iterable[str], weight: Weight) -> Terms:
    counts = Counter(terms)
    return Terms(counts, sqrt(sum((count * weight(term)) ** 2 for term, count in counts.items())))


def _rarity(documents: list[list[str]]) -> Weight:
    """Return the weight of a term: the greater, the fewer of the documents have it."""
    having = Counter(term for document in documents for term in set(document))
    weights = {term: log(1 + len(documents) / (1 + count)) for term, count in having.items()}
    unknown = log(1 + len(documents))
    return lambda term: weights.get(term, unknown)


def _cosine(one: Terms, other: Terms, weight: Weight) -> float:
    if not (one.length and other.length):
        return 0.0
    theirs = other.counts
    product = sum(
        count * theirs[term] * weight(term) ** 2
        for term, count in one.counts.items()
        if term in theirs
    )
    return product / (one.length * other.length)


def _found(own: list[str], wording: Wording, weight: Weight) -> float:
    """Return the part, by weight, of one's own words that the others have."""
    all_of_them = sum(map(weight, own))
    there = wording.words.counts
    return sum(weight(word) for word in own if word in there) / all_of_them if own else 0.0


def _corrected(own: list[str], wording: Wording) -> list[str]:
    """Return one's own words, each with a typing mistake replaced by the word of the others that it is nearest to."""
    there = wording.words.counts
    corrected = []
    for word in own:
        near = None
        if word not in there:
            near = process.extractOne(
                word, wording.alphabet, scorer=fuzz.ratio, score_cutoff=SAME_WORD
            )
        corrected.append(near[0] if near else word)
    return corrected
