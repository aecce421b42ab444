"""Exercises on the full screen: cards answered by keys, what is shown of them, and how they end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from simulator.drill.model import Card, Kind
from simulator.drill.words import NO_MATERIAL
from simulator.play.rules import Rules
from simulator.records.settings import LoadedSettings, Settings
from simulator.tui.app import SimulatorApp
from simulator.tui.drill_app import DrillApp
from simulator.tui.drill_text import reply_boxes
from simulator.tui.screens.drill import DrillScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.play import PlayScreen
from simulator.tui.widgets.portrait import Portrait
from tests.support.clock import Clock
from tests.support.drill_stage import NOW, DrillPlace
from tests.support.scene import perform
from tests.support.tui_stage import LARGE, LEAST, SMALL, Actor, running

if TYPE_CHECKING:
    from pathlib import Path

SIZES = pytest.mark.parametrize("size", [LEAST, SMALL, LARGE], ids=["60x20", "80x24", "140x40"])
CHOSEN = Settings(name="Ada", pace="off", motion=False, greeted=True)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> DrillPlace:
    """A player who has finished a conversation."""
    found = DrillPlace.at(tmp_path_factory.mktemp("drills"))
    found.finish("day-45")
    return found


@pytest.fixture
def place(finished: DrillPlace, tmp_path: Path) -> DrillPlace:
    """The same player, with no card answered yet."""
    return replace(finished, folder=tmp_path, cards=DrillPlace.at(tmp_path).cards)


def app_of(place: DrillPlace, kind: Kind | None = None, **settings: object) -> DrillApp:
    """The full screen of exercises."""
    chosen = replace(CHOSEN, **settings)  # type: ignore[arg-type]
    loaded = LoadedSettings(chosen, place.folder / "settings.toml")
    app = DrillApp(place.drills(), lambda: NOW, kind=kind, settings=loaded)
    app.animation_level = "none"
    return app


def cards_of(place: DrillPlace, kind: Kind | None = None) -> tuple[Card, ...]:
    """The cards that it asks."""
    return place.drills().session(kind, NOW).cards


async def answer(actor: Actor, card: Card, *, right: bool = True) -> None:
    """Answer a card by its numbers, or say that one doesn't know."""
    await actor.sees(card.questions[0].text)
    if not right:
        await actor.press(*["n"] * (len(card.questions) if card.kind is Kind.SHOPPER else 1))
        return
    for question in card.questions:
        await actor.sees(question.text)
        await actor.press(*(str(each) for each in sorted(question.right)))
        if question.several:
            await actor.press(str(len(question.options) + 1))


@pytest.mark.parametrize(
    ("kind", "size"), [*((kind, SMALL) for kind in Kind), (Kind.SLIP, LEAST), (Kind.REPLY, LARGE)]
)
def test_an_exercise_is_answered_by_keys(
    place: DrillPlace, kind: Kind, size: tuple[int, int]
) -> None:
    """What was right is said, when it comes back, and at the end how many were."""
    cards = cards_of(place, kind)[:2]

    async def scene() -> None:
        app = app_of(place, kind)
        async with running(app, size) as actor:
            for number, card in enumerate(cards, 1):
                await answer(actor, card)
                await actor.until(lambda n=number: len(place.cards.cards("Ada")) == n, "kept")  # type: ignore[misc]
                await actor.sees("Right.", "next exercise")
                await actor.press("enter")
            await actor.press("escape")
        assert (
            f"{len(cards)} exercise{'s' * (len(cards) > 1)} done, {len(cards)} of them right."
            == app.farewell
        )

    perform(scene)


@SIZES
def test_every_line_fits(place: DrillPlace, size: tuple[int, int]) -> None:
    """Before and after an answer each line is as wide as the screen, in ASCII too."""

    cards = cards_of(place)

    async def scene() -> None:
        async with running(app_of(place, ascii=True), size) as actor:
            for number, card in enumerate(cards, 1):
                await answer(actor, card, right=False)
                await actor.sees("Done" if number == len(cards) else "Next exercise")
                lines = actor.lines()
                assert {size[0]} == {len(line) for line in lines}
                assert [] == [line for line in lines if not line.replace("£", "").isascii()]
                await actor.press("enter")

    perform(scene)


def test_faces_stand_beside_the_moods(place: DrillPlace) -> None:
    """Four of them with their words, none where the player wants no portraits."""

    async def scene(portrait: str, many: int) -> None:
        async with running(app_of(place, Kind.SHOES, portrait=portrait), SMALL) as actor:
            await actor.sees("feel now?")
            await actor.until(lambda: many == len(actor.app.screen.query(Portrait)), "the faces")

    perform(lambda: scene("on", 4))
    perform(lambda: scene("off", 0))


