"""A round in people's own words at terminals: the line, where the words go, the question, and ten who type side by side."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from simulator.own_words.flow import MAX_STOP, Found, OwnWords
from simulator.plain.join import PlainSeat
from simulator.play.own_words import NO_LETTERS, NOTHING_CLOSE, WHAT_DO_YOU_SAY
from simulator.records.settings import LoadedSettings, Settings
from simulator.rounds.client.session import RemoteSession
from simulator.rounds.hosted.views import seat_state
from simulator.rounds.words import SHOW_REPLIES
from simulator.scenario.library import ScenarioFile, load
from simulator.tui.screens.seat_own_words import OwnWordsSeatScreen
from tests.support.class_stage import ClassOf, Wire
from tests.support.scenarios import PARCEL
from tests.support.scene import perform
from tests.support.tui_stage import SMALL, Actor, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from simulator.rounds.hosted.participants import Seat

SAID = "you stayed in and nobody came, thats ours to put right"
TYPED = "That's ours to put right."
AT_TERMINALS = 3
"""Of the ten, those in the full screen; as many are in plain lines, and the rest send what browsers send."""


def a_class(folder: Path, mode: str = "coach") -> ClassOf:
    """A class in own words."""
    path = folder / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    return ClassOf(folder, [ScenarioFile(path, load(path))], mode, own_words=True)


def settings_of(folder: Path) -> LoadedSettings:
    """Settings with nothing that moves."""
    return LoadedSettings(Settings(pace="off", motion=False, greeted=True), folder / "s.toml")


@asynccontextmanager
async def at_the_line(
    klass: ClassOf, folder: Path, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[Actor, Seat]]:
    """A seat of a class that has begun, before it has said whether it types."""
    (seat,) = await klass.join("Kim")
    await klass.say("start")
    async with running(klass.trainee(seat, settings_of(folder), answered=True), size) as actor:
        await actor.sees("goes to the trainer's computer", SHOW_REPLIES)
        yield actor, seat
    klass.record.close()


def keys_of(text: str) -> list[str]:
    """Return the keys that type a text."""
    names = {" ": "space", "'": "apostrophe", ",": "comma", ".": "full_stop"}
    return [names.get(letter, letter) for letter in text]


def test_a_turn_typed(tmp_path: Path) -> None:
    """Nothing close, a question and its ways out, then a sentence that is taken; the record has what was typed."""

    async def scene() -> None:
        klass = a_class(tmp_path)
        async with at_the_line(klass, tmp_path) as (actor, seat):
            await actor.press("enter")
            await actor.sees(WHAT_DO_YOU_SAY.split(":")[0], "Tab show the replies")
            assert "busy season" not in actor.text()
            await actor.press("space")
            await actor.sees("And I can't stay in tomorrow.", WHAT_DO_YOU_SAY)
            await actor.press("full_stop", "enter")
            await actor.sees(NO_LETTERS)
            await actor.press("backspace", *keys_of("banana"), "enter")
            await actor.sees(NOTHING_CLOSE[:50], "> banana")
            before = actor.app.seat.remaining()  # type: ignore[attr-defined]
            await actor.press("ctrl+u", *keys_of("that is busy"), "enter")
            await actor.sees(
                "Which of these did you mean? The clock is paused.", "1 It is the busy"
            )
            klass.clock.seconds += MAX_STOP
            assert before == actor.app.seat.remaining()  # type: ignore[attr-defined]
            klass.clock.seconds += 5
            assert before - 5 == actor.app.seat.remaining()  # type: ignore[attr-defined]
            await actor.press("escape")
            await actor.sees(WHAT_DO_YOU_SAY, "> that is busy")
            await actor.press("ctrl+u", *keys_of(SAID), "enter")
            await actor.sees(f"You {SAID[:30]}", "= You stayed in, and nobody came.")
            assert seat.local
            assert {1: OwnWords(SAID, Found.MATCHED)} == seat.local.words

    perform(scene)


def test_the_replies_instead(tmp_path: Path) -> None:
    """Declined they are shown in every turn; Tab shows them in one, and the last row of the question too."""

    async def scene() -> None:
        klass = a_class(tmp_path)
        async with at_the_line(klass, tmp_path) as (actor, _):
            await actor.press("down", "enter")
            await actor.sees("1 You stayed in", "2 It is the busy season.")
            await actor.press("space")
            await actor.sees("And I can't stay in tomorrow.", "1 You stayed in")

    async def other() -> None:
        klass = a_class(tmp_path / "other")
        async with at_the_line(klass, tmp_path / "other") as (actor, seat):
            await actor.press("enter")
            await actor.sees("Tab show the replies")
            await actor.press("tab")
            await actor.sees("1 You stayed in")
            await actor.press("space")
            await actor.sees(WHAT_DO_YOU_SAY)
            await actor.press("ctrl+p")
            await actor.sees("Ranks")
            await actor.press("escape", *keys_of("that is busy"), "enter")
            await actor.sees("3 None of these: show me all the replies")
            await actor.press("3")
            await actor.sees("1 You stayed in", "2 It is the busy season.")
            await actor.press("2")
            await actor.sees("= It is the busy season.")
            assert isinstance(actor.app.screen, OwnWordsSeatScreen)
            assert seat.local
            assert [OwnWords("that is busy", Found.OFFERED)] == [*seat.local.words.values()]

    (tmp_path / "other").mkdir()
    perform(scene)
    perform(other)


def test_ten_seats_type(tmp_path: Path) -> None:
    """Some at the full screen, some in lines, some as browsers do: each is answered about its own sentence."""

    async def scene() -> None:
        klass = a_class(tmp_path)
        seats = await klass.join(*(f"Kim {at}" for at in range(10)))
        await klass.say("start")
        full, plain = seats[:AT_TERMINALS], seats[AT_TERMINALS : 2 * AT_TERMINALS]
        for seat in full:
            app = klass.trainee(seat, settings_of(tmp_path), answered=True)
            async with running(app, SMALL) as actor:
                await actor.sees(SHOW_REPLIES)
                await actor.press("enter")
                await actor.sees("Tab show the replies")
                await actor.press(*keys_of(TYPED), "enter")
                await actor.sees("= You stayed in")
        for seat in plain:
            wire, session = Wire(klass, seat), RemoteSession(klass.clock)
            said: list[str] = []
            lines = PlainSeat(wire, session, said.append)  # type: ignore[arg-type]
            session.apply(seat_state(klass.host, seat, enters=True))
            lines.handle_command(TYPED)
            await lines._send_all()
            lines._say_news(session.apply(await anext(wire.messages())))
            await lines._send_all()
            assert said == []
        for seat in seats[2 * AT_TERMINALS :]:
            wire = Wire(klass, seat)
            session = RemoteSession(klass.clock)
            session.apply(seat_state(klass.host, seat, enters=True))
            message = session.typed.say(TYPED)
            assert message
            await wire.send(message)
            session.apply(await anext(wire.messages()))
            await klass.move(seat, "own-it")
        found = [seat.local.words for seat in seats if seat.local]
        assert [{0: OwnWords(TYPED, Found.MATCHED)}] * len(seats) == found
        klass.record.close()

    perform(scene)
