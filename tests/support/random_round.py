"""A round in which each step is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.play.opening import playable
from simulator.rounds.class_list import Expected
from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.deadlines import tick
from simulator.rounds.hosted.moves import make_move
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.seating import MustWait, join
from simulator.rounds.model import Setup
from simulator.rounds.requests import Move, request_of
from simulator.scenario.library import load
from simulator.vocabulary import Mode
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from simulator.rounds.event_log import EventLog
    from simulator.rounds.hosted.participants import Seat

STEPS = 60
COMMANDS = (
    *("start", "start", "pause", "go-on", "go-on", "close", "next", "lock", "unlock"),
    "new-code",
)


class RandomRound:
    """A round in which each step is drawn, by a clock that moves between the steps only."""

    def __init__(self, folder: Path, draw: random.Random, scenario: str = PARCEL) -> None:
        self._draw, self._folder = draw, folder
        file = folder / "late-parcel.toml"
        file.write_text(scenario, "utf-8")
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
            people=draw.choice(((), (Expected("Kim", "Red", 2.0), Expected("Lou")))),
        )

    def build(self, record: EventLog) -> HostedRound:
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
        draw = self._draw
        name = draw.choice(("Kim", "Lou", "Max", "Kim 2", "\u202e"))
        tickets = [seat.ticket for seat in round.seats.values() if seat.ticket]
        code = draw.choice([round.admission.code, *tickets])
        round.is_here = lambda _seat: draw.random() < 0.5
        try:
            await join(round, code, name)
        except Refused:
            return
        except MustWait as error:
            newcomer = error.newcomer
            round.waiting.add(newcomer)
            seat = draw.choice(("", newcomer.seat))
            request = {"type": "let-in", "waiting": newcomer.id, "seat": seat}
            if draw.random() < 0.2:
                request = {"type": "turn-away", "waiting": newcomer.id}
            await handle(round, request_of(request))

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
                {"type": "rename", "name": draw.choice(("Lee", "Kim", "\u202e"))},
                {"type": "ticket"},
            )
        )
        await handle(round, request_of({**document, "seat": seat.id}))

    async def _move(self, round: HostedRound, seat: Seat, number: int) -> None:
        scene = seat.scene()
        offered = [reply.id for reply in scene.offered] if scene else []
        move = self._draw.choice([*offered, "listen", "silence"])
        await make_move(round, seat, Move(f"c{number}", seat.turn, move), round.clock.look())
