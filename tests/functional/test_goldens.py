"""Whole screens as text, compared sign by sign with the files in tests/data/screens.

A screen that was changed on purpose is written anew with SIMULATOR_WRITE_SCREENS=1 in the environment of the tests, and then
read: the difference is what a user will see. Library, clock, theme and time zone are fixed, and nothing moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.drill.model import Kind
from simulator.play.rules import Rules
from simulator.play.shift_opening import OpenedShift
from simulator.records.settings import LoadedSettings
from simulator.report.helped_most import WORKING
from simulator.tui.app import SimulatorApp
from simulator.tui.drill_app import DrillApp
from simulator.tui.screens.debrief import DebriefScreen
from tests.support.drill_stage import NOW, DrillPlace
from tests.support.goldens import (
    CHOSEN,
    GOOD,
    HOME,
    SCREENS,
    SIZES,
    Golden,
)
from tests.support.hot_seat_stage import Table
from tests.support.scene import perform
from tests.support.shift_stage import ShiftPlace
from tests.support.tui_stage import LARGE, LEAST, SMALL, running

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.play.shift_session import ShiftSession
    from tests.support.tui_stage import Actor


@SIZES
def test_welcome(golden: Golden) -> None:
    """What somebody sees who opens it for the first time."""

    async def scene() -> None:
        async with running(golden.app(greeted=False, name=""), golden.size) as actor:
            await actor.sees("Start here", "The birthday parcel")
            await golden.shows(actor, "welcome")

    perform(scene)


@SIZES
def test_home_brief_progress_settings(golden: Golden) -> None:
    """Home with plays behind one, and what is opened from it."""

    async def scene() -> None:
        async with running(golden.played().app(), golden.size) as actor:
            await actor.sees("2 of 3", "Resume Not that")
            await actor.press("down", "down")
            await actor.sees("Omar Haddad")
            await golden.shows(actor, "home")
            await actor.press("p")
            await actor.sees("Progress · Ada", "Your last 5 satisfaction scores")
            await golden.shows(actor, "progress")
            await actor.press("escape")
            await actor.sees("Library, 3")
            await actor.press("s")
            await actor.sees("Enter changes a setting")
            await actor.press("down")
            await actor.sees("The colours: dark")
            await golden.shows(actor, "settings")
            await actor.press("escape")
            await actor.sees("Omar Haddad")
            await actor.press("enter")
            await actor.sees("Press Enter to begin")
            await golden.shows(actor, "brief")
            await actor.press("question_mark")
            await actor.sees("Help")
            await golden.shows(actor, "help")

    perform(scene)


@SIZES
@pytest.mark.parametrize(
    ("name", "id", "mode", "moves", "seen"),
    [
        ("phone", "late-parcel", "coach", ("listen", "back-to-you"), "So what happens now?"),
        ("phone-begins", "late-parcel", "practice", (), "Your page says delivered."),
        ("phone-over", "late-parcel", "coach", GOOD, "See the debrief"),
        ("chat", "wrong-chair", "coach", ("listen", "smile"), "do i get my chair"),
        ("chat-exam", "wrong-chair", "exam", ("listen", "stands"), "do i get my chair"),
    ],
)
def test_conversation(
    golden: Golden, name: str, id: str, mode: str, moves: tuple[str, ...], seen: str
) -> None:
    """A play under way, in the manner of its channel and with what its mode shows."""
    save = golden.play(id, *moves, mode=mode) if moves else None

    async def scene() -> None:
        app = golden.app(play=None if save else id, resume=save)
        async with running(app, golden.size) as actor:
            if not save:
                await actor.sees("Press Enter to begin")
                await actor.press("down", "enter")
            await actor.sees(seen)
            await golden.shows(actor, name)

    perform(scene)


@SIZES
@pytest.mark.parametrize(
    ("channel", "id"),
    [
        ("letter", "damp-letter"),
        ("email", "discontinued-filter"),
        ("counter", "wrong-cake"),
        ("social", "thread-with-an-audience"),
        ("video", "estimate-doubled"),
        ("peer", "blind-handover"),
    ],
)
def test_channel(golden: Golden, channel: str, id: str) -> None:
    """A shipped conversation of each other channel, after hearing more and one reply."""

    async def scene() -> None:
        async with running(golden.app(play=id), golden.size) as actor:
            await actor.sees("Press Enter to begin")
            await actor.press("enter")
            for move, key in enumerate(("space", "1"), 1):
                await actor.until(lambda: bool(actor.app.screen.query("Replies")), "the replies")
                await actor.press(key)
                await actor.sees(f"move {move + 1}")
            await golden.shows(actor, channel)

    perform(scene)


@SIZES
def test_own_words(golden: Golden) -> None:
    """The line while a sentence is typed, the question which reply it means, and both sentences in the transcript."""
    typed = "so you were in since eight and we gave it away"

    async def scene() -> None:
        app = golden.app(play="late-parcel", own_words=True)
        async with running(app, golden.size) as actor:
            await actor.sees("Press Enter to begin")
            await actor.press("enter")
            await actor.sees("what do you say?")
            await actor.press("space")
            await actor.sees("move 2")
            await actor.press(*("space" if sign == " " else sign for sign in typed))
            await actor.sees("> so you were in")
            await golden.shows(actor, "own-words-typing")
            await actor.press("enter")
            await actor.sees("Which of these did you mean?")
            await golden.shows(actor, "own-words-asking")
            await actor.press("1")
            await actor.sees("move 3")
            await golden.shows(actor, "own-words-said")

    perform(scene)


@SIZES
def test_debrief(golden: Golden) -> None:
    """Each pane, once all has been found out."""
    save = golden.play("late-parcel", "sorry", "listen", "tomorrow")

    async def scene() -> None:
        async with running(golden.app(resume=save), golden.size) as actor:
            await actor.sees("See the debrief")
            await actor.press("enter")
            await actor.until(lambda: isinstance(actor.app.screen, DebriefScreen), "the debrief")
            await actor.sees("of a possible ")
            await golden.shows(actor, "debrief-moments")
            await actor.press("m", "5")
            await actor.sees("would have kept 45")
            await actor.sees_no(WORKING)
            for key, seen in enumerate(
                (
                    "How it went",
                    "this play, ",
                    "Satisfaction",
                    "Move 1 in detail",
                    "What would",
                    "Lesson",
                ),
                1,
            ):
                await actor.press(str(key))
                await actor.sees(seen)
                await golden.shows(actor, f"debrief-{key}")

    perform(scene)


@SIZES
def test_round_at_one_terminal(golden: Golden, tmp_path: Path) -> None:
    """The roster, the hand-over, the brief, a turn, a result, the board and the end."""

    async def scene() -> None:
        table = Table(tmp_path)
        app = table.app()
        async with running(app, golden.size) as actor:
            await actor.sees("who is playing?")
            await actor.press(*"Kim", "enter", *"Lou:1.5", "enter")
            await golden.shows(actor, "round-roster")
            await actor.press("enter")
            await golden.shows(actor, "round-hand-over")
            await actor.press("enter")
            await golden.shows(actor, "round-brief")
            await actor.press("enter")
            await golden.shows(actor, "round-turn")
            await actor.press("escape")
            await actor.sees("Leave this conversation?")
            await golden.shows(actor, "round-leave")
            await actor.press("up", "enter")
            await golden.shows(actor, "round-result")
            await actor.press("enter")
            await golden.shows(actor, "round-board")
            await actor.press("enter", "c", "up", "enter")
            await golden.shows(actor, "round-end")
        table.close()

    perform(scene)


@SIZES
@pytest.mark.parametrize("kind", Kind)
def test_exercises(golden: Golden, tmp_path: Path, kind: Kind) -> None:
    """A card of each exercise, asked and answered."""
    place = DrillPlace.at(tmp_path)
    place.finish("day-45")

    async def scene() -> None:
        app = DrillApp(
            place.drills(), lambda: NOW, kind=kind, settings=LoadedSettings(CHOSEN, HOME)
        )
        app.animation_level = "none"
        async with running(app, golden.size) as actor:
            await actor.sees("don't know", "exercise 1 of")
            await golden.shows(actor, f"drill-{kind}")
            several = kind is Kind.SLIP
            await actor.press(*("1", "5") if several else "1" * (8 if kind is Kind.SHOPPER else 2))
            await actor.sees("Comes back" if golden.size == LARGE else "Next exercise")
            await golden.shows(actor, f"drill-{kind}-answered")

    perform(scene)


@SIZES
def test_shift(golden: Golden, tmp_path: Path) -> None:
    """Before it, a customer, the wall between two customers, and after."""
    place = ShiftPlace.at(tmp_path)
    session = place.begin()

    async def scene() -> None:
        settings = LoadedSettings(CHOSEN, HOME)
        app = SimulatorApp(
            place.library,
            place.saves,
            Rules(),
            person="Ada",
            now=lambda: 0.0,
            wall=lambda: NOW,
            settings=settings,
            shift=OpenedShift(session),
        )
        app.animation_level = "none"
        async with running(app, golden.size) as actor:
            await actor.sees("How are you today")
            await golden.shows(actor, "shift-before")
            await actor.press("2", "1")
            await actor.sees("1 Next")
            await actor.press("enter", "space")
            await actor.sees("The blue one.")
            await golden.shows(actor, "shift-customer")
            await give(actor, session, "mixed")
            await actor.press("enter")
            await actor.sees("Do an exercise first")
            await golden.shows(actor, "shift-between")
            await actor.press("1", "space")
            await actor.sees("The blue one.")
            await give(actor, session, "two-skills")
            await actor.press("enter")
            await actor.sees("One thing for next time")
            await golden.shows(actor, "shift-after")

    perform(scene)


async def give(actor: Actor, session: ShiftSession, id: str) -> None:
    """Give a reply of a shift's customer by its number."""
    number = next(choice.number for choice in session.seat.choices() if choice.id == id)
    await actor.press(str(number))
    await actor.sees("See what it did")


