"""A shift on the full screen: before, its customers, the pause between them, the day after; left, and resumed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.play.rules import Rules
from simulator.play.shift_opening import OpenedShift
from simulator.records.card_file import CardFile
from simulator.records.journal import read
from simulator.records.settings import LoadedSettings, Settings
from simulator.tui.app import SimulatorApp
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.drill import DrillScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.play import PlayScreen
from simulator.tui.screens.shift_after import ShiftAfterScreen
from simulator.tui.screens.shift_customer import ShiftCustomerScreen
from simulator.tui.screens.shift_pause import ShiftPauseScreen
from tests.support.scene import perform
from tests.support.shift_stage import STARTED, WHOLE_DAY, ShiftPlace
from tests.support.tui_stage import LARGE, LEAST, Actor, running

if TYPE_CHECKING:
    from simulator.play.shift_session import ShiftSession

SIZES = pytest.mark.parametrize("size", [LEAST, LARGE], ids=["60x20", "140x40"])


@pytest.fixture
def place(tmp_path: Path) -> ShiftPlace:
    """A short day, and no shifts yet."""
    return ShiftPlace.at(tmp_path)


def app_of(place: ShiftPlace, session: ShiftSession, *, ascii_only: bool = False) -> SimulatorApp:
    """The full screen of `simulator shift`."""
    return game(place, person="Ada", ascii_only=ascii_only, shift=OpenedShift(session))


async def says(actor: Actor, session: ShiftSession, id: str) -> None:
    """Give a reply by its number."""
    number = next(choice.number for choice in session.seat.choices() if choice.id == id)
    await actor.press(str(number))


@SIZES
def test_from_the_first_question_to_the_pledge(place: ShiftPlace, size: tuple[int, int]) -> None:
    """What is asked, a breath, the wall in words and as a picture, the day, a debrief, the pledge."""
    session = place.begin()

    async def scene() -> None:
        app = app_of(place, session)
        async with running(app, size) as actor:
            await actor.sees("A short day", "1 low", "5 great", "Your composure: 60, steady.")
            await actor.press("2")
            await actor.sees("What will you watch for today?", "Today: not great.")
            await actor.press("s")
            await actor.sees(
                "Rain. Composure −5.",
                "▇▇▇",
                "The wall is the business.",
                "1 Next: on the phone with Omar",
            )
            await actor.press("enter")
            await actor.sees("My key is gone.", "tired", "a breathe")
            await actor.press("space")
            await actor.sees("The blue one.")
            await says(actor, session, "two-skills")
            await actor.sees("See what it did to the business")
            await actor.press("enter")
            await actor.sees("Omar will come back.", "All 60 bricks are in place.", "Sun.")
            assert isinstance(app.screen, ShiftPauseScreen)
            await actor.press("1")
            await actor.until(lambda: isinstance(app.screen, ShiftCustomerScreen), "the next")
            await actor.sees("My key is gone.")
            await actor.press("a")
            await actor.sees("You take a breath.")
            await actor.press("space")
            await actor.sees("The blue one.")
            await says(actor, session, "mixed")
            await actor.sees("See what it did to the business")
            await actor.press("enter")
            await actor.until(lambda: isinstance(app.screen, ShiftAfterScreen), "the day")
            await actor.sees("One thing for next time", "2 of 2 customers served")
            await actor.press("1")
            await actor.sees("ask you about it.", "Read a customer's debrief")
            await actor.press("1")
            await actor.sees("Whose debrief?", "Omar")
            await actor.press("enter")
            await actor.until(lambda: isinstance(app.screen, DebriefScreen), "the debrief")
            await actor.press("escape")
            await actor.until(lambda: isinstance(app.screen, ShiftAfterScreen), "the day again")
            await actor.press("3")
        assert "Read it again with: simulator shift --resume short-day" in app.farewell

    perform(scene)
    record = read(place.saves.path("short-day"))
    assert WHOLE_DAY == record.moves
    assert ["day", "pledge"] == [kind for kind, _ in record.notes]


def test_it_is_left_in_mid_customer_and_resumed_there(place: ShiftPlace) -> None:
    """And in ASCII the wall is drawn with plain signs."""
    session = place.begin("listen")

    async def left() -> None:
        app = app_of(place, session)
        async with running(app) as actor:
            await actor.sees("The blue one.", "you 56 tired")
            await says(actor, session, "two-skills")
            await actor.sees("See what it did")
            await actor.press("enter")
            await actor.sees("2 Do an exercise first", "3 Stop here")
            await actor.press("escape")
        assert "You've served 1 of the 2 customers so far." in app.farewell
        assert "Resume it with: simulator shift --resume short-day" in app.farewell

    async def resumed() -> None:
        again = place.resume().session
        app = app_of(place, again, ascii_only=True)
        async with running(app) as actor:
            await actor.sees("My key is gone.")
            await actor.press("space")
            await actor.sees("The blue one.")
            await says(actor, again, "plain")
            await actor.sees("See what it did")
            await actor.press("enter")
            await actor.sees("[##]", "One thing for next time")
            await actor.sees("2 In my own words")
            await actor.press("2")
            await actor.sees("Esc back")
            await actor.press(*"Breathe")
            await actor.press("enter")
            await actor.sees('"Breathe" The next shift will ask you about it.')

    perform(left)
    perform(resumed)
    assert [("pledge", "Breathe")] == [*read(place.saves.path("short-day")).notes]


@SIZES
def test_an_exercise_between_two_customers(place: ShiftPlace, size: tuple[int, int]) -> None:
    """One card, about someone who has been served and no one who is still to come; then the pause again."""
    session = place.begin("listen", "mixed")
    cards = CardFile.beside(place.history.path)

    async def scene() -> None:
        app = app_of(place, session)
        async with running(app, size) as actor:
            await actor.sees("My key is gone.")
            assert app.flow
            app.flow._pause()
            await actor.sees("2 Do an exercise first")
            await actor.press("2")
            await actor.until(lambda: isinstance(app.screen, DrillScreen), "the exercise")
            await actor.sees("exercise 1 of 1", "don't know")
            assert "A key" in actor.text()
            await actor.press("n")
            await actor.sees("Not right.", "Done")
            await actor.press("enter")
            await actor.until(lambda: isinstance(app.screen, ShiftPauseScreen), "the pause")
        assert 1 == len(cards.cards("Ada"))

    perform(scene)


def test_a_customer_is_talked_to_again_from_a_moment(place: ShiftPlace) -> None:
    """Outside the shift, in a conversation by itself, which is what the moves before it were copied into."""
    place.begin("listen", "two-skills", "listen", person=None).close()
    app = game(place)

    async def scene() -> None:
        async with running(app, LARGE) as actor:
            await resume_from_home(actor)
            flow = app.flow
            assert flow
            await says(actor, flow.session, "mixed")
            await actor.sees("See what it did")
            await actor.press("enter")
            await actor.sees("One thing for next time", "Not today")
            await actor.press("4")
            await actor.sees("Read a customer's debrief")
            await actor.press("1")
            await actor.sees("Whose debrief?")
            await actor.press("enter")
            await actor.until(lambda: isinstance(app.screen, DebriefScreen), "the debrief")
            await actor.sees("try again", "2 You took responsibility (move 2)")
            await actor.press("2", "enter")
            await actor.until(lambda: isinstance(app.screen, PlayScreen), "the conversation")
            await actor.sees("The blue one.")
            assert app.flow is None
            await actor.press("escape")
            await actor.until(lambda: isinstance(app.screen, ShiftAfterScreen), "the day")
            await actor.sees("One thing for next time")
            await actor.press("escape")
            await actor.sees("Work a shift:")

    perform(scene)
    record = read(place.saves.path("key"))
    assert (("listen",), 1) == (record.moves, record.header.given)


def game(
    place: ShiftPlace,
    *,
    person: str | None = None,
    ascii_only: bool = False,
    shift: OpenedShift | None = None,
) -> SimulatorApp:
    """The whole game, with this library."""
    chosen = Settings(pace="off", motion=False, greeted=True, ascii=ascii_only)
    app = SimulatorApp(
        place.library,
        place.saves,
        Rules(),
        person=person,
        now=lambda: 0.0,
        wall=lambda: STARTED,
        settings=LoadedSettings(chosen, place.folder / "settings.toml"),
        history=place.history,
        shift=shift,
    )
    app.animation_level = "none"
    return app


async def resume_from_home(actor: Actor) -> None:
    """Resume the shift that was left, by the row of Home."""
    await actor.sees("Work a shift: Resume: A short day, A short day", "not yet")
    await actor.press("home")
    home = actor.app.screen_stack[0]
    assert isinstance(home, HomeScreen)
    while home.chosen != "shifts":
        await actor.press("down")
    await actor.press("enter")
    await actor.sees("Resume: A short day (3 moves so far)")
    await actor.press("enter")
    await actor.sees("The blue one.")


def test_a_shift_that_is_left_says_what_was_done(place: ShiftPlace) -> None:
    """On Home as a page, since it takes some lines."""
    place.begin("listen", "two-skills", "listen", person=None).close()
    app = game(place)

    async def scene() -> None:
        async with running(app, LARGE) as actor:
            await resume_from_home(actor)
            await actor.press("escape")
            await actor.sees("Your shift so far", "You've served 1 of the 2 customers so far.")
            await actor.press("end")
            await actor.sees("Resume it with")
            await actor.press("escape")
            await actor.sees_no("Your shift so far")

    perform(scene)


@SIZES
def test_low_composure_is_said_in_words(place: ShiftPlace, size: tuple[int, int]) -> None:
    """Where there is a rail below one's own gauge, elsewhere in the line above the replies."""
    place.write(
        "shifts/short-day",
        (Path(place.library.folders[0]) / "shifts" / "short-day.toml")
        .read_text()
        .replace("composure = -5", "composure = -28"),
    )
    session = place.begin()

    async def scene() -> None:
        app = app_of(place, session)
        async with running(app, size) as actor:
            await actor.press("s", "s")
            await actor.sees("worn thin", "You're running on empty")
            await actor.press("enter")
            await actor.sees("worn thin")
            await actor.press("space")
            await actor.sees("You're running on empty")

    perform(scene)


def test_home_leads_to_a_shift_and_back(place: ShiftPlace) -> None:
    """A row of Home lists them, and one that was left is resumed from there."""
    place.begin("listen", person=None).close()
    app = game(place)

    async def scene() -> None:
        async with running(app, LARGE) as actor:
            await actor.sees("Work a shift: Resume: A short day, A short day")
            await actor.sees("not yet")  # what was reached comes last, and fills the list again
            await actor.press("home")
            home = app.screen_stack[0]
            assert isinstance(home, HomeScreen)
            while home.chosen != "shifts":
                await actor.press("down")
            await actor.sees("A short day: 2 customers, about 5 minutes.")
            await actor.press("enter")
            await actor.sees("Resume: A short day (1 move so far)")
            await actor.press("enter")
            await actor.sees("The blue one.", "customer 1 of 2")
            await actor.press("escape")
            await actor.sees("Work a shift:", "Resume it with")
            assert app.flow is None

    perform(scene)
