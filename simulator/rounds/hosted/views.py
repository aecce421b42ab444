"""What is told of a hosted round: to everyone, to a seat, to the projector, to the trainer.

Pure reading. What a seat may not know is in no message to it; that is decided here and in scenes.py alone.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from simulator.portrait.traits import settle
from simulator.report.replay import play_json, result_json
from simulator.rounds.class_walk import Played
from simulator.rounds.hosted.participants import milliseconds
from simulator.rounds.hosted.people_views import late_words, missing_people, waiting_row
from simulator.rounds.message_parts import (
    BoardRow,
    ChosenReply,
    ClassWords,
    JoinLines,
    PastDebrief,
    PlayResult,
    PortraitTraits,
    RosterRow,
    ScenarioCard,
    TeamRow,
    TurningPoint,
)
from simulator.rounds.model import Phase, Show
from simulator.rounds.points import TOP, result_so_far, teams_of
from simulator.rounds.protocol import (
    BoardState,
    BoardUpdate,
    SeatState,
    TrainerState,
    encode,
)
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.rounds.hosted.admission import Admission
    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.points import Ranked, Team
    from simulator.scenario.model import Customer

MAX_NAMES = 100
"""Names on the board of a lobby, the newest."""
MAX_BOARD_BYTES, MAX_NAME_BYTES = 1024, 38
"""Bytes of a board, and of a name in it with its quotation marks, of which ten fit beside the figures."""


def remaining_ms(round: HostedRound) -> int | None:
    """Return the milliseconds left of the countdown or of the round; None where nothing runs out."""
    left = round.left
    return None if left is None else milliseconds(left)


def is_over(round: HostedRound) -> bool:
    """Return whether the present scenario is over, so that all of it may be told."""
    return round.phase in (Phase.DEBRIEF, Phase.CLOSED)


def is_covered(round: HostedRound) -> bool:
    """Return whether points and ranks are for the trainer alone: in an exam, while it is written."""
    return round.setup.mode is Mode.EXAM and round.playing is Phase.OPEN


def board_rows(round: HostedRound) -> tuple[Ranked, ...]:
    """Return everyone on the board, as everyone may see it."""
    return round.leaderboard.covered if is_covered(round) else round.leaderboard.board


def board_row(row: Ranked) -> BoardRow:
    """Return a row of the board as it is sent."""
    return BoardRow(row.rank, row.standing.name, row.points, row.standing.done)


def team_rows(round: HostedRound) -> tuple[TeamRow, ...]:
    """Return every team, best first, where the board may be seen."""
    if round.show is not Show.ALL:
        return ()
    standings = (row.standing for row in board_rows(round))
    return tuple(map(_team_row, teams_of(standings, covered=is_covered(round))))


def encode_board(update: BoardUpdate) -> bytes:
    """Return a board as it is sent, in at most MAX_BOARD_BYTES: where names of another script make it longer, they are cut."""
    text = encode(update)
    if len(text) > MAX_BOARD_BYTES:
        rows = tuple(msgspec.structs.replace(row, name=_shorten(row.name)) for row in update.board)
        text = encode(msgspec.structs.replace(update, board=rows))
    return text


def board_update(round: HostedRound) -> BoardUpdate:
    """Return what everyone is shown twice a second while a round is open."""
    board = board_rows(round)
    return BoardUpdate(
        round.phase,
        remaining_ms(round),
        len(board),
        sum(row.standing.done for row in board),
        _shown_rows(round),
    )


def own_rows(round: HostedRound) -> Mapping[str, Ranked]:
    """Return each seat's own row, by its id, where it may be seen."""
    if round.show is Show.NONE:
        return {}
    return round.leaderboard.covered_rows if is_covered(round) else round.leaderboard.rows


def seat_state(round: HostedRound, seat: Seat, *, enters: bool = False) -> SeatState:
    """Return what a seat may know; with the transcript where it `enters`, after a break or at a change of phase."""
    over = is_over(round)
    own = (round.leaderboard.rows if over else own_rows(round)).get(seat.id)
    # The reasons in it come with the debrief, but in coach mode: what one seat learns, another could use.
    may_know = seat.acted if over else seat.over and round.setup.mode is Mode.COACH
    return SeatState(
        **_common(round),
        turn=seat.turn,
        scene=seat.scene() if round.playing is not Phase.COUNTDOWN else None,
        ended=seat.over,
        turn_ms=seat.remaining_ms,
        allowed_ms=seat.allowed_ms,
        own=board_row(own) if own else None,
        result=play_result(seat) if may_know and seat.local is not None else UNSET,
        points=turning_points(round) if over else UNSET,
        transcript=seat.transcript() if enters else UNSET,
        name=seat.name,
        late=late_words(round, seat),
        own_words=round.setup.own_words,
        speed_bonus=round.setup.speed_bonus,
        debriefs=tuple(
            PastDebrief(scenario + 1, round.scenario_at(scenario).title)
            for scenario in readable(round, seat)
        ),
    )


def readable(round: HostedRound, seat: Seat) -> tuple[int, ...]:
    """Return the scenarios, counted from 0, whose debrief a seat may read: those past that it played, and one that is over."""
    present = (round.scenario,) if is_over(round) and seat.acted else ()
    return (*seat.debriefed, *present)


def play_result(seat: Seat) -> PlayResult:
    """Return a play as `replay --json` tells it; one that the round closed upon, as if it had ended with outcome none."""
    assert seat.local is not None
    conversation = seat.local.conversation
    document = play_json(conversation, seat.local.turns)
    if not conversation.over:
        result = result_so_far(conversation)
        document |= {"ending": result.ending, "outcome": result.outcome, **result_json(result)}
    return msgspec.convert(document, PlayResult)


