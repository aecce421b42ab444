"""The matcher of the extra: by meaning, letters and words, from the files that were measured and no others."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator.own_words import encoder, use
from simulator.own_words.encoder import (
    COVERED,
    FILES,
    MOST_SENTENCES,
    SENTENCES,
    WHOLE,
    EncoderMatcher,
    is_installed,
)
from simulator.own_words.ngrams import NgramMatcher

if TYPE_CHECKING:
    from pathlib import Path

REPLIES = (("You'll have a full refund.",), ("Leave it with me.", "I'll see to it."))
VECTORS = dict.fromkeys(
    ("you'll have a full refund.", "i'll get you the money back", "i'll get you the money back."),
    (1, 0),
)


def encode(texts: list[str]) -> np.ndarray:
    """Return the same vector for two sentences that mean the same, and another for all the rest."""
    return np.array([VECTORS.get(text.lower(), (0, 1)) for text in texts], float)


def test_meaning_counts() -> None:
    """What shares no word with a reply is near it by its meaning; a reply is as near as the nearest of its wordings."""
    near, far = EncoderMatcher(encode).similarities("I'll get you the money back", REPLIES)
    assert near > WHOLE + SENTENCES + COVERED > 0.3 > far
    assert near > NgramMatcher().similarities("I'll get you the money back", REPLIES)[0]
    assert EncoderMatcher(encode).similarities("x", [()]) == [0.0]


def test_replies_are_encoded_once() -> None:
    """Only the sentence itself is new at every turn of a scene."""
    seen: list[str] = []

    def watched(texts: list[str]) -> np.ndarray:
        seen.extend(texts)
        return encode(texts)

    matcher = EncoderMatcher(watched)
    for typed in ("one", "two", "three"):
        matcher.similarities(typed, REPLIES)
    said = {"one", "two", "three"}
    assert {text for reply in REPLIES for text in reply} == set(seen) - said
    assert 2 * len(said | {text for reply in REPLIES for text in reply}) == len(seen)


def test_sentences_count_by_themselves() -> None:
    """A reply of two sentences is nearer where both of them are covered, in whatever order."""
    matcher, wordings = EncoderMatcher(encode), ("Leave it with me. You'll have a full refund.",)
    both, one = (
        matcher._meaning(matcher._encode_text(typed), wordings)
        for typed in ("I'll get you the money back. Right.", "Right. Right.")
    )
    assert COVERED / 2 == pytest.approx(both - one)
    assert MOST_SENTENCES == len(encoder._sentences("No. " * 100))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of the encoder's name, first on the path, with files of other contents."""
    folder = tmp_path / encoder.PACKAGE
    (folder / "resources").mkdir(parents=True)
    (folder / "__init__.py").write_text("raise AssertionError('imported')\n")
    for name, _ in FILES:
        (folder / "resources" / name).write_bytes(b"other")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, encoder.PACKAGE, raising=False)
    monkeypatch.setattr(use, "_loaded", [])
    return folder


@pytest.mark.parametrize("gone", [False, True])
def test_other_files_are_not_used(package: Path, gone: bool) -> None:
    """Without the very files that were measured, the built-in matcher is in use, and nothing of the package is run."""
    if gone:
        (package / "resources" / FILES[0][0]).unlink()
    assert not is_installed()
    assert use.BUILT_IN == use.matcher_name()
    assert isinstance(use.load_matcher(), NgramMatcher)


def test_the_right_files_are(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With them its name is told, without importing it."""
    other = "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa"
    monkeypatch.setattr(encoder, "FILES", [(name, other) for name, _ in FILES])
    assert is_installed()
    assert EncoderMatcher.name == use.WITH_EXTRA == use.matcher_name()
    assert package.name not in sys.modules
