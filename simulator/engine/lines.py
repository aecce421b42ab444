"""What is said, done and seen in a conversation, as lines that a face shows as they stand."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.scenario.model import Part, Reply


class Voice(StrEnum):
    """Who or what a line of the conversation comes from."""

    CUSTOMER = "customer"
    YOU = "you"
    ACTION = "action"
    NARRATION = "narration"
    NOTICE = "notice"


class Line(NamedTuple):
    """One thing said, done or seen; plain text to be shown as it stands.

    `speaker` is who says it, where the customer's side speaks and it isn't the customer.
    """

    voice: Voice
    text: str
    speaker: str = ""


def spoken(part: Part) -> Line:
    """Return a part as it is heard."""
    return Line(Voice.CUSTOMER, part.text, part.speaker)


def narrated(narration: str, parts: Iterable[Part]) -> tuple[Line, ...]:
    """Return parts as they are heard, after the stage direction if there is one."""
    seen = (Line(Voice.NARRATION, narration),) if narration else ()
    return (*seen, *map(spoken, parts))


def reply_lines(reply: Reply, answer: str) -> tuple[Line, ...]:
    """Return what can be heard and seen of a reply, and the customer's first words back."""
    lines = (
        Line(Voice.YOU, reply.text),
        Line(Voice.ACTION, reply.action),
        Line(Voice.NARRATION, reply.narration),
        Line(Voice.CUSTOMER, answer),
    )
    return tuple(line for line in lines if line.text or line.voice is Voice.YOU)
