"""Features of the surface of replies: what can be counted in their words by someone who doesn't understand them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from simulator.engine.conversation import Conversation

_NUMBER = (
    r"\b(?:\d[\d:.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter|noon|midnight"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|today)\b"
)
_HEDGE = (
    r"\b(?:afraid|just|maybe|perhaps|probably|possibly|might|should|hopefully|actually|really|simply|of course|i think"
    r"|sort of)\b"
)
_PAST = r"\b(?:was|were|had|did|went|took|told|said|made|got|gave|came|sent|left|been|\w{3,}ed)\b"
_FUTURE = r"(?:\b\w+'ll\b|\bwill\b|\bgoing to\b)"
_STOP = frozenset(
    re.split(
        " ",
        "the and that this with from they them then than have has had was were are not you your for but its it's our out all "
        "can will would what when who how there here about into just been also more some any one two i'll i'm you'll",
    )
)
"""Words that say nothing about what was heard."""


def _count(pattern: str) -> Callable[[str], float]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: float(len(compiled.findall(text)))


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?]+(?:\s|$|\")", text) if part.strip()]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.lower())


def _per_sentence(text: str) -> float:
    return len(_words(text)) / max(1, len(_sentences(text)))


def _longest_sentence(text: str) -> float:
    return float(max((len(_words(part)) for part in _sentences(text)), default=0))


def _shortest_sentence(text: str) -> float:
    return float(min((len(_words(part)) for part in _sentences(text)), default=0))


def _word_length(text: str) -> float:
    words = _words(text)
    return sum(map(len, words)) / max(1, len(words))


def _names(text: str) -> float:
    return float(len(re.findall(r"(?<=[a-z,] )(?!I\b|I')[A-Z][a-z]+", text)))


TEXT_FEATURES: Mapping[str, Callable[[str], float]] = {
    "characters": lambda text: float(len(text)),
    "sentences": lambda text: float(len(_sentences(text))),
    "words in a sentence": _per_sentence,
    "longest sentence": _longest_sentence,
    "shortest sentence": _shortest_sentence,
    "length of words": _word_length,
    "commas": _count(","),
    "question marks": _count(r"\?"),
    "exclamation marks": _count("!"),
    "colons": _count(":(?!\\d)"),
    "quotation marks": _count('"'),
    "I'll": _count(r"\bI'll\b"),
    "future": _count(_FUTURE),
    "past": _count(_PAST),
    "contractions": _count(r"\w'(?:s|t|ll|m|re|ve|d)\b"),
    "you": _count(r"\byou(?:r|rs|'\w+)?\b"),
    "I": _count(r"\b(?:i|me|my|mine|i'\w+)\b"),
    "we": _count(r"\b(?:we|us|our|ours|we'\w+)\b"),
    "hedges": _count(_HEDGE),
    "so": _count(r"\bso\b"),
    "but": _count(r"\b(?:but|though|however|only)\b"),
    "and": _count(r"\band\b"),
    "because": _count(r"\b(?:because|since|as|that's why)\b"),
    "not": _count(r"(?:\bnot?\b|n't\b|\bnothing\b|\bnever\b)"),
    "sorry": _count(r"\b(?:sorry|apolog\w+)\b"),
    "thank": _count(r"\bthank\w*"),
    "please": _count(r"\bplease\b"),
    "numbers and times": _count(_NUMBER),
    "names": _names,
}
"""Features of a reply's words alone."""
PLACE_FEATURES = ("place", "echo")
"""Its place in the file, and how many of its words the customer has just used."""
FEATURES = (*TEXT_FEATURES, *PLACE_FEATURES)


def table(conversation: Conversation) -> NDArray[np.float64]:
    """Return the features of the offered replies, a row a reply, in the order of FEATURES."""
    heard = frozenset(_words(" ".join(part.text for part in conversation.heard))) - _STOP
    rows = [
        (*_of_text(reply.text), float(place), _echo(reply.text, heard))
        for place, reply in enumerate(conversation.offered())
    ]
    return np.array(rows)


@cache
def _of_text(text: str) -> tuple[float, ...]:
    return tuple(feature(text) for feature in TEXT_FEATURES.values())


def _echo(text: str, heard: frozenset[str]) -> float:
    return float(sum(word in heard for word in set(_words(text)) if len(word) > 2))