def join_lines(address: str, fingerprint: str | None, admission: Admission) -> JoinLines:
    """Return how a round is joined: by browsers, by terminals, and as the projector."""
    pinned = f"#{fingerprint}" if fingerprint else ""
    return JoinLines(
        f"{address}/",
        f"simulator join {address}{pinned} {admission.code} --as NAME",
        f"{address}/board#token={admission.view_token}",
    )


def board_state(round: HostedRound) -> BoardState:
    """Return what the projector may show: the code while one can join, and in the lobby who is there, where names are shown."""
    names_shown = round.phase is Phase.LOBBY and round.show is Show.ALL
    names = tuple(seat.name for seat in round.seats.values() if not seat.removed)
    over = is_over(round)
    return BoardState(
        **_common(round),
        code=round.admission.code if round.phase is not Phase.CLOSED else "",
        names=names[-MAX_NAMES:] if names_shown else UNSET,
        points=turning_points(round) if over else UNSET,
        class_words=_class_words(round) if over else UNSET,
        address=round.address,
        reveal=round.reveal,
    )


def trainer_state(round: HostedRound, connected: Iterable[str]) -> TrainerState:
    """Return all of it, with the roster."""
    here = frozenset(connected)
    board = round.leaderboard.board
    over = is_over(round)
    common = _common(round) | {
        "trouble": round.trouble,
        "board": tuple(map(board_row, board)),
        "teams": tuple(map(_team_row, teams_of(row.standing for row in board))),
    }
    return TrainerState(
        **common,
        code=round.admission.code,
        locked=round.admission.locked,
        show=round.show,
        roster=tuple(_roster_row(round, seat, here) for seat in round.seats.values()),
        waiting=tuple(waiting_row(round, item) for item in round.waiting.newcomers.values()),
        missing=missing_people(round),
        points=turning_points(round) if over else UNSET,
        class_words=_class_words(round) if over else UNSET,
        joining=join_lines(round.address, round.fingerprint, round.admission),
        reveal=round.reveal,
    )


def plays_now(round: HostedRound) -> list[Played]:
    """Return the plays of the present scenario as they stand, but for who has been removed; for the trainer alone."""
    return [
        Played(seat.name, seat.local.start, tuple(seat.turns))
        for seat in round.seats.values()
        if seat.local is not None and not seat.removed
    ]


def turning_points(round: HostedRound) -> tuple[TurningPoint, ...]:
    """Return what the class did at each turning point, without names."""
    scenes = round.present.scenes
    return tuple(
        TurningPoint(
            point.scene,
            point.times,
            tuple(
                ChosenReply(item.reply, item.text, item.count, item.before, item.after)
                for item in point.chosen
            ),
            tuple(part.text for part in scenes[point.scene].says if not part.speaker),
        )
        for point in round.leaderboard.turning_points
    )


def _common(round: HostedRound) -> dict[str, Any]:
    """Return the fields of every state."""
    scenario = round.present
    return {
        "phase": round.phase,
        "remaining_ms": remaining_ms(round),
        "limit_ms": None if round.allowed is None else milliseconds(round.allowed),
        "seats": sum(not seat.removed for seat in round.seats.values()),
        "done": sum(row.standing.done for row in round.leaderboard.board),
        "board": _shown_rows(round),
        "round": round.setup.name,
        "scenario": ScenarioCard(
            number=round.scenario + 1,
            of=round.scenarios,
            title=scenario.title,
            channel=scenario.channel,
            name=scenario.customer.name,
            about=scenario.customer.about,
            brief=scenario.brief,
            portrait=_portrait(scenario.customer),
            language=scenario.language,
        ),
        "mode": round.setup.mode,
        "counts": round.counts,
        "trouble": round.notice,
        "teams": team_rows(round),
    }


def _portrait(customer: Customer) -> PortraitTraits:
    """Return all six traits, so that every client draws the same face without working one out."""
    return PortraitTraits(*settle(customer.name, asdict(customer.portrait)))


def _shown_rows(round: HostedRound) -> tuple[BoardRow, ...]:
    rows = board_rows(round)[:TOP] if round.show is Show.ALL else ()
    return tuple(map(board_row, rows))


def _team_row(team: Team) -> TeamRow:
    return TeamRow(team.rank, team.name, team.points, team.seats, team.done)


def _roster_row(round: HostedRound, seat: Seat, here: frozenset[str]) -> RosterRow:
    state = seat.local.conversation.state if seat.local else None
    row = round.leaderboard.rows.get(seat.id)
    return RosterRow(
        seat=seat.id,
        name=seat.name,
        team=seat.team,
        connected=seat.id in here,
        removed=seat.removed,
        factor=seat.factor or 0,
        turn=seat.turn,
        scene=state.scene if state else None,
        mood=state.mood if state else None,
        band=state.band if state else None,
        waiting_ms=seat.waiting_ms,
        points=row.points if row else None,
        ended=seat.over,
        ticket=seat.ticket,
    )


def _class_words(round: HostedRound) -> ClassWords:
    words = round.leaderboard.words
    return ClassWords(tuple(words["hardest"]), tuple(words["principles"]))


def _shorten(name: str) -> str:
    while len(encode(name)) > MAX_NAME_BYTES:
        name = f"{name.rstrip('…')[:-1]}…"
    return name
