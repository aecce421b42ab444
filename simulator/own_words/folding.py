"""What two sentences are compared by: words without case, accents and apostrophes, and the clauses that they belong to."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from simulator.own_words.flow import MAX_WORDS

_APOSTROPHES: Final = re.compile("[\u2018\u2019\u02bc'`]")
_NO_ONE: Final = re.compile(r"\bno[ -]one\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_END_OF_CLAUSE: Final = re.compile(r"[.,;:!?\u2026\u2013\u2014]|\b(?:and|but)\b", re.IGNORECASE)

_NEGATIONS: Final = (
    "not no never none nothing nobody neither nor cannot cant dont doesnt didnt wont wouldnt isnt arent wasnt werent havent "
    "hasnt hadnt couldnt shouldnt neednt mustnt aint without"
)
NEGATIONS: Final = frozenset(_NEGATIONS.split())
"""English words that turn a clause round, folded."""

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


def clauses(text: str) -> list[list[str]]:
    """Return the folded words of each clause of a text, without clauses that have none."""
    return [words for words in map(folded, _END_OF_CLAUSE.split(text[:MAX_WORDS])) if words]


def content(words: list[str]) -> set[str]:
    """Return the words of a clause that say what it is about."""
    return set(words) - COMMON - NEGATIONS


def is_negated(words: list[str]) -> bool:
    """Return whether an odd number of negations turns a clause round."""
    return sum(word in NEGATIONS for word in words) % 2 == 1
