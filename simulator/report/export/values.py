"""Values as every form writes them: identifiers, instants in UTC, durations."""

from __future__ import annotations

import uuid
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from simulator.report.results import PlayResult

NO_BREAK = "\u00a0"
NAMESPACE = uuid.UUID("5f0c7c1e-7d0b-5a57-9c3e-1f6f4d0a8a11")
"""The namespace of every identifier that the program makes."""


def play_id(play: PlayResult) -> uuid.UUID:
    """Return the identifier of a play: the same each time, on every machine that has its save."""
    return uuid.uuid5(NAMESPACE, play.origin.key)


def instant_text(moment: datetime | None) -> str:
    """Return an instant in ISO 8601, in UTC and to the second; nothing for none."""
    if moment is None:
        return ""
    text = moment.astimezone(UTC).replace(microsecond=0).isoformat()
    return text.replace("+00:00", "Z")


def date_text(moment: datetime | None) -> str:
    """Return the day of an instant, in UTC; nothing for none."""
    return instant_text(moment)[:10]


def seconds_number(seconds: float | None) -> float | None:
    """Return seconds to the tenth; None where they aren't known."""
    return None if seconds is None else round(seconds, 1)


def duration_words(seconds: float | None) -> str:
    """Return a duration in words: `4 min 5 s`, each number on one line with its unit; nothing where it isn't known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    seconds_words = f"{rest}{NO_BREAK}s"
    return f"{minutes}{NO_BREAK}min {seconds_words}" if minutes else seconds_words
