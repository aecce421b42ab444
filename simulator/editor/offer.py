"""One thing that an editor can offer at a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class OfferKind(Enum):
    """What is offered, for the sign that an editor puts before it."""

    KEY = "key"
    HEADER = "header"
    SCENE = "scene"
    REPLY = "reply"
    NAME = "name"
    WORD = "word"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry of a completion list.

    `text` replaces the characters of `span`. `snippet` is the same with `$0` where the cursor goes, for editors that can; a
    smaller `rank` comes first. `typed_as` is what an editor compares with the text of the span, if that isn't the label.
    """

    label: str
    kind: OfferKind
    text: str
    span: tuple[int, int]
    detail: str = ""
    documentation: str = ""
    snippet: str = ""
    rank: int = 0
    typed_as: str = ""
