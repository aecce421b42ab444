"""Say why something that a trainer asks for would do nothing now, in one sentence. Pure reading of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.rounds.confirmations import MOVED_ON
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
from simulator.rounds.words import PHASE_WORDS
from simulator.text import time_factor_words

if TYPE_CHECKING:
    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.requests import Request

_CLOSED = PHASE_WORDS[Phase.CLOSED]
REVEAL_SAME = {
    True: "The board is already set to mark what worked best.",
    False: "The board is already set not to mark what worked best.",
}
_PAUSED = "The round is paused: “resume” continues it."
_PLAYED = "This scenario has been played: “next” leaves its debrief."
_SHOWN = {
    Show.ALL: "everyone the top ten",
    Show.OWN: "each trainee only their own row",
    Show.NONE: "nothing",
}
_PHASES: dict[tuple[type, Phase], str] = {
    (Start, Phase.COUNTDOWN): "The countdown is already running.",
    (Start, Phase.OPEN): "The scenario has already started.",
    (Start, Phase.PAUSED): _PAUSED,
    (Start, Phase.DEBRIEF): _PLAYED,
    (Start, Phase.CLOSED): _CLOSED,
    (Pause, Phase.LOBBY): "This scenario hasn't started yet: “start” begins it.",
    (Pause, Phase.PAUSED): "The round is already paused: “resume” continues it.",
    (Pause, Phase.DEBRIEF): "No clock is running in the debrief.",
    (Pause, Phase.CLOSED): _CLOSED,
    (Close, Phase.CLOSED): "The round has already ended.",
    (Next, Phase.LOBBY): "This scenario hasn't been played yet: “start” begins it.",
    (Next, Phase.COUNTDOWN): "This scenario hasn't been played yet.",
    (Next, Phase.OPEN): "The class is still playing: “end” ends the scenario first.",
    (Next, Phase.PAUSED): "The class is still playing: “end” ends the scenario first.",
    (Next, Phase.CLOSED): _CLOSED,
}


def objection(round: HostedRound, request: Request) -> str:
    """Return why what is asked for would do nothing; an empty text where it would do something."""
    told = _of_people(round, request) or _of_round(round, request)
    told = told or _PHASES.get((type(request), round.phase), "")
    return told or (MOVED_ON if has_moved_on(round, request) else "")


def has_moved_on(round: HostedRound, request: Request) -> bool:
    """Return whether what was to be ended or left isn't there any more."""
    match request:
        case Close(ends=ends, scenario=number):
            return number not in (0, round.scenario + 1) or ends not in ("", what_ends(round))
        case Next(scenario=number):
            return number not in (0, round.scenario + 1)
    return False


def what_ends(round: HostedRound) -> str:
    """Return what ends next: the scenario that is being played, or the round."""
    return "round" if round.phase in (Phase.LOBBY, Phase.DEBRIEF, Phase.CLOSED) else "scenario"


def _of_round(round: HostedRound, request: Request) -> str:
    phase, locked = round.phase, round.admission.locked
    match request:
        case Lock() | Unlock() | NewCode() if phase is Phase.CLOSED:
            return _CLOSED
        case GoOn() if phase is not Phase.PAUSED:
            return _CLOSED if phase is Phase.CLOSED else "The round isn't paused."
        case Extend() if round.until is None:
            return _no_time(round)
        case Extend(seconds=0):
            return "That wouldn't add any time."
        case Lock() if locked:
            return "The round is already locked."
        case Unlock() if not locked:
            return "The round isn't locked."
        case Reveal(on=on) if on == round.reveal:
            return REVEAL_SAME[on]
        case Board(show=show) if show not in list(Show):
            return "Type “board all”, “board own” or “board none”."
        case Board(show=show) if show == round.show:
            return f"The board already shows {_SHOWN[round.show]}."
    return ""


def _of_people(round: HostedRound, request: Request) -> str:
    match request:
        case LetIn(waiting=id) | TurnAway(waiting=id) if id not in round.waiting.newcomers:
            return "They aren't waiting any more."
        case SeatTime(factor=factor) if factor != 0 and not 1 <= factor <= MAX_FACTOR:
            return f"Extra time is a number from 1 to {MAX_FACTOR:g}, or 0 for no clock."
        case RemoveMany(seats=ids) if all(_is_gone(round, id) for id in ids):
            return "They have all been removed already."
        case (
            SeatTime(seat=id)
            | Team(seat=id)
            | Rename(seat=id)
            | Ticket(seat=id)
            | Remove(seat=id)
            | Allow(seat=id)
        ) if (seat := round.seats.get(id)) is not None:
            return _of_seat(seat, request)
    return ""


def _of_seat(seat: Seat, request: Request) -> str:
    match request:
        case Remove() if seat.removed:
            return f"{seat.name} has already been removed."
        case Allow() if not seat.removed:
            return f"{seat.name} hasn't been removed."
        case Ticket() if seat.removed:
            return f"{seat.name} has been removed. Let them back in first."
        case Rename(name=name) if not shown_name(name):
            return "That name can't be shown. Use letters."
        case Rename(name=name) if seat.name == shown_name(name):
            return f"{seat.name} already has that name."
        case SeatTime(factor=factor):
            return _same_time(seat, factor)
        case Team(team=team):
            return _same_team(seat, shown_name(team))
    return ""


def _is_gone(round: HostedRound, id: str) -> bool:
    seat = round.seats.get(id)
    return seat is None or seat.removed


def _same_time(seat: Seat, factor: float) -> str:
    if (seat.factor or 0) != factor:
        return ""
    if factor == 0:
        return f"{seat.name} already has no clock."
    return f"{seat.name} already has {time_factor_words(factor)}."


def _same_team(seat: Seat, team: str) -> str:
    if seat.team != team:
        return ""
    return f"{seat.name} is already in {team}." if team else f"{seat.name} isn't in a team."


def _no_time(round: HostedRound) -> str:
    if round.phase is Phase.CLOSED:
        return _CLOSED
    if round.playing is Phase.OPEN:
        return "This scenario has no time limit to change."
    return "No clock is running, so there's no time limit to change."
