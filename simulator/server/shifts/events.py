"""The events of a shift, as types: what it was opened with, and each move, breaths included.

One stream holds one shift, so the version of a shift is the number of its events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from simulator.server.plays.events import Count, Text

if TYPE_CHECKING:
    from simulator.rounds.event_log import Event

OPENED, MOVED = "opened", "moved"
"""The kinds of event in the stream of a shift."""


class ShiftOpened(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a shift is opened with; none of it changes later.

    - `person` is the id of who works it, `shift` its id and `text` the sha256 of its file; `scenarios` are the sha256 of each
      scenario that may come up, by id.
    - `seed` draws customers and the order of replies.
    - `intention` is the dimension of quality to watch, `feeling` how they were before, 1 to 5, each empty where not said.
    """

    person: Text
    shift: Text
    text: Text
    scenarios: dict[str, Text]
    edition: Count
    seed: Count
    intention: Text = ""
    feeling: Text = ""


class ShiftMoved(Struct, frozen=True, kw_only=True):
    """A move with the customer who was there, and the milliseconds that it took."""

    move: Text
    ms: Count = 0


def write_body(body: ShiftOpened | ShiftMoved) -> dict[str, Any]:
    """Return a body as it is kept."""
    found: dict[str, Any] = msgspec.to_builtins(body)
    return found


def read_body(event: Event) -> ShiftOpened | ShiftMoved:
    """Return the body of an event; raises msgspec.ValidationError for what no program of this version wrote."""
    if event.kind == OPENED:
        return msgspec.convert(event.body, ShiftOpened)
    if event.kind == MOVED:
        return msgspec.convert(event.body, ShiftMoved)
    raise msgspec.ValidationError(f"no event of a shift is of the kind {event.kind!r}")
