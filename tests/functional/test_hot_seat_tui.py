"""A round at one terminal in the full screen: what is pressed, what is seen, and what must not be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from simulator.rounds.hot_seat.model import Variant
from simulator.tui.hotseat import HotSeatApp
from tests.support.scene import perform
from tests.support.tui_stage import LARGE, SMALL, Actor, running

if TYPE_CHECKING:
    from tests.support.hot_seat_stage import Table

    pass


async def replies(actor: Actor, reply: str) -> None:
    """Give a reply by its id, wherever it stands for this player."""
    app = actor.app
    assert isinstance(app, HotSeatApp)
    play = app.hot.present
    assert play
    made = len(play.seat.turns)
    (number,) = [choice.number for choice in play.seat.choices() if choice.id == reply]
    await actor.press(str(number))
    await actor.until(lambda: len(play.seat.turns) > made, reply)


async def takes_over(actor: Actor, name: str) -> None:
    """The hand-over, the brief, and into the play."""
    await actor.sees(f"Pass the keyboard to {name}.")
    await actor.press("enter")
    await actor.sees("with a clock")
    await actor.press("enter")
    await actor.sees(f"{name} ·")


async def plays_badly(actor: Actor) -> None:
    """To the end by the shortest way."""
    await replies(actor, "brush-off")
    await actor.press("enter")
    await replies(actor, "tell")
    await actor.sees("See the debrief")
    await actor.press("enter")


@pytest.mark.usefixtures("brief_messages")
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_from_the_roster_to_the_end(table: Table, size: tuple[int, int]) -> None:
    """Names, hand-over, brief, play, result, board, and at the end the class and each debrief."""

    async def scene() -> None:
        app = table.app()
        async with running(app, size) as actor:
            await actor.sees("Monday", "who is playing?")
            await actor.press("enter")
            await actor.sees("You need at least one player")
            await actor.press(*"Kim", "enter", *"Kim:none", "enter", *"Max", "enter")
            await actor.sees("1. Kim", "2. Kim 2, without a clock", "There is only room for 2")
            await actor.press("enter")

            await actor.sees("Pass the keyboard to Kim.", "Kim, press Enter when you're ready.")
            await actor.sees_no("Customer 0")
            await actor.press("enter")
            await actor.sees("You meet Customer 0", "Mode: exam, with a clock.")
            asked = table.clock.asked
            await actor.press("enter")
            await actor.sees("Kim ·", "My parcel was meant to come on Monday.")
            assert table.clock.asked > asked
            await plays_badly(actor)
            await actor.sees("Kim: the result", "1st of 1 so far", "Ending: saved.")
            await actor.press("d")
            await actor.sees("Late parcel how it went")
            await actor.press("escape")
            await actor.sees("Kim: the result")
            await actor.press("enter")
            await actor.sees("The board", "1. Kim, ", "Still to play: Kim 2.")
            await actor.press("enter")

            await actor.sees("Pass the keyboard to Kim 2.")
            await actor.sees_no("Customer 0", "depot", "points", "saved")
            await actor.press("enter")
            await actor.sees("Mode: exam, without a clock.")
            await actor.press("enter")
            await actor.sees("Kim 2 ·", "Customer 1")
            await plays_badly(actor)
            await actor.sees("1st of 2")
            await actor.press("enter")
            await actor.sees("The board", "2. Kim 2" if "2. Kim 2" in actor.text() else "1. Kim 2")
            await actor.press("enter")

            await actor.sees(
                "Monday: the end",
                "What the conversations have in common",
                "Choose a debrief to read",
            )
            await actor.press("s")
            await actor.sees("covers the whole round", "Text to read")
            await actor.press("enter")
            await actor.sees("File name", "> round-monday.txt")
            actor.app.screen.query_one(Input).value = str(table.folder / "round.txt")
            await actor.press("enter")
            await actor.sees("Saved as ")
            await actor.press("down", "enter")
            await actor.sees("Late parcel how it went")
            await actor.press("s")
            await actor.sees("contains the whole conversation")
            await actor.press("enter")
            await actor.sees("File name", "> debrief-monday-kim-2.txt")
            actor.app.screen.query_one(Input).value = str(table.folder / "kim-2.txt")
            await actor.press("enter")
            await actor.until((table.folder / "kim-2.txt").exists, "the report")
            await actor.press("escape")
            await actor.sees("Monday: the end")
            await actor.press("escape")
        assert 0 == app.return_code
        report = (table.folder / "round.txt").read_text("utf-8")
        assert "2 conversations by 2 players in 2 scenarios" in report
        one = (table.folder / "kim-2.txt").read_text("utf-8")
        assert ("Kim 2" in one, "Customer 1" in one, "How it ended" in one) == (True, True, True)

    perform(scene)


def test_between_the_turns(table: Table) -> None:
    """Later, out, add, time, the board and the end have their keys; what cannot be undone is asked."""
    table.scenarios = 3

    async def scene() -> None:
        async with running(table.app("Kim,Lou")) as actor:
            assert table.opened
            hot = table.opened.round
            await actor.sees("Pass the keyboard to Kim.")
            await actor.press("l")
            await actor.sees("Pass the keyboard to Lou.")
            await actor.press("t")
            await actor.sees("Type a name and how many")
            await actor.press(*"Lou:2", "enter")
            await actor.sees("Lou, twice the usual time.")
            assert 2.0 == hot.named("Lou").factor
            await actor.press("t", *"nobody:2", "enter")
            await actor.sees("There isn't anyone called")
            await actor.press("a", *"Max", "enter")
            await actor.sees("Max has joined.")
            await actor.press("a", *"Nic", "enter")
            await actor.sees("There isn't a scenario left")
            await actor.press("b")
            await actor.sees("Each player sees only")
            await actor.press("o")
            await actor.sees("off the roster?")
            await actor.press("enter")
            assert ["player-2", "player-1", "player-3"] == hot.order
            await actor.press("o", "up", "enter")
            await actor.sees("Pass the keyboard to Kim.")
            await actor.press("c", "up", "enter")
            await actor.sees("the end", "No one has played.")

    perform(scene)


def test_leaving_a_play(table: Table) -> None:
    """It is asked what is meant: back, stop, or the end of this play."""

    async def scene() -> None:
        app = table.app("Kim,Lou")
        async with running(app) as actor:
            await takes_over(actor, "Kim")
            await replies(actor, "own-it")
            await actor.press("escape")
            await actor.sees("Leave this conversation?")
            await actor.press("escape")
            await actor.sees_no("Leave this conversation?")
            await actor.press("escape", "enter")  # an Enter too many does no harm
            await actor.sees_no("Leave this conversation?")
            await actor.press("escape", "up", "up", "enter")
        assert 0 == app.return_code
        table.reopen()

        async with running(table.app()) as actor:
            await actor.sees("Pass the keyboard to Kim.", "in the middle of a conversation")
            await actor.press("enter")
            await actor.sees("Kim ·", "That is ours to put right.")
            await actor.press("escape", "up", "enter")
            await actor.sees("Kim: the result", "It was left unfinished.")
            await actor.press("d")
            await actor.sees("Late parcel how it went")

    perform(scene)


def test_interrupted(table: Table) -> None:
    """Ctrl-C ends it with the code of an interruption, wherever; every move is in the file."""

    async def scene() -> None:
        app = table.app("Kim,Lou")
        async with running(app) as actor:
            await takes_over(actor, "Kim")
            await replies(actor, "own-it")
            await actor.press("ctrl+c")
        assert 130 == app.return_code
        table.reopen()
        assert table.opened
        assert 1 == len(table.opened.round.plays["player-1"].seat.turns)

    perform(scene)


def test_nothing_is_taken_back(table: Table) -> None:
    """Also in a mode that would allow it alone, and it is said."""
    table.mode = "coach"

    async def scene() -> None:
        async with running(table.app("Kim,Lou")) as actor:
            await takes_over(actor, "Kim")
            await replies(actor, "own-it")
            await actor.press("u")
            await actor.sees("Moves in a round can't be undone.")

    perform(scene)


def test_together(table: Table) -> None:
    """After a reply the keyboard goes on, the last words stay in sight, and no clock runs meanwhile."""
    table.variant, table.scenarios = Variant(together=True), 1

    async def scene() -> None:
        async with running(table.app("Kim,Lou")) as actor:
            assert table.opened
            hot = table.opened.round
            await takes_over(actor, "Kim")
            await actor.press("space")
            await actor.sees("And I can't stay in tomorrow.", "Kim ·")
            await replies(actor, "own-it")
            await actor.sees("Pass the keyboard to Lou.", "Yes. Exactly.")
            play = hot.present
            assert play
            left = play.seat.remaining()
            table.clock.seconds += 500
            assert left == play.seat.remaining()
            await actor.press("1")
            assert 2 == len(play.seat.turns)

            await actor.press("enter")
            await actor.sees("Lou ·", "Say nothing")
            await actor.press("enter")
            await actor.sees("Pass the keyboard to Kim.", "You said nothing.")
            await actor.press("enter")
            await actor.sees("Kim ·")
            await replies(actor, "tell")
            await actor.sees("See the debrief")
            await actor.press("enter")
            await actor.sees("Monday: the end", "Monday: ", "of 200 points.", "Who chose what")
            await actor.sees("1. Kim: listened.", "3. Lou: said nothing.")

    perform(scene)


def test_the_limit(table: Table) -> None:
    """It is said when it comes near, and ends the play, also under a question."""
    table.limit = 50

    async def scene() -> None:
        app = table.app("Kim,Lou:none")
        async with running(app) as actor:
            await takes_over(actor, "Kim")
            play = app.hot.plays["player-1"]
            table.clock.seconds += 15
            await replies(actor, "own-it")
            table.clock.seconds += 15
            await actor.sees("20 seconds left for the")
            await actor.press("escape")
            await actor.sees("Leave this conversation?")
            table.clock.seconds += 15
            await actor.until(
                lambda: len(play.seat.turns) == 2, "the silence of a clock that ran out"
            )
            table.clock.seconds += 15
            await actor.sees("Kim: the result", "Time ran out.")
            await actor.sees_no("Leave this conversation?")

    perform(scene)


def test_a_disk_that_takes_nothing(table: Table) -> None:
    """A step that cannot be kept is not done: tried again, or gone on with unkept, or stopped with."""

    async def scene() -> None:
        app = table.app("Kim,Lou")
        async with running(app) as actor:
            await actor.sees("Pass the keyboard to Kim.")
            table.full(full=True)
            await actor.press("enter", "enter")
            await actor.sees("This step couldn't be saved")
            table.full(full=False)
            await actor.press("enter")
            await actor.sees("Kim ·")
            table.full(full=True)
            await actor.press("space")
            await actor.sees("This move couldn't be saved")
            await actor.press("down", "enter")
            await actor.sees("And I can't stay in tomorrow.")
            await plays_badly(actor)
            await actor.sees("Kim: the result")
            await actor.press("enter", "enter")
            await actor.sees("Pass the keyboard to Lou.")
            assert not app.hot.kept
            await actor.press("escape")
        assert 0 == app.return_code

    perform(scene)


def test_hostile_names(table: Table) -> None:
    """Markup in a name is read and not obeyed."""

    async def scene() -> None:
        async with running(table.app()) as actor:
            await actor.sees("who is playing?")
            await actor.press(*"[bold]x[/] [@click=x]", "enter")
            await actor.sees("1. [bold]x[/] [@click=x]")
            await actor.press("enter")
            await actor.sees("Pass the keyboard to [bold]x[/] [@click=x].")
            await takes_over(actor, "[bold]x[/] [@click=x]")

    perform(scene)
