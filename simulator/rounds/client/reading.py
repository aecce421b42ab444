"""Reads what a round's server says: cleaned, bounded and checked as a whole before any of it is shown.

A server is trusted as little as a file. Each text is freed of signs that a terminal would obey; numbers, enumerations and
missing parts are checked by the types of protocol.py.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from simulator.errors import SimulatorError
from simulator.rounds.protocol import (
    BoardUpdate,
    Debrief,
    Failure,
    Heard,
    Moved,
    OwnRow,
    Refusal,
    SeatGiven,
    SeatMessage,
    SeatState,
    TeamsUpdate,
    Waiting,
)
from simulator.ruleset import BANDS, LISTEN, SILENCE
from simulator.text import clean_name
from simulator.vocabulary import CHANNELS

MAX_SIGNS = 4000
"""Signs of one text that are shown."""
_TYPES = frozenset(
    kind.__struct_config__.tag
    for kind in (
        *(SeatGiven, Waiting, Failure, SeatState, Moved, Refusal, Heard),
        *(BoardUpdate, TeamsUpdate, OwnRow, Debrief),
    )
)


class NotUnderstood(SimulatorError):
    """A message that isn't one of the protocol's."""

    def __init__(self) -> None:
        super().__init__(
            "The server sent something this program doesn't understand.",
            "Use the same version of the program as the trainer.",
        )


class _Envelope(Struct):
    """What every message has."""

    type: str


def read_message(data: bytes | str) -> SeatMessage | None:
    """Return a message of the server; None for one of a type that a newer server may have. Raises NotUnderstood."""
    try:
        if msgspec.json.decode(data, type=_Envelope).type not in _TYPES:
            return None
        message: SeatMessage = msgspec.convert(_clean(msgspec.json.decode(data)), SeatMessage)
        _check(message)
    except (ValueError, TypeError, RecursionError):
        raise NotUnderstood from None
    return message


def _clean(value: Any) -> Any:
    """Return a value of JSON with each of its texts as it can be shown, names of fields apart."""
    if isinstance(value, str):
        lines = value[:MAX_SIGNS].splitlines() or [""]
        return "\n".join(clean_name(line, MAX_SIGNS) for line in lines)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    return value


def _check(message: SeatMessage) -> None:
    """Raise ValueError where a message has a word of the rules that there isn't, or hides a move behind a reply."""
    if isinstance(message, SeatState) and message.scenario.channel not in CHANNELS:
        raise ValueError(message.scenario.channel)
    scene = message.scene if isinstance(message, SeatState | Moved) else None
    if scene is not None:
        if scene.band not in BANDS:
            raise ValueError(scene.band)
        if any(reply.id in (LISTEN, SILENCE) for reply in scene.offered):
            raise ValueError(scene.offered)
