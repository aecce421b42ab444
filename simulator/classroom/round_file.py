"""Reads from a round's file how the round is played and where it was served last, before it is reopened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.classroom.endpoint import Endpoint
from simulator.classroom.record import ROUND, RecordFailed, RoundRecord
from simulator.classroom.rounds import Setup
from simulator.records.failures import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from simulator.classroom.record import Event


def read_round_file(path: Path) -> tuple[Setup, Endpoint]:
    """Return how the round of a file is played, and where it was served last; raises RecordFailed."""
    record = RoundRecord(path, new=False)
    try:
        events = record.events()
        return setup_of(events, path), endpoint_of(events, path)
    finally:
        record.close()


def setup_of(events: Sequence[Event], path: Path) -> Setup:
    """Return how the round of these events is played; raises RecordFailed."""
    opened = [event.body for event in events if event.stream == ROUND and event.kind == "opened"]
    if not opened:
        raise RecordFailed(f"There is no round in {shown(path)}.")
    try:
        if "hot_seat" not in opened[0]:
            return Setup.from_json(opened[0]["setup"])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise _unreadable(path) from None
    raise RecordFailed(
        f"{shown(path)} holds a round that is played at one terminal.",
        "Go on with it by `simulator round --hot-seat --go-on --db` and this file.",
    )


def endpoint_of(events: Sequence[Event], path: Path) -> Endpoint:
    """Return where the round of these events was served last; raises RecordFailed."""
    bound = [event.body for event in events if event.stream == ROUND and event.kind == "bound"]
    try:
        return Endpoint.from_json(bound[-1]) if bound else Endpoint()
    except (AttributeError, KeyError, TypeError, ValueError):
        raise _unreadable(path) from None


def _unreadable(path: Path) -> RecordFailed:
    return RecordFailed(f"{shown(path)} holds no round that can be read.")
