"""How people get their seats: a new one, one that is handed over to them, or a place in the waiting room.

Each seat is an event before it is one, so it survives a restart; those who wait do not, and ask again.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from simulator.rounds.event_log import RecordFailed
from simulator.rounds.hosted.admission import Refused, arrival_of, token_hash
from simulator.rounds.hosted.waiting_room import Newcomer
from simulator.rounds.model import Phase
from simulator.rounds.names import compared_name
from simulator.rounds.words import NOT_KEPT, ROUND_FULL, ROUND_LOCKED, ROUND_OVER, TURNED_AWAY

if TYPE_CHECKING:
    from simulator.rounds.hosted.admission import Arrival
    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.hosted.round import HostedRound

TICKET_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
TICKET_LENGTH = 6


class MustWait(Exception):
    """A join that waits for the trainer's yes."""

    def __init__(self, newcomer: Newcomer) -> None:
        super().__init__(newcomer.typed)
        self.newcomer = newcomer


async def join(round: HostedRound, code: str, name: str, address: str = "") -> tuple[Seat, str]:
    """Return a seat for a newcomer, and its token; raises Refused, and MustWait where the trainer is to be asked."""
    admission = round.admission
    seat = admission.seat_of_ticket(code, round.seats.values())
    if seat is not None:
        return seat, await hand_over(round, seat)
    everyone = [*round.seats.values(), *round.arrivals.values()]
    arrival = admission.admit(
        code,
        name,
        everyone,
        address,
        limit=round.setup.max_seats,
        closed=round.phase is Phase.CLOSED,
        people=round.setup.people,
        is_away=lambda seat: seat.id not in round.arrivals and not round.is_here(seat.id),
    )
    if isinstance(arrival, Newcomer):
        raise MustWait(arrival)
    return await _take_seat(round, arrival, address)


async def seat_known(round: HostedRound, name: str) -> tuple[Seat, str]:
    """Return a new seat for someone whom a server knows otherwise than by the round's code, and its token; raises Refused."""
    everyone = [*round.seats.values(), *round.arrivals.values()]
    if round.phase is Phase.CLOSED:
        raise Refused("closed", ROUND_OVER)
    if round.admission.locked:
        raise Refused("full", ROUND_LOCKED)
    if sum(not seat.removed for seat in everyone) >= round.setup.max_seats:
        raise Refused("full", ROUND_FULL)
    return await _take_seat(round, arrival_of(name, everyone, round.setup.people), "")


async def _take_seat(round: HostedRound, arrival: Arrival, address: str) -> tuple[Seat, str]:
    """Return a new seat and its token; raises Refused."""
    id, token = secrets.token_hex(6), secrets.token_urlsafe(32)
    body: dict[str, Any] = {
        "name": arrival.name,
        "typed": arrival.typed,
        "token": token_hash(token).hex(),
        "seed": secrets.randbelow(1 << 31),
    }
    if arrival.listed:
        body |= {"listed": arrival.listed, "team": arrival.team, "factor": arrival.factor or 0}
    # Who comes in while this is being written must not get the same name, or the last seat.
    round.arrivals[id] = round.new_seat(id, body)
    round.admission.addresses[id] = address
    try:
        await round.write_event("joined", body, stream=id)
    except RecordFailed as error:
        raise Refused("full", f"You can't join at the moment. {NOT_KEPT}") from error
    finally:
        del round.arrivals[id]
    round.change.set()
    return round.seats[id], token


async def hand_over(round: HostedRound, seat: Seat) -> str:
    """Give a seat to whoever asked for it and return its new token; what was played in it stays. Raises Refused.

    Whoever had the seat can't come back to it: one seat is one person's.
    """
    token = secrets.token_urlsafe(32)
    try:
        async with seat.lock:
            await round.write_event("handed", {"token": token_hash(token).hex()}, stream=seat.id)
    except RecordFailed as error:
        raise Refused("full", f"You can't join at the moment. {NOT_KEPT}") from error
    round.change.set()
    return token


async def let_in(round: HostedRound, waiting: str, seat_id: str) -> None:
    """Give someone who waits a new seat, or the one of that id; who has gone meanwhile gets none."""
    newcomer = round.waiting.take(waiting)
    if newcomer is None:
        return
    try:
        seat = round.seats.get(seat_id)
        if seat is not None and not seat.removed:
            token = await hand_over(round, seat)
        elif round.phase is Phase.CLOSED:
            raise Refused("closed", ROUND_OVER)
        else:
            everyone = (*round.seats.values(), *round.arrivals.values())
            # A guest is no one of the class list, whatever they call themselves: those people's places are theirs.
            people = () if round.admission.guests_wait else round.setup.people
            arrival = arrival_of(newcomer.typed, everyone, people)
            seat, token = await _take_seat(round, arrival, newcomer.address)
    except Refused as refused:
        round.on_refused(waiting, refused.failure)
    else:
        round.on_admitted(waiting, seat, token)


def turn_away(round: HostedRound, waiting: str) -> None:
    """Tell someone who waits that they get no seat."""
    if round.waiting.take(waiting) is not None:
        round.on_refused(waiting, Refused("closed", TURNED_AWAY).failure)


def renaming(round: HostedRound, seat: Seat, typed: str) -> dict[str, Any]:
    """Return the event that gives a seat another name; who is then a person of the class list also gets their team and time.

    A seat that had another person's place on the list gives it back, with the team and the time that came from there.
    """
    others = [
        other for other in (*round.seats.values(), *round.arrivals.values()) if other.id != seat.id
    ]
    arrival = arrival_of(typed, others, round.setup.people)
    body: dict[str, Any] = {"name": arrival.name}
    if arrival.listed == seat.listed or (not arrival.listed and _still(seat.listed, arrival.name)):
        return body
    before = next((one for one in round.setup.people if one.name == seat.listed), None)
    team, factor = seat.team, seat.factor
    if arrival.team or (before and before.team == team):
        team = arrival.team
    if arrival.factor != 1 or (before and before.factor == factor):
        factor = arrival.factor
    return body | {"listed": arrival.listed, "team": team, "factor": factor or 0}


def _still(listed: str, name: str) -> bool:
    """Return whether a name is a longer or a shorter form of one on the class list, as Kim Lee is of Kim."""
    one, other = compared_name(listed), compared_name(name)
    return one.startswith(other) or other.startswith(one)


def new_ticket(round: HostedRound) -> str:
    """Return six letters that no seat and no round is known by here."""
    taken = {round.admission.code, *(seat.ticket for seat in round.seats.values())}
    while True:
        ticket = "".join(secrets.choice(TICKET_SIGNS) for _ in range(TICKET_LENGTH))
        if ticket not in taken:
            return ticket
