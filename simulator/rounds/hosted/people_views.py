"""What is told of who comes and who is missing: someone who waits, who is on the class list, what a latecomer has to know.

Pure reading of a round, as in views.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.rounds.message_parts import WaitingRow
from simulator.rounds.model import Phase
from simulator.rounds.names import MAX_NAME
from simulator.rounds.requests import NewCode, Rename, Reveal, Team, Ticket
from simulator.rounds.words import (
    ASKING_WORDS,
    CODE_MADE,
    LATE_AVERAGE,
    LATE_DEBRIEF,
    LATE_FIRST,
    LATE_LAST,
    LATE_NEXT,
    LATE_OPEN,
    LATE_START,
    LATE_START_UNTIMED,
    RENAMED,
    RENAMED_LISTED,
    REVEAL_OFF,
    REVEAL_ON,
    TICKET_MADE,
    clock_words,
    finished_words,
)
from simulator.text import count, cut_note

if TYPE_CHECKING:
    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.hosted.waiting_room import Newcomer
    from simulator.rounds.requests import Request


def late_words(played: HostedRound, seat: Seat) -> tuple[str, ...]:
    """Return two sentences for a seat that came in late, until its first move: what has happened, and where it begins."""
    phase = played.playing
    if seat.late_in != played.scenario or seat.turn or phase not in (Phase.OPEN, Phase.DEBRIEF):
        return ()
    if phase is Phase.DEBRIEF:
        last = played.scenario + 1 >= played.scenarios
        return LATE_DEBRIEF.format(title=played.present.title), LATE_LAST if last else LATE_NEXT
    begun = _under_way(played)
    if played.left is None:
        return begun, LATE_START_UNTIMED
    return begun, LATE_START.format(time=clock_words(played.left))


def _under_way(played: HostedRound) -> str:
    """Return how far the others are, of those who have moved."""
    others = [other for other in played.seats.values() if not other.removed and other.turn]
    if not others:
        return LATE_FIRST
    playing = [other.turn for other in others if not other.over]
    finished = finished_words(len(others) - len(playing), len(others)).rstrip(".")
    if not playing:
        return LATE_OPEN.format(finished=finished)
    moves = count(round(sum(playing) / len(playing)), "move")
    return LATE_AVERAGE.format(finished=finished, moves=moves)


def missing_people(round: HostedRound) -> tuple[str, ...]:
    """Return who is on the class list and has no seat yet."""
    here = {seat.listed for seat in round.seats.values() if not seat.removed}
    return tuple(person.name for person in round.setup.people if person.name not in here)


def waiting_row(round: HostedRound, newcomer: Newcomer) -> WaitingRow:
    """Return someone who waits, as the trainer sees them."""
    seat = round.seats.get(newcomer.seat)
    return WaitingRow(
        waiting=newcomer.id,
        name=newcomer.typed,
        words=ASKING_WORDS[newcomer.reason].format(
            name=newcomer.typed, seat=seat.name if seat else newcomer.typed
        ),
        seat=newcomer.seat,
    )


def done_words(round: HostedRound, request: Request) -> str:
    """Return what a trainer's request has done, where no one would see it otherwise; else nothing."""
    match request:
        case Ticket(seat=id) if (seat := round.seats.get(id)) is not None and seat.ticket:
            return TICKET_MADE.format(name=seat.name, ticket=seat.ticket)
        case Rename(seat=id, name=name) if (seat := round.seats.get(id)) is not None:
            words = RENAMED_LISTED if seat.name == seat.listed else RENAMED
            return f"{words.format(name=seat.name)} {cut_note(name, MAX_NAME) or ''}".rstrip()
        case Team(team=team):
            return cut_note(team, MAX_NAME) or ""
        case Reveal(on=on):
            return REVEAL_ON if on else REVEAL_OFF
        case NewCode():
            return CODE_MADE.format(code=round.admission.code)
    return ""
