"""A round played at random, then reopened from its file: everyone is told the same as before."""

from __future__ import annotations

import asyncio
import os
import random
from typing import TYPE_CHECKING, Any

import pytest

from simulator.play.opening import playable
from simulator.rounds.event_log import RoundRecord
from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.debriefs import debrief_message
from simulator.rounds.hosted.moves import make_move
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.timekeeper import save_clocks, tick
from simulator.rounds.hosted.views import board_state, seat_state, trainer_state
from simulator.rounds.model import Phase, Setup
from simulator.rounds.protocol import as_json
from simulator.rounds.requests import Move, request_of
from simulator.scenario.library import load
from simulator.vocabulary import Mode
from tests.functional.tui_stage import PARCEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simulator.rounds.hosted.participants import Seat

ROUNDS = int(os.environ.get("REPLAY_ROUNDS", "12"))
STEPS = 60
COMMANDS = ("start", "start", "pause", "go-on", "go-on", "close", "next", "lock", "unlock")


class RandomRound:
    """A round in which each step is drawn, by a clock that moves between the steps only."""

    def __init__(self, folder: Path, draw: random.Random) -> None:
        self._draw, self._folder = draw, folder
        file = folder / "late-parcel.toml"
        file.write_text(PARCEL, "utf-8")
        self._scenario = playable(load(file))
        self.now = 1000.0
        self.setup = Setup(
            "Monday",
            ("a", "b", "c"),
            ("1", "2", "3"),
            draw.choice(list(Mode)),
            draw.choice((None, 20)),
            draw.choice((0, 300)),
            draw.choice((0, 5)),
            draw.choice((3, 9)),
            practice=draw.choice((0, 1)),
            reset=draw.random() < 0.3,
            speed_bonus=draw.choice((0, 20)),
        )

    def build(self, record: RoundRecord) -> HostedRound:
        """The round as it is before anything has happened."""
        return HostedRound(
            self.setup,
            [self._scenario] * 3,
            record,
            now=lambda: self.now,
            wall=lambda: "2026-01-31T09:30:00Z",
        )

    async def play(self, round: HostedRound) -> None:
        """Draw and do one step after the other."""
        await round.open()
        for number in range(STEPS):
            seats = list(round.seats.values())
            kind = self._draw.random()
            if kind < 0.15 or not seats:
                await self._join(round)
            elif kind < 0.35:
                await self._command(round)
            elif kind < 0.45:
                await self._command_for(round, self._draw.choice(seats))
            elif kind < 0.9:
                await self._move(round, self._draw.choice(seats), number)
            self._wait(round)
            await tick(round)

    def _wait(self, round: HostedRound) -> None:
        for _ in range(self._draw.choice((0, 0, 1, 1, 2, 30))):
            self.now += 1
            round.clock.look()

    async def _join(self, round: HostedRound) -> None:
        name = self._draw.choice(("Kim", "Lou", "Max", "Kim 2", "\u202e"))
        try:
            await round.join(round.admission.code, name)
        except Refused:
            return

    async def _command(self, round: HostedRound) -> None:
        draw = self._draw
        document: dict[str, Any] = {"type": draw.choice((*COMMANDS, "extend", "board"))}
        if document["type"] == "extend":
            document["seconds"] = draw.choice((-100, 30, 60))
        elif document["type"] == "board":
            document["show"] = draw.choice(("all", "own", "none", "some"))
        await handle(round, request_of(document))

    async def _command_for(self, round: HostedRound, seat: Seat) -> None:
        draw = self._draw
        document = draw.choice(
            (
                {"type": "seat-time", "factor": draw.choice((0, 1, 1.5, 11))},
                {"type": "team", "team": draw.choice(("Red", "Blue", ""))},
                {"type": "remove"},
                {"type": "allow"},
            )
        )
        await handle(round, request_of({**document, "seat": seat.id}))

    async def _move(self, round: HostedRound, seat: Seat, number: int) -> None:
        scene = seat.scene()
        offered = [reply.id for reply in scene.offered] if scene else []
        move = self._draw.choice([*offered, "listen", "silence"])
        await make_move(round, seat, Move(f"c{number}", seat.turn, move), round.clock.look())


def told(round: HostedRound) -> dict[str, Any]:
    """All that anyone is told of a round that stands paused."""
    trainer = as_json(trainer_state(round, ()))
    for row in trainer["roster"]:
        # How long a move has been due is kept no longer than its clock, and not at all once the play is over.
        del row["waiting_ms"]
    messages: dict[str, Any] = {"trainer": trainer, "board": as_json(board_state(round))}
    for seat in round.seats.values():
        messages[seat.id] = as_json(seat_state(round, seat, enters=True))
        if round.playing is not Phase.OPEN:
            del messages[seat.id][
                "turn_ms"
            ]  # no move can be made, and the time for one means nothing
        if round.phase in (Phase.DEBRIEF, Phase.CLOSED) and seat.local is not None:
            messages[f"debrief of {seat.id}"] = as_json(debrief_message(seat, 1))
        messages[f"answers to {seat.id}"] = [
            as_json(seat.moved(turn, cmd))["result"]
            for cmd, turn in seat.cmds.items()
            if seat.local
        ]
    return messages


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two documents differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for name in one:
            yield from differences(one[name], other[name], f"{path}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{path}[{at}]")
    elif one != other:
        yield f"{path}: {one!r}, then {other!r}"


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_round_reopened_from_its_file_is_the_same(tmp_path: Path, number: int) -> None:
    """Whatever was done in it, in any order; every view of the trainer, of the board and of each seat is equal."""
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    draw = random.Random(seed)
    random_round = RandomRound(tmp_path, draw)

    async def scene() -> None:
        record = RoundRecord(tmp_path / "round.sqlite", new=True)
        live = random_round.build(record)
        await random_round.play(live)
        if live.phase in (Phase.COUNTDOWN, Phase.OPEN):
            await handle(live, request_of({"type": "pause"}))
        await save_clocks(live)
        before = told(live)
        record.close()
        record = RoundRecord(tmp_path / "round.sqlite", new=False)
        again = random_round.build(record)
        again.reopen(record.events())
        after = told(again)
        record.close()
        assert [] == list(differences(before, after))
        assert (live.phase_before_pause if live.phase is Phase.PAUSED else None) == (
            again.phase_before_pause if again.phase is Phase.PAUSED else None
        )
        tokens = [round.admission.view_token for round in (live, again)]
        assert tokens[0] == tokens[1]

    asyncio.run(scene())
