"""What a customer looks like: what the author wrote, and for the rest what the name gives.

The same name has the same face everywhere and for ever, so it is taken from a checksum of the name and from nothing that
changes. Nothing that says a sex, an age or a faith is derived: beards, scarves, bald heads, buns and long hair are only
ever written by an author.
"""

from __future__ import annotations

import unicodedata
import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from simulator.vocabulary import PORTRAIT

if TYPE_CHECKING:
    from collections.abc import Mapping


class Traits(NamedTuple):
    """One word for each trait; `extra` may be empty."""

    hair: str
    wear: str
    face: str
    ink: str
    tone: str
    extra: str


DERIVED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hair": ("crop", "part", "bob", "curls", "pinned"),
        "wear": ("crew", "vee", "shirt", "roll", "knit", "collar"),
        "face": ("round", "square"),
        "ink": ("teal", "ochre", "plum", "slate", "moss", "brick"),
        "tone": ("dark", "mid", "light"),
        "extra": ("", "", "glasses"),
    }
)
"""What a name can give. The order counts: it decides which face a name has."""


def derive(name: str) -> Traits:
    """Return the traits that a name gives."""
    rest = zlib.crc32(unicodedata.normalize("NFC", name).casefold().encode())
    words = {}
    for trait, choices in DERIVED.items():
        rest, index = divmod(rest, len(choices))
        words[trait] = choices[index]
    return Traits(**words)


def settle(name: str, authored: Mapping[str, str]) -> Traits:
    """Return the traits of a customer: the words an author wrote, and for the rest what the name gives.

    A word of another version of the program, which a round's server may send, isn't drawn.
    """
    known = {trait: word for trait, word in authored.items() if word in PORTRAIT.get(trait, ())}
    return derive(name)._replace(**known)
