"""Reads from a round's file how the round is played and where it was served last, before it is reopened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.conversation import IllegalMove
from simulator.rounds.event_log import ROUND, EventLog, RecordFailed
from simulator.rounds.hosted.endpoint import Endpoint
from simulator.rounds.hosted.event_checks import check_event
from simulator.rounds.model import Setup
from simulator.text import path_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from simulator.rounds.event_log import Event

DAMAGES = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, IllegalMove)
"""What the events of a damaged file raise where a round is made of them."""


def read_round_file(path: Path) -> tuple[Setup, Endpoint]:
    """Return how the round of a file is played, and where it was served last; raises RecordFailed."""
    record = EventLog(path, new=False)
    try:
        events = record.events()
        return setup_of(events, record), endpoint_of(events, record)
    finally:
        record.close()


def setup_of(events: Sequence[Event], record: EventLog) -> Setup:
    """Return how the round of these events is played; raises RecordFailed."""
    for row, event in enumerate(events, 1):
        if event.stream == ROUND and event.kind == "opened":
            if "hot_seat" in event.body:
                raise RecordFailed(
                    f"{path_text(record.path)} holds a round played at one terminal.",
                    "Resume it with `simulator round --hot-seat --resume --db` and this file.",
                )
            try:
                check_event(event)
                return Setup.from_json(event.body["setup"])
            except DAMAGES:
                raise record.damaged(row) from None
    raise RecordFailed(f"There is no round in {path_text(record.path)}.")


def endpoint_of(events: Sequence[Event], record: EventLog) -> Endpoint:
    """Return where the round of these events was served last; raises RecordFailed."""
    found = Endpoint()
    for row, event in enumerate(events, 1):
        if event.stream == ROUND and event.kind == "bound":
            try:
                found = Endpoint.from_json(event.body)
            except DAMAGES:
                raise record.damaged(row) from None
    return found
