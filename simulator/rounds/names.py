"""The names of people in a round: cleaned, told apart, and recognized after they were removed. Pure."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from simulator.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_NAME = 24


def is_name_of(typed: str, removed: str) -> bool:
    """Return whether a name is that of a trainee who was removed, or what unique_name would make of it."""
    one, other = typed.casefold(), removed.casefold()
    return one == other or (
        one.startswith(f"{other} ") and one[len(other) + 1 :].strip().isdecimal()
    )


def shown_name(name: str) -> str:
    """Return a name as it can be shown to others: look-alikes folded, invisible signs gone, of at most 24 characters."""
    return clean_name(unicodedata.normalize("NFKC", name), MAX_NAME)


def unique_name(name: str, others: Sequence[str]) -> str:
    """Return a name that no other seat is shown by: `Kim`, `Kim 2`."""
    taken = {other.casefold() for other in others}
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        tail = f" {number}"
        found = f"{name[: MAX_NAME - len(tail)]}{tail}"
    return found
