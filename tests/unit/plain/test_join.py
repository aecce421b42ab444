"""A seat of a round in lines, from the lobby to the debrief: moves, pauses, breaks, and what can be typed meanwhile."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from simulator.own_words.flow import MAX_WORDS
from simulator.plain import join
from simulator.plain.join import NO_CLOCK, PlainSeat
from simulator.plain.own_words import STILL_HIDDEN
from simulator.plain.seat_own_words import DECLINE_HELP
from simulator.play.own_words import CUT, NO_LETTERS, NOTHING_CLOSE
from simulator.rounds.client.session import Lost, RemoteSession
from simulator.rounds.protocol import SeatGiven
from simulator.rounds.words import CONNECTION_LOST, REPLY_SAVED, SENDING, TYPED_LEAVES
from simulator.scenario.library import ScenarioFile, load
from tests.support.class_stage import ClassOf, Wire
from tests.support.patience import LONGEST, PATIENCE
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from simulator.rounds.hosted.participants import Seat


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

    def run(scene: Callable[[Trainee], Awaitable[None]], *, own_words: bool = False) -> list[str]:
        async def performed() -> list[str]:
            path = tmp_path / "late-parcel.toml"
            path.write_text(PARCEL, "utf-8")
            klass = ClassOf(
                tmp_path, [ScenarioFile(path, load(path))], "coach", own_words=own_words
            )
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


SAID = "you stayed in and nobody came, thats ours to put right"


def test_in_own_words(at_a_terminal: Callable[..., list[str]]) -> None:
    """It is said where the words go; then nothing close, a question, its way out, and a sentence that is taken."""

    async def scene(kim: Trainee) -> None:
        await kim.klass.say("start")
        kim.hears_state()
        await kim.sees(TYPED_LEAVES, DECLINE_HELP, "Your sentence, or Enter to listen, or s to see")
        kim.types("")
        await kim.sees("Customer: And I can't stay in tomorrow.", "Your sentence, or s to see")
        kim.types("...")
        await kim.sees(NO_LETTERS)
        kim.types("1")
        await kim.sees(STILL_HIDDEN)
        kim.types("banana")
        await kim.sees("You typed: banana", NOTHING_CLOSE, "Your sentence, or s to see")
        kim.types("that is busy")
        await kim.sees("Which of these did you mean? The clock is paused.", "Type 1 to 3, or a")
        kim.types("7")
        await kim.sees("Type 1 to 3.")
        kim.types(f"{SAID}{'!' * MAX_WORDS}")
        await kim.sees(CUT, f"You: {SAID}!!", "You gave: You stayed in")
        kim.types("q")

    said = at_a_terminal(scene, own_words=True)
    first = said.index("You typed: that is busy")
    assert [] == [text for text in said[:first] if "You stayed in" in text or "busy season" in text]


def test_the_replies_instead(at_a_terminal: Callable[..., list[str]]) -> None:
    """They are shown in this turn alone, at once or after the question."""

    async def scene(kim: Trainee) -> None:
        await kim.klass.say("start")
        kim.hears_state()
        await kim.sees("Your sentence, or Enter to listen, or s to see")
        kim.types("s")
        await kim.sees("1. You stayed in", "Your move, 1 to 2 or Enter to listen")
        kim.types("")
        await kim.sees("Your sentence, or s to see")
        kim.types("that is busy")
        await kim.sees("3. None of these: show me all the replies")
        kim.types("3")
        await kim.sees("2. It is the busy season.", "Your move, 1 to 2")
        kim.types("q")

    at_a_terminal(scene, own_words=True)


def test_own_words_declined_for_good(at_a_terminal: Callable[..., list[str]]) -> None:
    """A letter shows the replies in every turn."""

    async def scene(kim: Trainee) -> None:
        await kim.klass.say("start")
        kim.hears_state()
        await kim.sees("Your sentence, or Enter to listen, or s to see")
        kim.types("n")
        await kim.sees("1. You stayed in", "Your move, 1 to 2 or Enter to listen")
        kim.types("")
        await kim.sees("And I can't stay in tomorrow.", "1. You stayed in", "Your move, 1 to 2")
        kim.types("q")

    at_a_terminal(scene, own_words=True)


def test_a_sentence_while_the_connection_is_lost(at_a_terminal: Callable[..., list[str]]) -> None:
    """It is said, and the sentence can be said again."""

    async def scene(kim: Trainee) -> None:
        await kim.klass.say("start")
        kim.hears_state()
        await kim.sees("Your sentence, or Enter to listen, or s to see")
        kim.wire.cut = True
        kim.types(SAID)
        await kim.sees(CONNECTION_LOST)
        kim.wire.cut = False
        kim.wire.say(SeatGiven("t", kim.seat.id, "Kim"))
        kim.hears_state()
        kim.types(SAID)
        await kim.sees(f"You: {SAID}")
        kim.types("q")

    at_a_terminal(scene, own_words=True)
