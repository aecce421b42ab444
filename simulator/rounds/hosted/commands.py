"""What a trainer asks of a hosted round, as events.

What can't be done now does nothing: objections.py says why, to those who ask first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.rounds.hosted.admission import new_code
from simulator.rounds.hosted.deadlines import enter_phase, pause
from simulator.rounds.hosted.objections import has_moved_on
from simulator.rounds.hosted.seating import let_in, new_ticket, renaming, turn_away
from simulator.rounds.model import Phase, Show
from simulator.rounds.names import shown_name
from simulator.rounds.requests import (
    Allow,
    Board,
    Close,
    Extend,
    GoOn,
    LetIn,
    Lock,
    NewCode,
    Next,
    Pause,
    Remove,
    RemoveMany,
    Rename,
    Reveal,
    SeatTime,
    Start,
    Team,
    Ticket,
    TurnAway,
    Unlock,
)
from simulator.rounds.roster import MAX_FACTOR

if TYPE_CHECKING:
    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.requests import Request

MAX_EXTENSION = 24 * 3600


async def handle(round: HostedRound, request: Request) -> None:
    """Do what the trainer asks for; raises RecordFailed."""
    async with round.steering:
        match request:
            case Start() | Pause() | GoOn() | Close() | Next():
                await _change_phase(round, request)
            case Extend(seconds=seconds) if round.left is not None:
                seconds = max(-MAX_EXTENSION, min(MAX_EXTENSION, seconds))
                left = max(0.0, round.left + seconds)
                await round.write_event("extended", {"seconds": seconds, "left": left})
            case Lock() | Unlock() | Board() | Reveal():
                await _change_room(round, request)
            case SeatTime(seat=seat, factor=factor) if factor == 0 or 1 <= factor <= MAX_FACTOR:
                await _change_seat(round, seat, "seat-time", {"factor": factor})
            case Team(seat=seat, team=team):
                await _change_seat(round, seat, "team", {"team": shown_name(team)})
            case Remove(seat=seat):
                await _change_seat(round, seat, "remove", {})
            case Allow(seat=seat):
                await _change_seat(round, seat, "allow", {})
            case _:
                await _change_people(round, request)
    round.announce()


async def _change_phase(round: HostedRound, request: Start | Pause | GoOn | Close | Next) -> None:
    phase = round.phase
    if has_moved_on(round, request):
        return  # someone else who leads it was quicker
    match request:
        case Start() if phase is Phase.LOBBY:
            await enter_phase(round, Phase.COUNTDOWN if round.setup.countdown else Phase.OPEN)
        case Pause() if phase in (Phase.COUNTDOWN, Phase.OPEN):
            await pause(round)
        case GoOn() if phase is Phase.PAUSED:
            round.trouble = round.notice = ""
            await enter_phase(round, round.phase_before_pause)
        case Close() if phase is not Phase.CLOSED:
            over = phase in (Phase.LOBBY, Phase.DEBRIEF)
            await enter_phase(round, Phase.CLOSED if over else Phase.DEBRIEF)
        case Next() if phase is Phase.DEBRIEF:
            last = round.scenario + 1 >= round.scenarios
            await enter_phase(round, Phase.CLOSED if last else Phase.LOBBY, following=not last)


async def _change_room(round: HostedRound, request: Lock | Unlock | Board | Reveal) -> None:
    """Lock the round or open it, or change what the board shows; raises RecordFailed."""
    match request:
        case Lock():
            await round.write_event("lock", {})
        case Unlock():
            await round.write_event("unlock", {})
        case Board(show=show) if show in list(Show):
            await round.write_event("board", {"show": show})
        case Reveal(on=on):
            await round.write_event("reveal", {"on": on})


async def _change_people(round: HostedRound, request: Request) -> None:
    """Do what the trainer asks about who is in the round; raises RecordFailed."""
    match request:
        case LetIn(waiting=waiting, seat=seat):
            await let_in(round, waiting, seat)
        case TurnAway(waiting=waiting):
            turn_away(round, waiting)
        case Rename(seat=seat, name=name) if seat in round.seats and shown_name(name):
            await _change_seat(round, seat, "renamed", renaming(round, round.seats[seat], name))
        case Ticket(seat=seat):
            await _change_seat(round, seat, "ticket", {"ticket": new_ticket(round)})
        case RemoveMany(seats=seats):
            for seat in dict.fromkeys(seats):
                if seat in round.seats and not round.seats[seat].removed:
                    await _change_seat(round, seat, "remove", {})
        case NewCode():
            await round.write_event("code", {"code": new_code()})


async def _change_seat(round: HostedRound, id: str, kind: str, body: dict[str, Any]) -> None:
    seat = round.seats.get(id)
    if seat is None:
        return
    async with seat.lock:  # a move that is being written counts as it was made
        await round.write_event(kind, body, stream=id)
