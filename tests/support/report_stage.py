"""Rounds in files to report on: a class that joined from elsewhere, each playing by a seed, and its scenarios beside it."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from simulator.play.opening import playable
from simulator.rounds.event_log import EventLog
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.moves import make_move
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.seating import join
from simulator.rounds.model import Setup
from simulator.rounds.protocol import Moved
from simulator.rounds.requests import Move, request_of
from simulator.rounds.scenario_texts import read_scenarios
from simulator.ruleset import LISTEN, SILENCE
from simulator.scenario.library import ScenarioFile
from simulator.vocabulary import Mode
from tests.support.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from simulator.rounds.hosted.participants import Seat

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TEAMS = ("Red", "Blue", "Green")
MAX_MOVES = 25


@dataclass
class ClassRound:
    """A round in a file; what happens in it is dated by its clock."""

    path: Path
    scenarios: Sequence[Path]
    name: str = "Monday"
    mode: str = "exam"
    practice: int = 0
    started: datetime = MOMENT
    holds_texts: bool = True
    """False for a round of an earlier version, whose file holds only the paths of its scenarios."""
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        texts = read_scenarios(self.scenarios)
        items = [
            ScenarioFile(path, text.reading)
            for path, text in zip(self.scenarios, texts, strict=True)
        ]
        setup = Setup(
            self.name,
            tuple(str(item.path) for item in items),
            tuple(item.reading.hash for item in items),
            Mode(self.mode),
            0,
            0,
            0,
            60,
            practice=self.practice,
            texts=tuple(item.text for item in texts) if self.holds_texts else (),
        )
        self.record = EventLog(self.path, new=True)
        self.host = HostedRound(
            setup,
            [playable(item.reading) for item in items],
            self.record,
            now=self.clock,
            wall=self._wall,
        )

    def _wall(self) -> str:
        return (self.started + timedelta(seconds=self.clock.seconds - Clock().seconds)).isoformat()

    async def open(self, names: Sequence[str]) -> dict[str, Seat]:
        """Open it, and let some people join, in teams by turns."""
        await self.host.open()
        seats = {}
        for at, name in enumerate(names):
            seat, _ = await join(self.host, self.host.admission.code, name)
            await self.say("team", seat=seat.id, team=TEAMS[at % len(TEAMS)])
            seats[name] = seat
        return seats

    async def say(self, kind: str, **fields: object) -> None:
        """What the trainer says."""
        await handle(self.host, request_of({"type": kind, **fields}))

    async def move(self, seat: Seat, *moves: str, seconds: float = 5.0) -> None:
        """Moves by the author's names, five seconds for each."""
        for move in moves:
            assert seat.local is not None
            self.clock.seconds += seconds
            self.host.rate_limit = type(self.host.rate_limit)(self.clock)
            scene = seat.scene()
            assert scene is not None
            texts = {choice.id: choice.text for choice in seat.local.choices()}
            shown = next((x.id for x in scene.offered if x.text == texts.get(move)), move)
            request = Move(f"{self.host.scenario}-{seat.turn}", seat.turn, shown)
            answer = await make_move(self.host, seat, request, self.host.clock())
            assert isinstance(answer, Moved), answer

    async def play_out(self, seat: Seat, rng: random.Random) -> None:
        """A play to its end, drawn."""
        assert seat.local is not None
        for _ in range(MAX_MOVES):
            now = seat.local.conversation
            if now.over:
                return
            moves = [reply.id for reply in now.offered()] + [LISTEN] * (2 * now.can_listen)
            await self.move(seat, rng.choice(moves or [SILENCE]))

    def close(self) -> None:
        """Close the file."""
        self.record.close()


def play_class(
    path: Path, scenarios: Sequence[Path], names: Sequence[str], *, seed: int = 1, **how: object
) -> None:
    """Write the file of a round that a class has played to the end, each play drawn by the seed."""
    rng = random.Random(seed)

    async def scene() -> None:
        round = ClassRound(path, scenarios, **how)  # type: ignore[arg-type]
        try:
            seats = await round.open(names)
            for _ in scenarios:
                await round.say("start")
                for seat in seats.values():
                    await round.play_out(seat, rng)
                await round.say("close")
                await round.say("next")
        finally:
            round.close()

    asyncio.run(scene())


def play_moves(
    path: Path, scenario: Path, moves: Mapping[str, Sequence[str]], **how: object
) -> None:
    """Write the file of a round of one scenario in which each person made given moves; it is in its debrief."""

    async def scene() -> None:
        round = ClassRound(path, [scenario], **how)  # type: ignore[arg-type]
        try:
            seats = await round.open(list(moves))
            await round.say("start")
            for name, made in moves.items():
                await round.move(seats[name], *made)
            await round.say("close")
        finally:
            round.close()

    asyncio.run(scene())
