"""What is told of a round: to everybody, to a seat, to the trainer, to the board.

Pure reading of a Host. What a seat is not to know stands in no message to it; that is decided here and in messages.py alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.rounds.hosted.round import SECOND
from simulator.rounds.model import TOP, Phase, Show, result_so_far, teams_of
from simulator.rounds.protocol import written
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.hosted.round import Host
    from simulator.rounds.model import Ranked

MOST_NAMES = 100
"""Names on the board of a lobby, the newest."""
MOST_BOARD, MOST_NAME = 1024, 38
"""Bytes of a board, and of a name in it with its quotation marks, of which ten fit besides the figures."""


def remaining_ms(host: Host) -> int | None:
    """Milliseconds left of the countdown or of the round; None where nothing runs out."""
    left = host.left
    return None if left is None else round(left * SECOND)


def is_over(host: Host) -> bool:
    """Whether the present scenario is over, so that all of it may be told."""
    return host.phase in (Phase.DEBRIEF, Phase.CLOSED)


def covers(host: Host) -> bool:
    """Whether points and ranks are kept from everybody but the trainer: in an exam, while it is written."""
    return host.setup.mode == Mode.EXAM and host.playing is Phase.OPEN


def board_rows(host: Host) -> tuple[Ranked, ...]:
    """Everybody on the board, as everybody may see it."""
    return host.standings.covered if covers(host) else host.standings.board


def teams_json(host: Host) -> list[dict[str, Any]]:
    """Every team, best first, where the board may be seen."""
    if host.show is not Show.ALL:
        return []
    rows = (row.standing for row in board_rows(host))
    return [team.as_json() for team in teams_of(rows, covered=covers(host))]


def board_text(frame: dict[str, Any]) -> bytes:
    """A board as it is sent, in at most MOST_BOARD bytes: where names in another script would make it longer, they are cut."""
    text = written(frame)
    if len(text) > MOST_BOARD:
        rows = [{**row, "name": _cut(row["name"])} for row in frame["board"]]
        text = written({**frame, "board": rows})
    return text


def _cut(name: str) -> str:
    while len(written(name)) > MOST_NAME:
        name = f"{name.rstrip('…')[:-1]}…"
    return name


def board_frame(host: Host) -> dict[str, Any]:
    """What everybody is shown now and then while a round goes on."""
    board = board_rows(host)
    shown = board[:TOP] if host.show is Show.ALL else ()
    return {
        "type": "board",
        "phase": host.phase.value,
        "remaining_ms": remaining_ms(host),
        "seats": len(board),
        "done": sum(row.standing.done for row in board),
        "board": [row.as_json() for row in shown],
    }


def own_rows(host: Host) -> Mapping[str, Ranked]:
    """Each seat's own row, by its id, where it may be seen."""
    if host.show is Show.NONE:
        return {}
    return host.standings.covered_rows if covers(host) else host.standings.rows


def state(host: Host) -> dict[str, Any]:
    """What everybody may know."""
    shown = board_rows(host)[:TOP] if host.show is Show.ALL else ()
    scenario = host.present
    document: dict[str, Any] = {
        "type": "state",
        "phase": host.phase.value,
        "remaining_ms": remaining_ms(host),
        "seats": sum(not seat.removed for seat in host.seats.values()),
        "done": sum(row.standing.done for row in host.standings.board),
        "board": [row.as_json() for row in shown],
        "round": host.setup.name,
        "scenario": {
            "number": host.scenario + 1,
            "of": host.scenarios,
            "title": scenario.title,
            "channel": scenario.channel,
            "customer": scenario.customer.name,
            "about": scenario.customer.about,
            "brief": scenario.brief,
        },
        "mode": host.setup.mode,
        "counts": host.counts,
        "trouble": host.notice,
    }
    if teams := teams_json(host):
        document["teams"] = teams
    return document


def seat_state(host: Host, seat: Seat) -> dict[str, Any]:
    """What a seat may know: the common part, its own play, its own row."""
    document = state(host)
    document["turn"] = seat.turn
    document["scene"] = seat.scene() if host.playing is not Phase.COUNTDOWN else None
    document["ended"] = seat.over
    document["turn_ms"] = seat.remaining_ms
    document["allowed_ms"] = seat.allowed_ms
    row = (host.standings.rows if is_over(host) else own_rows(host)).get(seat.id)
    document["own"] = row.as_json() if row else None
    # The reasons in it come with the debrief, but in coach mode: what one seat learns, another could use.
    told = is_over(host) or (seat.over and host.setup.mode == Mode.COACH)
    if told and seat.local is not None and (seat.acted or not is_over(host)):
        document["result"] = result_of(seat)
    if is_over(host):
        document["class"] = class_view(host)
    return document


def result_of(seat: Seat) -> dict[str, Any]:
    """A play as `replay --json` tells it; one that the round closed upon, as if it had ended with outcome none."""
    from simulator.report.replay import play_json, result_json

    assert seat.local is not None
    conversation = seat.local.conversation
    document = play_json(conversation, seat.local.turns)
    if not conversation.over:
        result = result_so_far(conversation)
        document |= {"ending": result.ending, "outcome": result.outcome, **result_json(result)}
    return document


def view_state(host: Host) -> dict[str, Any]:
    """What the board may show: with the code while one can join, and in the lobby with who is there, where names are shown."""
    document = state(host)
    document["code"] = host.door.code if host.phase is not Phase.CLOSED else ""
    if host.phase is Phase.LOBBY and host.show is Show.ALL:
        names = [seat.name for seat in host.seats.values() if not seat.removed]
        document["names"] = names[-MOST_NAMES:]
    if is_over(host):
        document["class"] = class_view(host)
        document["class_words"] = host.standings.words
    return document


def trainer_state(host: Host, connected: Iterable[str]) -> dict[str, Any]:
    """All of it, with the roster."""
    here = set(connected)
    document = state(host)
    document["code"] = host.door.code
    document["trouble"] = host.trouble
    document["locked"] = host.door.locked
    document["show"] = host.show.value
    document["board"] = [row.as_json() for row in host.standings.board]
    if teams := teams_of(row.standing for row in host.standings.board):
        document["teams"] = [team.as_json() for team in teams]
    document["roster"] = [
        {
            "seat": seat.id,
            "name": seat.name,
            "team": seat.team,
            "connected": seat.id in here,
            "removed": seat.removed,
            "factor": seat.factor or 0,
            "turn": seat.turn,
            "scene": seat.local.conversation.state.scene if seat.local else None,
            "mood": seat.local.conversation.state.mood if seat.local else None,
            "band": seat.local.conversation.state.band if seat.local else None,
            "waiting_ms": seat.waiting_ms,
            "points": row.points if (row := host.standings.rows.get(seat.id)) else None,
            "ended": seat.over,
        }
        for seat in host.seats.values()
    ]
    if is_over(host):
        document["class"] = class_view(host)
        document["class_words"] = host.standings.words
    return document


def who_chose(host: Host) -> dict[tuple[str, str], list[str]]:
    """Who gave which reply in which scene, by name; for the trainer's own screen alone."""
    names: dict[tuple[str, str], list[str]] = {}
    for seat in host.seats.values():
        for turn in () if seat.removed else seat.turns:
            given = names.setdefault((turn.scene, turn.move), [])
            if seat.name not in given:
                given.append(seat.name)
    return names


def class_view(host: Host) -> list[dict[str, Any]]:
    """What the class did at each turning point, without names."""
    return [point.as_json() for point in host.standings.turning_points]
