"""A seat of a round in lines, from the lobby to the debrief: moves, pauses, breaks, and what can be typed meanwhile."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from simulator.plain import join
from simulator.plain.join import NO_CLOCK, PlainSeat
from simulator.rounds.client.session import Lost, RemoteSession
from simulator.rounds.hosted.moves import make_move
from simulator.rounds.protocol import SeatGiven
from simulator.rounds.words import CONNECTION_LOST, REPLY_SAVED, SENDING
from simulator.scenario.library import ScenarioFile, load
from tests.support.class_stage import ClassOf, Heard
from tests.support.patience import LONGEST, PATIENCE
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.requests import Move


class Wire(Heard):
    """A connection to the class on which a move is answered at once, unless it is cut."""

    def __init__(self, klass: ClassOf, seat: Seat) -> None:
        super().__init__()
        self._klass, self._seat = klass, seat
        self.cut = False

    async def send(self, message: Move) -> bool:  # type: ignore[override]
        """Make the move and hear the answer; tells whether it was sent."""
        if self.cut:
            return False
        self.say(await make_move(self._klass.host, self._seat, message, self._klass.host.clock()))
        return True


class Trainee:
    """Kim at a terminal: types lines once what they answer has been said, and remembers what was said."""

    def __init__(self, klass: ClassOf, seat: Seat) -> None:
        self.klass, self.seat = klass, seat
        self.said: list[str] = []
        self.wire = klass.heard[seat.id] = Wire(klass, seat)
        self.lines: asyncio.Queue[str | None] = asyncio.Queue()
        session = RemoteSession(klass.clock)
        self.plain = PlainSeat(self.wire, session, self.said.append)  # type: ignore[arg-type]
        self._from_here = 0

    async def sees(self, *texts: str) -> None:
        """Wait until all of these have been said since the last wait."""

        def come() -> bool:
            new = "\n".join(self.said[self._from_here :])
            return all(text in new for text in texts)

        end = time.monotonic() + PATIENCE
        while not come():
            assert time.monotonic() < end, f"never came: {texts}\n" + "\n".join(self.said)
            await asyncio.sleep(0)
        self._from_here = len(self.said)

    def types(self, line: str) -> None:
        """Type a line."""
        self.lines.put_nowait(line)

    def hears_state(self) -> None:
        """Be told all of where the round stands."""
        self.klass.tell(self.seat)

    async def typed_lines(self) -> AsyncIterator[str]:
        """The lines, as they are typed."""
        while (line := await self.lines.get()) is not None:
            yield line


@pytest.fixture
def at_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Trainee], Awaitable[None]]], list[str]]:
    """Runs a scene with a trainee in coach mode; gives all that was said."""

    def run(scene: Callable[[Trainee], Awaitable[None]]) -> list[str]:
        async def performed() -> list[str]:
            path = tmp_path / "late-parcel.toml"
            path.write_text(PARCEL, "utf-8")
            klass = ClassOf(tmp_path, [ScenarioFile(path, load(path))], "coach")
            (seat,) = await klass.join("Kim")
            trainee = Trainee(klass, seat)
            monkeypatch.setattr(join, "typed_lines", trainee.typed_lines)
            monkeypatch.setattr(join, "LOOK", 0.0)
            trainee.wire.say(SeatGiven("t", seat.id, "Kim"))
            trainee.hears_state()
            program = asyncio.create_task(trainee.plain.run())
            await trainee.sees("You are Kim.", "Late parcel", "You answer for a parcel service.")
            await scene(trainee)
            await program
            klass.record.close()
            return trainee.said

        return asyncio.run(asyncio.wait_for(performed(), LONGEST))

    return run


def test_from_the_lobby_to_the_debrief(at_a_terminal: Callable[..., list[str]]) -> None:
    """Every move is made once it is asked for, with its reasons; then the points and the debrief."""

    async def scene(kim: Trainee) -> None:
        await kim.klass.say("start")
        kim.hears_state()
        await kim.sees("Customer: My parcel was meant to come on Monday.", "Your move, 1 to 2 or")
        await kim.sees("28 seconds left for your reply.")
        kim.types("")
        await kim.sees("Customer: And I can't stay in tomorrow.", "Why: You listened: anger −2")
        kim.types("nonsense")
        await kim.sees("isn't a move here.")
        kim.types("1")
        await kim.sees("You: You stayed in", "Why: You took responsibility: anger −6")
        kim.types("t")
        await kim.sees("21 seconds left for your reply.", "left in this scenario")
        await kim.klass.say("close")
        kim.hears_state()
        await kim.sees("You came 1st of 1, with 80 points.", "How it went.")
        await kim.klass.say("close")
        kim.hears_state()

    said = at_a_terminal(scene)
    assert 1 == sum(text.startswith("You are Kim.") for text in said)


def test_what_can_be_typed_while_no_move_is_due(at_a_terminal: Callable[..., list[str]]) -> None:
    """The brief, help, a word to find and the time are there in the lobby, too; q leaves."""

    async def scene(kim: Trainee) -> None:
        for line, sentence in (
            ("b", "You answer for a parcel service."),
            ("h", "q leaves; you keep your seat."),
            ("t", NO_CLOCK),
            ("?", "You're in. The round hasn't started yet."),
        ):
            kim.types(line)
            await kim.sees(sentence)
        kim.types("q")

    at_a_terminal(scene)


def test_a_break_and_a_pause(at_a_terminal: Callable[..., list[str]]) -> None:
    """A reply given while the connection is cut is said to be saved, is sent once it is back, and is made once."""

    async def scene(kim: Trainee) -> None:
        await kim.klass.say("start")
        kim.hears_state()
        await kim.sees("Your move, 1 to 2 or")
        kim.wire.cut = True
        kim.types("1")
        await kim.sees(REPLY_SAVED)
        kim.wire.say(Lost())
        await kim.sees(CONNECTION_LOST)
        assert kim.plain.handle_command("1")
        await kim.sees(SENDING)
        kim.wire.cut = False
        kim.wire.say(SeatGiven("t", kim.seat.id, "Kim"))
        kim.hears_state()
        await kim.sees("The connection is back.", "You: You stayed in")
        assert 1 == kim.seat.turn
        await kim.klass.say("pause")
        kim.hears_state()
        await kim.sees("paused")
        assert kim.plain.handle_command("1")
        await kim.sees("paused")
        assert 1 == kim.seat.turn
        kim.types("q")

    at_a_terminal(scene)


def test_the_end_of_the_input(at_a_terminal: Callable[..., list[str]]) -> None:
    """It is said, and the seat hears the rest of the round."""

    async def scene(kim: Trainee) -> None:
        kim.lines.put_nowait(None)
        await kim.sees("The input has ended, so you can't make any more moves from here.")
        await kim.klass.say("start")
        kim.hears_state()
        await kim.sees("Your move, 1 to 2 or")
        await kim.klass.say("close")
        await kim.klass.say("close")
        kim.hears_state()

    at_a_terminal(scene)
