"""The built-in matcher: words and groups of three letters, weighted by how few of a scene's replies have them."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from simulator.own_words.folding import COMMON, folded
from simulator.own_words.polarity import SAME_WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

GRAM = 3
COMMON_WEIGHT = 0.3
"""What a common word weighs beside others."""
LETTERS, WORDS, FOUND = 0.5, 0.25, 0.25
"""How much groups of letters, words, and the part of the typed words that was found weigh in the similarity."""


class NgramMatcher:
    """Compares by shared letters and words; its limits were fitted on the development set, see docs/own-words.md."""

    name = "letters and words"
    least_similarity = 0.36
    least_margin = 0.1

    def similarities(self, typed: str, replies: Sequence[Sequence[str]]) -> list[float]:
        """Return how similar a sentence is to each reply, from 0 to 1."""
        documents = [[folded(wording) for wording in wordings] for wordings in replies]
        flat = [words for wordings in documents for words in wordings]
        gram_weight = _rarity([_grams(words) for words in flat])
        word_rarity = _rarity([Counter(words) for words in flat])

        def word_weight(word: str) -> float:
            return word_rarity(word) * (COMMON_WEIGHT if word in COMMON else 1)

        said = folded(typed)
        grams = _grams(said)

        def similarity(words: list[str]) -> float:
            own = _corrected(said, words)
            return (
                LETTERS * _cosine(grams, _grams(words), gram_weight)
                + WORDS * _cosine(Counter(own), Counter(words), word_weight)
                + FOUND * _found(own, words, word_weight)
            )

        return [max(map(similarity, wordings), default=0.0) for wordings in documents]


def _grams(words: list[str]) -> Counter[str]:
    text = f" {' '.join(words)} "
    return Counter(text[start : start + GRAM] for start in range(len(text) - GRAM + 1))


def _rarity(documents: list[Counter[str]]) -> Callable[[str], float]:
    """Return the weight of a term: the greater, the fewer of the documents have it."""
    having = Counter(term for document in documents for term in document)
    return lambda term: log(1 + len(documents) / (1 + having[term]))


def _cosine(one: Counter[str], other: Counter[str], weight: Callable[[str], float]) -> float:
    product = sum(count * other[term] * weight(term) ** 2 for term, count in one.items())
    lengths = [
        sqrt(sum((count * weight(term)) ** 2 for term, count in terms.items()))
        for terms in (one, other)
    ]
    return product / (lengths[0] * lengths[1]) if all(lengths) else 0.0


def _found(own: list[str], words: list[str], weight: Callable[[str], float]) -> float:
    """Return the part, by weight, of one's own words that the others have."""
    all_of_them = sum(map(weight, own))
    there = set(words)
    return sum(weight(word) for word in own if word in there) / all_of_them if own else 0.0


def _corrected(own: list[str], words: list[str]) -> list[str]:
    """Return one's own words, each with a typing mistake replaced by the word of the others that it is nearest to."""
    choices = set(words)
    corrected = []
    for word in own:
        near = None
        if word not in choices:
            near = process.extractOne(
                word, sorted(choices), scorer=fuzz.ratio, score_cutoff=SAME_WORD
            )
        corrected.append(near[0] if near else word)
    return corrected
