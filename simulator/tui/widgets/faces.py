"""The face of one line for each band of the mood, drawn and in ASCII."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAWN: Mapping[str, str] = MappingProxyType(
    {
        "furious": "(ò_ó)!",
        "angry": "(ò_ó)",
        "frustrated": "(¬_¬)",
        "wary": "(o_ô)",
        "calm": "(-_-)",
        "pleased": "(^_^)",
        "delighted": "(^o^)/",
    }
)
ASCII: Mapping[str, str] = MappingProxyType(
    {
        "furious": ">:-O",
        "angry": ">:-(",
        "frustrated": ":-(",
        "wary": ":-/",
        "calm": ":-|",
        "pleased": ":-)",
        "delighted": ":-D",
    }
)
"""The same in signs that every terminal has."""


def face(band: str, *, ascii_only: bool) -> str:
    """Return the face of a band."""
    return (ASCII if ascii_only else DRAWN)[band]
