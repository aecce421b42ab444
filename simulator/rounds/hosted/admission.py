"""Who may come into a hosted round: its code, its tokens, its room.

Knows the seats only as it is given them, and writes nothing.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections import Counter
from typing import TYPE_CHECKING

from simulator.rounds.code import CODE_LENGTH, CODE_SIGNS, plain_code
from simulator.rounds.names import is_name_of, shown_name, unique_name
from simulator.rounds.protocol import Failure
from simulator.rounds.words import REMOVED, ROUND_FULL, ROUND_LOCKED, ROUND_OVER, WRONG_CODE

if TYPE_CHECKING:
    from collections.abc import Collection

    from simulator.rounds.hosted.participants import Seat

NAMELESS = "Trainee"
OTHERS_SHARE = 3
"""Another address can hold one part in three of the seats against a newcomer."""


class Refused(Exception):
    """A connection that is to be told why and closed."""

    def __init__(self, reason: str, message: str, *, removed: bool = False) -> None:
        super().__init__(message)
        self.failure = Failure(reason, message, removed)


class Admission:
    """Who may come in: trainees by the code, the trainer and the board by their tokens."""

    def __init__(self) -> None:
        self.code = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
        self.trainer_token = secrets.token_urlsafe(32)
        self.view_token = secrets.token_urlsafe(16)
        self.locked = False
        self.addresses: dict[str, str] = {}
        """Where each seat was taken from; it is kept nowhere else, and so not beyond the end of the server."""

    def admit(
        self,
        code: str,
        name: str,
        seats: Collection[Seat],
        address: str = "",
        *,
        limit: int,
        closed: bool,
    ) -> tuple[str, str]:
        """Return the name of a newcomer as typed, and as it is shown beside the others. Raises Refused.

        An empty address is one that isn't known.
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
        if self._is_full([seat for seat in seats if not seat.removed], address, limit):
            raise Refused("full", ROUND_FULL)
        return typed, unique_name(typed, [seat.name for seat in seats])

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


def view_token(secret: bytes) -> str:
    """Return the token that opens the board, the same for as long as the round lasts."""
    return urlsafe_b64encode(hmac.digest(secret, b"board", "sha256")[:16]).decode().rstrip("=")


def _same(given: str, kept: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), kept.encode())