def test_one_line_is_marked_before_they_are_taken(place: DrillPlace) -> None:
    """The last row says so, and a mark can be taken away again."""

    async def scene() -> None:
        card = cards_of(place, Kind.SLIP)[0]
        done = str(len(card.questions[0].options) + 1)
        async with running(app_of(place, Kind.SLIP), LARGE) as actor:
            await actor.sees("There may be several.")
            await actor.press(done)
            await actor.sees("Mark at least one line first")
            await actor.press("1")
            await actor.sees("marked")
            await actor.press("1")
            await actor.sees_no("marked")
        assert [] == place.cards.cards("Ada")

    perform(scene)


def test_ctrl_c_leaves_with_what_was_done(place: DrillPlace) -> None:
    """With the code of an interruption."""

    async def scene() -> None:
        app = app_of(place)
        async with running(app, SMALL) as actor:
            await answer(actor, cards_of(place)[0])
            await actor.sees("Right.")
            await actor.press("ctrl+c")
        assert (130, "1 exercise done, 1 of them right.") == (app.return_code, app.farewell)

    perform(scene)


def test_what_to_do_first(tmp_path: Path) -> None:
    """Where nothing is finished yet."""

    async def scene() -> None:
        async with running(app_of(DrillPlace.at(tmp_path)), SMALL) as actor:
            await actor.sees(" ".join(NO_MATERIAL.split())[:40])
            await actor.press("enter")

    perform(scene)


def test_from_home_and_back(place: DrillPlace) -> None:
    """By d, or by the row that says how many are due."""

    def app() -> SimulatorApp:
        game = SimulatorApp(
            place.library,
            place.saves,
            Rules(),
            person="Ada",
            now=Clock(),
            wall=lambda: NOW,
            settings=LoadedSettings(CHOSEN, place.folder / "settings.toml"),
            history=place.history,
        )
        game.animation_level = "none"
        return game

    place.history.path.with_name("drills.sqlite").unlink(missing_ok=True)

    async def scene() -> None:
        async with running(app(), LARGE) as actor:
            await actor.sees("Library, ")
            await actor.press("d")
            await actor.until(lambda: isinstance(actor.app.screen, DrillScreen), "exercises")
            await actor.sees("Which of the two is better?")
            await actor.press("n")
            await actor.sees("Not right.", "p play this scene")
            await actor.press("escape")
            await actor.until(lambda: isinstance(actor.app.screen, HomeScreen), "Home")
            await actor.sees("1 exercise done, 0 of them right.")
            await actor.press("d")
            await actor.sees("Which of the two is better?")
            await actor.press("n", "p")
            await actor.until(lambda: isinstance(actor.app.screen, PlayScreen), "the scene")
            await actor.press("escape")
            await actor.until(lambda: isinstance(actor.app.screen, HomeScreen), "Home again")

    perform(scene)


def test_home_says_what_is_due(place: DrillPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a row that leads there."""
    monkeypatch.setattr("simulator.play.drills.Drills.due", lambda *_: 3)

    async def scene() -> None:
        game = SimulatorApp(
            place.library,
            place.saves,
            Rules(),
            person="Ada",
            now=Clock(),
            wall=lambda: NOW,
            settings=LoadedSettings(CHOSEN, place.folder / "settings.toml"),
            history=place.history,
        )
        game.animation_level = "none"
        async with running(game, LARGE) as actor:
            await actor.sees("Exercises: 3 are due", "not yet")
            await actor.press("home")
            home = game.screen_stack[0]
            assert isinstance(home, HomeScreen)
            while home.chosen != "drills":
                await actor.press("down")
            await actor.sees("Spot the slip: mark the replies that hurt.")
            await actor.press("enter")
            await actor.until(lambda: isinstance(game.screen, DrillScreen), "exercises")

    perform(scene)


def test_boxes() -> None:
    """Beside each other where there is room, else one above the other; each line as wide as the others."""
    texts = ("A short one.", "A longer one that needs two lines at the least to be read in a box.")
    wide, narrow = reply_boxes(texts, 76).splitlines(), reply_boxes(texts, 56).splitlines()
    assert (6, 9) == (len(wide), len(narrow))
    assert ({75}, {56}) == ({len(line) for line in wide}, {len(line) for line in narrow})
