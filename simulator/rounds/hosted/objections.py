"""Say why something that a trainer asks for would do nothing now, in one sentence. Pure reading of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.rounds.model import MAX_FACTOR, Phase, Show
from simulator.rounds.requests import (
    Allow,
    Board,
    Close,
    Extend,
    GoOn,
    Lock,
    Next,
    Pause,
    Remove,
    SeatTime,
    Start,
    Unlock,
)

if TYPE_CHECKING:
    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.requests import Request

_CLOSED = "The round is closed."
_PAUSED = "The round is paused: “resume” continues it."
_PLAYED = "This scenario has been played: “next” leaves its debrief."
_PHASES: dict[tuple[type, Phase], str] = {
    (Start, Phase.COUNTDOWN): "The countdown is already running.",
    (Start, Phase.OPEN): "The round is already open.",
    (Start, Phase.PAUSED): _PAUSED,
    (Start, Phase.DEBRIEF): _PLAYED,
    (Start, Phase.CLOSED): _CLOSED,
    (Pause, Phase.LOBBY): "The round hasn't started yet: “start” begins it.",
    (Pause, Phase.PAUSED): "The round is already paused: “resume” continues it.",
    (Pause, Phase.DEBRIEF): "No clock is running in the debrief.",
    (Pause, Phase.CLOSED): _CLOSED,
    (Close, Phase.CLOSED): "The round is already closed.",
    (Next, Phase.LOBBY): "This scenario hasn't been played yet: “start” begins it.",
    (Next, Phase.COUNTDOWN): "This scenario hasn't been played yet.",
    (Next, Phase.OPEN): "The class is still playing: “close” ends the scenario first.",
    (Next, Phase.PAUSED): "The class is still playing: “close” ends the scenario first.",
    (Next, Phase.CLOSED): _CLOSED,
}


def objection(round: HostedRound, request: Request) -> str:
    """Return why what is asked for would do nothing; an empty text where it would do something."""
    phase, locked = round.phase, round.admission.locked
    match request:
        case GoOn() if phase is not Phase.PAUSED:
            return _CLOSED if phase is Phase.CLOSED else "The round isn't paused."
        case Extend() if round.until is None:
            return _no_time(round)
        case Lock() if locked:
            return "The round is already locked."
        case Unlock() if not locked:
            return "The round isn't locked."
        case Board(show=show) if show not in list(Show):
            return "Type “board all”, “board own” or “board none”."
        case SeatTime(factor=factor) if factor != 0 and not 1 <= factor <= MAX_FACTOR:
            return f"Extra time is a number from 1 to {MAX_FACTOR:g}, or 0 for no clock."
        case Remove(seat=id) if (seat := round.seats.get(id)) is not None and seat.removed:
            return f"{seat.name} has already been removed."
        case Allow(seat=id) if (seat := round.seats.get(id)) is not None and not seat.removed:
            return f"{seat.name} hasn't been removed."
    return _PHASES.get((type(request), phase), "")


def _no_time(round: HostedRound) -> str:
    if round.phase is Phase.CLOSED:
        return _CLOSED
    if round.playing is Phase.OPEN:
        return "This round has no time limit to change."
    return "No clock is running, so there's no time limit to change."
