"""The seat of someone of the class in a round: a new one the first time, and after that theirs, on whatever device they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.seating import hand_over, seat_known
from simulator.rounds.words import REMOVED
from simulator.server.rounds.rows import keep_seat, seat_of

if TYPE_CHECKING:
    from simulator.rounds.hosted.round import HostedRound
    from simulator.server.store import Store


async def take_seat(store: Store, id: str, round: HostedRound, account: str, name: str) -> str:
    """Return the token of someone's seat in a round; what opened it before no longer does. Raises Refused and StoreFailed.

    To be called one at a time: what is read at the beginning has to hold until the end.
    """
    known = await seat_of(store, id, account)
    seat = round.seats.get(known or "")
    if seat is not None:
        if seat.removed:
            raise Refused("closed", REMOVED, removed=True)
        return await hand_over(round, seat)
    seat, token = await seat_known(round, name)
    await store.write(keep_seat(id, account, seat.id))
    return token
