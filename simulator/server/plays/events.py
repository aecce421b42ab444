"""The events of a solo play, as types: what it was opened with, each move, each move undone.

One stream holds one play, so the version of a play is the number of its events. A body is written and read here alone.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from simulator.rounds.event_log import Event

MAX_MOVE = 200
"""Characters of a move's name."""

Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Level = Annotated[int, Meta(ge=-100, le=100)]
Percent = Annotated[int, Meta(ge=0, le=100)]
Text = Annotated[str, Meta(max_length=500)]


class Kind(StrEnum):
    """The kinds of event in a play's stream."""

    OPENED = "opened"
    MOVED = "moved"
    UNDONE = "undone"


class End(Struct, frozen=True, kw_only=True):
    """What a play came to, worked out by the rules of an edition when its last move was made."""

    ending: Text
    outcome: Text
    satisfaction: Level
    quality: Percent
    edition: Count
    dimensions: dict[str, Percent] = {}


class Opened(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a play is opened with; none of it changes later.

    - `person` is the id of who plays, `scenario` the id of what is played and `text` the sha256 of its file.
    - `edition` is that of the rules; `seed` gives the order of replies, `secret` the names of replies in an exam.
    - `factor` multiplies the time for each reply where the play is `timed`, and is None without a clock.
    - `given` are the moves taken over from the play `after` that is tried again.
    - `assignment` is what it is played for, `step` which scenario of it, counted from 0.
    - `end` is what it came to where it is over before any move.
    """

    person: Text
    scenario: Text
    text: Text
    edition: Count
    mode: Mode
    seed: Count
    secret: Text
    day: Text = ""
    timed: bool = False
    factor: Annotated[float, Meta(ge=0.5, le=10)] | None = 1.0
    given: tuple[Text, ...] = ()
    after: Text = ""
    assignment: Text = ""
    step: Count = 0
    end: End | UnsetType = UNSET


class Moved(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A move and the milliseconds that it took; the last one of a play says what the play came to.

    `late` marks a silence that was made because a reply came after its time.
    """

    move: Annotated[str, Meta(max_length=MAX_MOVE)]
    ms: Count = 0
    late: bool = False
    end: End | UnsetType = UNSET


class Undone(Struct, frozen=True):
    """The last move was undone."""


Body = Opened | Moved | Undone
_BODIES: dict[str, type[Opened | Moved | Undone]] = {
    Kind.OPENED: Opened,
    Kind.MOVED: Moved,
    Kind.UNDONE: Undone,
}


def write_body(body: Body) -> dict[str, Any]:
    """Return a body as it is kept."""
    found: dict[str, Any] = msgspec.to_builtins(body)
    return found


def read_body(event: Event) -> Body:
    """Return the body of an event; raises msgspec.ValidationError for what no program of this version wrote."""
    kind = _BODIES.get(event.kind)
    if kind is None:
        raise msgspec.ValidationError(f"no event of a play is of the kind {event.kind!r}")
    return msgspec.convert(event.body, kind)


def time_text(at: datetime) -> str:
    """Return a time as an event has it, to the millisecond: the clock of a play goes by it."""
    return at.isoformat(timespec="milliseconds")


def time_of(event: Event) -> datetime:
    """Return when an event was kept."""
    return datetime.fromisoformat(event.at)
