"""What is said, done or seen as lines: who or what it comes from stands before each line of it. Pure."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.engine.conversation import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.engine.conversation import Line

_FROM: Mapping[Voice, str] = MappingProxyType(
    {
        Voice.CUSTOMER: "Customer: ",
        Voice.YOU: "You: ",
        Voice.ACTION: "You do: ",
        Voice.NARRATION: "Scene: ",
        Voice.NOTICE: "",
    }
)


def spoken(line: Line) -> list[str]:
    """A line of the conversation as lines of the page."""
    who = f"{line.speaker}: " if line.speaker else _FROM[line.voice]
    return [f"{who}{text}" for text in line.text.split("\n") if text.strip()]
