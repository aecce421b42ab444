"""How a channel looks: where one is, and how each side's words stand.

A phone call, a chat window, a letter, a counter, a public thread each have their manner on the screen. Words and signs only;
what is said stays what the scenario says.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "{name}"
"""Stands for the customer's name."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What stands before the customer's words and yours, `{name}` for theirs; whether yours stand aside; what happens around.

    `where` says on one line where one is.
    """

    where: str
    theirs: str = "{name}: "
    yours: str = "You: "
    aside: bool = False
    around: str = "~ "


MANNERS: Mapping[str, Manner] = MappingProxyType(
    {
        "phone": Manner("on the phone with {name}"),
        "video": Manner("on a video call with {name}"),
        "counter": Manner("at the counter with {name}"),
        "peer": Manner("with {name}, a colleague"),
        "chat": Manner("chat with {name}", "{name} > ", "You > ", aside=True),
        "social": Manner(
            "public thread; {name} and whoever reads along", "@{name}: ", "@you: ", around="* "
        ),
        "email": Manner("emails with {name}", "From {name} | ", "To {name} | "),
        "letter": Manner("letters with {name}", "{name} writes | ", "You write | "),
    }
)
