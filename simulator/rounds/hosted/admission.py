"""Who may come into a hosted round: its code, its tokens, its room.

Knows the seats only as it is given them, and writes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from simulator.rounds.class_list import free_entry
from simulator.rounds.code import CODE_LENGTH, CODE_SIGNS, plain_code
from simulator.rounds.hosted.waiting_room import Newcomer, WaitingReason
from simulator.rounds.names import compared_name, is_name_of, shown_name, unique_name
from simulator.rounds.protocol import Failure
from simulator.rounds.words import REMOVED, ROUND_FULL, ROUND_LOCKED, ROUND_OVER, WRONG_CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from simulator.rounds.class_list import Expected
    from simulator.rounds.hosted.participants import Seat

NAMELESS = "Trainee"
OTHERS_SHARE = 3
"""Another address can hold one part in three of the seats against a newcomer."""


class Refused(Exception):
    """A connection that is to be told why and closed."""

    def __init__(
        self, reason: str, message: str, *, removed: bool = False, handed_over: bool = False
    ) -> None:
        super().__init__(message)
        self.failure = Failure(reason, message, removed, handed_over)


class Arrival(NamedTuple):
    """A newcomer who gets a seat: their name as typed and as shown; with a class list their team, factor and name on it."""

    typed: str
    name: str
    team: str = ""
    factor: float | None = 1.0
    listed: str = ""


class Admission:
    """Who may come in: trainees by the code, the trainer and the board by their tokens."""

    def __init__(self) -> None:
        self.code = new_code()
        self.new_trainer_token()
        self.view_token = secrets.token_urlsafe(16)
        self.locked = False
        self.guests_wait = False
        """Whether the class comes otherwise than by the code: then whoever comes by it waits, and can't take another's name."""
        self.addresses: dict[str, str] = {}
        """Where each seat was taken from; it is kept nowhere else, and so not beyond the end of the server."""

    def new_trainer_token(self) -> None:
        """Make another token by which the round is led; the one before then opens nothing."""
        self.trainer_token = secrets.token_urlsafe(32)

    def admit(
        self,
        code: str,
        name: str,
        seats: Collection[Seat],
        address: str = "",
        *,
        limit: int,
        closed: bool,
        people: Sequence[Expected] = (),
        is_away: Callable[[Seat], bool] = lambda _seat: False,
    ) -> Arrival | Newcomer:
        """Return how a newcomer is seated, or as whom they wait for the trainer's yes. Raises Refused.

        Args:
            code: The code that they typed.
            name: The name that they typed.
            seats: Every seat that there is, or that is just being taken.
            address: Where they come from; empty where that isn't known.
            limit: How many seats there may be.
            closed: Whether the round is over.
            people: The class list; without one, any name may come in.
            is_away: Whether no one is connected to a seat.
        """
        if not _same(plain_code(code), self.code):
            raise Refused("bad-code", WRONG_CODE)
        if closed:
            raise Refused("closed", ROUND_OVER)
        if self.locked:
            raise Refused("full", ROUND_LOCKED)
        typed = shown_name(name) or NAMELESS
        if any(seat.removed and is_name_of(typed, seat.typed) for seat in seats):
            raise Refused("closed", REMOVED)
        here = [seat for seat in seats if not seat.removed]
        reason, seat_id = _must_wait(typed, here, is_away)
        entry, is_listed = free_entry(typed, people, [seat.listed for seat in here])
        if not reason and people and entry is None:
            reason = WaitingReason.HERE if is_listed else WaitingReason.UNLISTED
        if not reason and self.guests_wait:
            reason = WaitingReason.GUEST
        if reason:
            return Newcomer(secrets.token_hex(6), typed, reason, seat_id, address)
        if self._is_full(here, address, limit):
            raise Refused("full", ROUND_FULL)
        return arrival_of(typed, seats, people)

    def seat_of_ticket(self, typed: str, seats: Collection[Seat]) -> Seat | None:
        """Return the seat that a ticket opens, typed in place of the round's code."""
        plain = plain_code(typed)
        for seat in seats:
            if seat.ticket and not seat.removed and _same(plain, seat.ticket):
                return seat
        return None

    def _is_full(self, seats: Collection[Seat], address: str, limit: int) -> bool:
        """Return whether all seats are taken for someone from an address.

        Seats of another address count only up to a third of all, so that one person who takes every seat doesn't keep
        out the others. A class behind one address can still take all of them.
        """
        if len(seats) < limit:
            return False
        taken = Counter(self.addresses.get(seat.id) or seat.id for seat in seats)
        own = taken.pop(address, 0)
        share = max(1, limit // OTHERS_SHARE)
        return own + sum(min(count, share) for count in taken.values()) >= limit

    def is_trainer(self, token: str) -> bool:
        """Return whether a token is the trainer's."""
        return _same(token, self.trainer_token)

    def may_view(self, token: str) -> bool:
        """Return whether a token opens the board."""
        return _same(token, self.view_token)


def arrival_of(name: str, seats: Collection[Seat], people: Sequence[Expected]) -> Arrival:
    """Return how someone of a name is seated beside these seats: as a person of the class list, if they aren't there yet."""
    typed, names = shown_name(name), [seat.name for seat in seats]
    entry, _ = free_entry(typed, people, [seat.listed for seat in seats if not seat.removed])
    if entry is None:
        return Arrival(typed, unique_name(typed, names))
    return Arrival(typed, unique_name(entry.name, names), entry.team, entry.factor, entry.name)


def _must_wait(
    typed: str, seats: Collection[Seat], is_away: Callable[[Seat], bool]
) -> tuple[WaitingReason | None, str]:
    """Return whether someone types the name of a seat that is away, and which seat that is.

    Those who type no name are all called the same, so for them it says nothing.
    """
    if compared_name(typed) == compared_name(NAMELESS):
        return None, ""
    wanted = compared_name(typed)
    same = [seat for seat in seats if wanted in map(compared_name, (seat.name, seat.typed))]
    away = next((seat.id for seat in same if is_away(seat)), "")
    return (WaitingReason.AWAY if away else None), away


def view_token(secret: bytes) -> str:
    """Return the token that opens the board, the same for as long as the round lasts."""
    return urlsafe_b64encode(hmac.digest(secret, b"board", "sha256")[:16]).decode().rstrip("=")


def _same(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), kept.encode())


def new_code() -> str:
    """Return a code for a round."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def token_hash(token: str) -> bytes:
    """Return what the record holds of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
