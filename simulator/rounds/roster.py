"""The players as they are typed: one name per line, with more time after a colon for a player who needs it.

Pure. Exists because the roster is typed in three places (an option, plain lines, the full screen) and must be read the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.errors import SimulatorError
from simulator.rounds.names import MAX_NAME, shown_name
from simulator.text import cut_note

MAX_FACTOR = 10.0
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})?")
_NONE = ("none", "0")


@dataclass(frozen=True, slots=True)
class Entry:
    """A player: the name as it can be shown, and how many times the usual time they have; None for no clock.

    `note` says that the name was too long to be used whole.
    """

    name: str
    factor: float | None = 1.0
    note: str = field(default="", compare=False)


def read_entry(text: str) -> Entry:
    """`Kim`, `Kim:1.5` or `Kim:none`; raises SimulatorError."""
    name, colon, behind = text.rpartition(":")
    word = behind.strip().lower()
    if not colon or not (word in _NONE or _NUMBER.fullmatch(word)):
        name, word = text, "1"
    shown = shown_name(name)
    if not shown:
        raise SimulatorError("That name can't be shown.", "Use letters.")
    return Entry(shown, read_factor(word), cut_note(name, MAX_NAME) or "")


def read_factor(text: str) -> float | None:
    """Return how many times the usual time, None for no clock; raises SimulatorError."""
    word = text.strip().lower()
    if word in _NONE:
        return None
    if not _NUMBER.fullmatch(word) or not 1 <= float(word) <= MAX_FACTOR:
        raise SimulatorError(
            f"Extra time is a number from 1 to {MAX_FACTOR:g}, or none for no clock.",
            "Type it after the name, as in Kim:1.5.",
        )
    return float(word)


def read_names(text: str) -> list[Entry]:
    """Entries separated by commas; empty ones do not count. Raises SimulatorError, including where there are none."""
    entries = [read_entry(part) for part in text.split(",") if part.strip()]
    if not entries:
        raise SimulatorError("There are no players.", 'Name them, as in --names "Kim,Lou".')
    return entries
