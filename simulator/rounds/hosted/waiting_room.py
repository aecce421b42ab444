"""Those who have asked to join and wait for the trainer's yes; a bounded number, the oldest of the busiest address giving way.

Nothing of it is in the round's record: who waits has nothing yet, and asks again after a restart. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.rounds.hosted.strangers import Strangers

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_WAITING = 40
"""Who wait at once; a class of that many who aren't on the list has another list."""
MAX_OF_ADDRESS = 20


class WaitingReason(StrEnum):
    """Why someone isn't given a seat at once."""

    AWAY = "away"
    """Someone of that name has a seat, and no connection now."""
    HERE = "here"
    """Someone of that name is on the class list, and has come."""
    UNLISTED = "unlisted"
    """The name isn't on the class list."""
    GUEST = "guest"
    """They have the code alone, in a round whose class comes otherwise."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who waits: their name as typed, and the id of the seat that is theirs if the trainer says so."""

    id: str
    typed: str
    reason: WaitingReason
    seat: str = ""
    address: str = ""


class WaitingRoom:
    """Those who wait, oldest first."""

    def __init__(self) -> None:
        self.newcomers: dict[str, Newcomer] = {}
        self._by_address: Strangers[str] = Strangers(MAX_OF_ADDRESS)
        self.on_arrival: Callable[[Newcomer], None] = lambda _newcomer: None
        """Told of each who comes, for a face that prints."""

    def add(self, newcomer: Newcomer) -> Newcomer | None:
        """Let someone wait; return who has to give way to them, if anyone has."""
        self.newcomers[newcomer.id] = newcomer
        self._by_address.add(newcomer.id, newcomer.address)
        self.on_arrival(newcomer)
        surplus = self._by_address.surplus(newcomer.address, MAX_WAITING)
        return None if surplus is None else self.take(surplus)

    def take(self, id: str) -> Newcomer | None:
        """Return someone who then waits no longer; None where they have gone already."""
        self._by_address.discard(id)
        return self.newcomers.pop(id, None)
