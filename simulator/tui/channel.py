"""How a channel looks: what stands before each side's words, and where yours are put.

A phone call, a chat window, a letter, a counter, a public thread each look different on the screen. What is said stays what the
scenario says; the words that depend on the channel are in `channel_words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
WRITTEN = frozenset({"letter", "email"})
"""Channels on which whoever writes isn't in the room."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What stands before the customer's words and yours, `{name}` for theirs; whether yours stand aside; and what happens."""

    theirs: str = "{name}: "
    yours: str = "You: "
    aside: bool = False
    around: str = "~ "


MANNERS: Mapping[str, Manner] = MappingProxyType(
    {
        "phone": Manner(),
        "video": Manner(),
        "counter": Manner(),
        "peer": Manner(),
        "chat": Manner("{name} > ", "You > ", aside=True),
        "social": Manner("@{name}: ", "@you: ", around="* "),
        "email": Manner("From {name} | ", "To {name} | "),
        "letter": Manner("{name} writes | ", "You write | "),
    }
)
