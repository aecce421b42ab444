"""The screens of a round in a class as text: the trainer's from set-up to the walk, and a seat's from lobby to debrief.

Kept and compared as the game's other screens are (test_goldens.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.records.settings import LoadedSettings
from simulator.tui.host_choice import Chosen
from simulator.tui.hosting import SetupApp
from simulator.tui.screens import host
from tests.support.class_stage import ClassOf
from tests.support.goldens import CHOSEN, HOME, SIZES, Golden, shelved
from tests.support.scene import perform
from tests.support.tui_stage import running

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.rounds.hosted.participants import Seat

SETTINGS = LoadedSettings(CHOSEN, HOME)
SHELF = (shelved("late-parcel"), shelved("wrong-chair"))
NAMES = ("Kim", "Lou", "Maximilian von Hohenberg", "Ōkubo 大久保", "Sam")


@pytest.fixture(autouse=True)
def _no_trend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no trend of the class mood, which depends on how often the round was looked at between two moves."""
    monkeypatch.setattr(host, "BETWEEN", float("inf"))


async def half_played(klass: ClassOf, seats: list[Seat]) -> None:
    """Some are done, some well on, one has not begun."""
    kim, lou, max_, okubo, _ = seats
    await klass.move(kim, "listen", "listen", "back-to-you", "listen", "before-seven", "ring")
    await klass.move(lou, "sorry", "listen")
    await klass.move(max_, "system")
    await klass.move(okubo, "listen", "back-to-you", "tomorrow")


@SIZES
def test_setting_up(golden: Golden) -> None:
    """Scenarios marked in their order, a longer limit."""

    async def scene() -> None:
        app = SetupApp(SHELF, Chosen(limit=1200), "192.168.1.20", SETTINGS)
        async with running(app, golden.size) as actor:
            await actor.sees("Host a round", "Not that chair")
            await actor.press("down", "enter", "up", "enter")
            await actor.sees("1. ", "2. ")
            await golden.shows(actor, "host-set-up")

    perform(scene)


@SIZES
def test_the_trainer(golden: Golden, tmp_path: Path) -> None:
    """An empty lobby, the round under way, somebody's time, and the walk through what the class did, with and without names."""

    async def scene() -> None:
        klass = ClassOf(tmp_path, SHELF)
        async with running(klass.trainer(SETTINGS), golden.size) as actor:
            await actor.sees("No one has joined yet.")
            await golden.shows(actor, "host-lobby")
            seats = await klass.join(*NAMES)
            await klass.say("team", seat=seats[0].id, team="red")
            await klass.say("team", seat=seats[1].id, team="blue")
            await klass.say("seat-time", seat=seats[2].id, factor=1.5)
            del klass.server.announcer.by_seat[seats[4].id]
            await klass.say("start")
            await half_played(klass, seats)
            klass.clock.seconds += 61
            await actor.sees("2 of 5 have finished.", "No move for a minute: ")
            await golden.shows(actor, "host-open")
            await actor.press("e")
            await actor.sees("How much more time")
            await golden.shows(actor, "host-more-time")
            await actor.press("escape")
            await klass.say("close")
            await actor.sees("shows what the class did")
            await golden.shows(actor, "host-debrief")
            await actor.press("d")
            await actor.sees("Turning point 1 of")
            await golden.shows(actor, "host-walk")
            await actor.press("v")
            await actor.sees("Lou")
            await golden.shows(actor, "host-walk-names")
            await actor.press(*(["right"] * 9))
            await actor.sees("Principles")
            await golden.shows(actor, "host-walk-principles")
        klass.record.close()

    perform(scene)


@SIZES
def test_a_seat(golden: Golden, tmp_path: Path) -> None:
    """The lobby, the conversation and how the round goes over it, done before the others, and the debrief."""

    async def scene() -> None:
        klass = ClassOf(tmp_path, SHELF)
        seats = await klass.join(*NAMES)
        lou = seats[1]
        async with running(klass.trainee(lou, SETTINGS), golden.size) as actor:
            await actor.sees("You meet Omar Haddad.", "Waiting for the trainer")
            await golden.shows(actor, "seat-lobby")
            await klass.say("start")
            await half_played(klass, seats)
            klass.tell(lou)
            await actor.sees("Inconvenience.")
            await golden.shows(actor, "seat-play")
            await actor.press("r")
            await actor.sees("2 of 5 have finished.")
            await golden.shows(actor, "seat-round")
            await actor.press("escape")
            await klass.say("pause")
            klass.tell(lou)
            await actor.sees("paused")
            await golden.shows(actor, "seat-paused")
            await klass.say("go-on")
            await klass.move(lou, "tomorrow")
            await klass.say("close")
            klass.tell(lou)
            await actor.sees("Where you stand")
            await golden.shows(actor, "seat-debrief")
            await actor.press("left")
            await actor.sees("Turning point 1 of")
            await golden.shows(actor, "seat-debrief-class")
        klass.record.close()

    perform(scene)
