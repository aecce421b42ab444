"""How a channel looks: what stands before each side's words, and how they are laid out.

A phone call, a chat window, a letter, a counter, a public thread each look different on the screen. What is said stays what the
scenario says; the words that depend on the channel are in `channel_words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.tui.layouts import AIRY_HEIGHT, ChatLayout, GutterLayout, PageLayout, TalkLayout
from simulator.tui.widgets.prompt import DESK, RULE, TEAR_OFF, Edge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WRITTEN = frozenset({"letter", "email"})
"""Channels on which whoever writes isn't in the room."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What stands before the customer's words and yours, and what names both in the layout, `{name}` for theirs.

    `aside` sets yours at the right, `around` stands before what happens.
    """

    theirs: str = "{name}: "
    yours: str = "You: "
    their_name: str = "{name}"
    your_name: str = "You"
    aside: bool = False
    around: str = "~ "


MANNERS: Mapping[str, Manner] = MappingProxyType(
    {
        "phone": Manner(),
        "video": Manner(),
        "counter": Manner(),
        "peer": Manner(),
        "chat": Manner("{name} > ", "You > ", aside=True),
        "social": Manner("@{name}: ", "@you: ", "@{name}", "@you", aside=True, around="* "),
        "email": Manner("From {name} | ", "To {name} | ", "From {name}", "To {name}"),
        "letter": Manner("{name} writes | ", "You write | ", "{name} writes", "You write"),
    }
)


def edge_of(channel: str) -> Edge:
    """Return what divides the transcript from the replies: a desk, the edge of a letter, or a rule."""
    if channel in WRITTEN:
        return TEAR_OFF
    return DESK if channel == "counter" else RULE


def layout_of(channel: str, names: Iterable[str] = (), airy_from: int = AIRY_HEIGHT) -> TalkLayout:
    """Return how a conversation is laid out on a channel, in which these names may speak."""
    if channel in WRITTEN:
        return PageLayout(airy_from)
    if MANNERS.get(channel, Manner()).aside:
        return ChatLayout(airy_from)
    return GutterLayout(names, airy_from, heard=channel == "phone")
