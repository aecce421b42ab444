"""The matcher of the extra: by meaning, letters and words, from the files that were measured and no others."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator.own_words import encoder, use
from simulator.own_words.encoder import FILES, EncoderMatcher, is_installed
from simulator.own_words.ngrams import NgramMatcher

if TYPE_CHECKING:
    from pathlib import Path

REPLIES = (("You'll have a full refund.",), ("Leave it with me.", "I'll see to it."))
VECTORS = {"you'll have a full refund.": (1, 0), "i'll get you the money back": (1, 0)}


def encode(texts: list[str]) -> np.ndarray:
    """Return the same vector for two sentences that mean the same, and another for all the rest."""
    return np.array([VECTORS.get(text.lower(), (0, 1)) for text in texts], float)


def test_meaning_counts() -> None:
    """What shares no word with a reply is near it by its meaning; a reply is as near as the nearest of its wordings."""
    near, far = EncoderMatcher(encode).similarities("I'll get you the money back", REPLIES)
    assert near > 0.7 > 0.3 > far
    assert near > NgramMatcher().similarities("I'll get you the money back", REPLIES)[0]
    assert EncoderMatcher(encode).similarities("x", [()]) == [0.0]


def test_replies_are_encoded_once() -> None:
    """Only the sentence itself is new at every turn of a scene."""
    seen: list[str] = []

    def watched(texts: list[str]) -> np.ndarray:
        seen.extend(texts)
        return encode(texts)

    matcher = EncoderMatcher(watched)
    for _ in range(3):
        matcher.similarities("one", REPLIES)
    assert sorted(text for reply in REPLIES for text in reply) == sorted(set(seen) - {"one"})
    assert 6 == len(seen)


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
