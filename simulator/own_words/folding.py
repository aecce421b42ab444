"""What two sentences are compared by: words without case, accents and apostrophes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from simulator.own_words.flow import MAX_WORDS

_APOSTROPHES: Final = re.compile("[\u2018\u2019\u02bc'`]")
_NO_ONE: Final = re.compile(r"\bno[ -]one\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")

_COMMON: Final = (
    "i a the you your it to of and is that for in on was be at me my we our with this its so ill im youll have had has ive do "
    "what if as are but"
)
COMMON: Final = frozenset(_COMMON.split())
"""English words that say little of what a sentence is about, folded."""


def folded(text: str) -> list[str]:
    """Return the words of a text without case, accents and apostrophes: "Don’t, Zoë" gives dont and zoe."""
    text = _NO_ONE.sub("nobody", _APOSTROPHES.sub("", text[:MAX_WORDS]))
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall("".join(letters).casefold())