def test_every_file_is_used() -> None:
    """No screen is left over that nothing is compared with."""
    names = [
        "welcome",
        *("home", "progress", "settings", "brief", "help"),
        *("phone", "phone-begins", "phone-over", "chat", "chat-exam"),
        *("letter", "email", "counter", "social", "video", "peer"),
        "debrief-moments",
        *(f"own-words-{step}" for step in ("typing", "asking", "said")),
        *(f"debrief-{pane}" for pane in range(1, 7)),
        *(f"round-{what}" for what in ("roster", "hand-over", "brief", "turn", "leave")),
        *(f"round-{what}" for what in ("result", "board", "end")),
        *(f"host-{what}" for what in ("set-up", "lobby", "open", "more-time", "debrief")),
        *(f"host-{what}" for what in ("walk", "walk-names", "walk-principles")),
        *(f"seat-{what}" for what in ("lobby", "play", "round", "paused")),
        *("seat-debrief", "seat-debrief-class"),
        *(f"shift-{what}" for what in ("before", "customer", "between", "after")),
        *(f"drill-{kind}{state}" for kind in Kind for state in ("", "-answered")),
    ]
    expected = {f"{name}-{w}x{h}.txt" for name in names for w, h in (LEAST, SMALL, LARGE)}
    assert expected == {path.name for path in SCREENS.glob("*.txt")}
