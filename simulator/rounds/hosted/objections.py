"""Why something that a trainer asks for would do nothing now, in one sentence. Pure reading of a Host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.rounds.model import MOST_FACTOR, Phase, Show

if TYPE_CHECKING:
    from simulator.rounds.hosted.round import Host
    from simulator.rounds.protocol import Asked

_CLOSED = "The round is closed."
_PAUSED = "The round is paused: go-on resumes it."
_PLAYED = "The scenario has been played: next leaves its debrief."
_PHASES = {
    ("start", Phase.COUNTDOWN): "The countdown is running already.",
    ("start", Phase.OPEN): "The round is open already.",
    ("start", Phase.PAUSED): _PAUSED,
    ("start", Phase.DEBRIEF): _PLAYED,
    ("start", Phase.CLOSED): _CLOSED,
    ("pause", Phase.LOBBY): "Nothing is running yet: start begins the round.",
    ("pause", Phase.PAUSED): "The round is paused already: go-on resumes it.",
    ("pause", Phase.DEBRIEF): "No clock is running in the debrief.",
    ("pause", Phase.CLOSED): _CLOSED,
    ("close", Phase.CLOSED): "The round is closed already.",
    ("next", Phase.LOBBY): "This scenario hasn't been played yet: start begins it.",
    ("next", Phase.COUNTDOWN): "This scenario hasn't been played yet.",
    ("next", Phase.OPEN): "The class is still playing: close ends the play first.",
    ("next", Phase.PAUSED): "The class is still playing: close ends the play first.",
    ("next", Phase.CLOSED): _CLOSED,
}


def objection(host: Host, asked: Asked) -> str:
    """Return why what is asked for would do nothing; an empty text where it would do something."""
    fields, phase = asked.fields, host.phase
    seat = host.seats.get(fields.get("seat", ""))
    match asked.type:
        case "go-on" if phase is not Phase.PAUSED:
            return _CLOSED if phase is Phase.CLOSED else "The round isn't paused."
        case "extend" if host.until is None:
            return _no_time(host)
        case "lock" if host.door.locked:
            return "The door is closed already."
        case "unlock" if not host.door.locked:
            return "The door is open already."
        case "board" if fields["show"] not in [show.value for show in Show]:
            return (
                "The board is shown to all, own or none: write board all, board own or board none."
            )
        case "seat-time" if fields["factor"] != 0 and not 1 <= fields["factor"] <= MOST_FACTOR:
            return f"More time is a factor from 1 to {MOST_FACTOR:g}, or 0 for no clock."
        case "remove" if seat is not None and seat.removed:
            return f"{seat.name} has been removed already."
        case "allow" if seat is not None and not seat.removed:
            return f"{seat.name} hasn't been removed."
    return _PHASES.get((asked.type, phase), "")


def _no_time(host: Host) -> str:
    if host.phase is Phase.CLOSED:
        return _CLOSED
    if host.playing is Phase.OPEN:
        return "This round has no limit, so there is no time to change."
    return "No time is running now, so there is none to change."
