"""Whole screens as text, compared sign by sign with the files in tests/data/screens.

A screen that was changed on purpose is written anew with SIMULATOR_WRITE_SCREENS=1 in the environment of the tests, and then
read: the difference is what a user will see. Library, clock, theme and time zone are fixed, and nothing moves.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.play.opening import begin
from simulator.play.rules import Rules
from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.records.settings import LoadedSettings, Settings
from simulator.report.helped_most import WORKING
from simulator.scenario.library import Library, ScenarioFile, load
from simulator.tui.app import SimulatorApp
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.widgets.rows import Rows
from simulator.vocabulary import Mode
from tests.functional.test_hot_seat_tui import Table
from tests.functional.tui_stage import LARGE, PATIENCE, SMALL, Actor, Clock, running

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

SCREENS = Path(__file__).parents[1] / "data" / "screens"
LIBRARY = Library((SCREENS / "library",))
WRITES = bool(os.environ.get("SIMULATOR_WRITE_SCREENS"))
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x40"])
HOME = Path("/home/ada/.config/customer-service-simulator/settings.toml")
NOW = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)
CHOSEN = Settings(name="Ada", pace="off", motion=False, greeted=True)
GOOD = ("listen", "listen", "back-to-you", "listen", "before-seven", "ring")
MIXED = ("listen", "back-to-you", "before-seven", "ring")
PLAYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("late-parcel", ("system", "fetch-it")),
    ("late-parcel", ("sorry", "tomorrow")),
    ("wrong-chair", ("smile", "policy")),
    ("wrong-chair", ("listen", "stands", "friday")),
    ("late-parcel", MIXED),
    ("late-parcel", GOOD),
    ("wrong-chair", ("listen",)),
)
"""Plays that were made before, each an hour after the one before it; the last has not ended."""


class Golden:
    """Ada's desk: a library, plays and a history, an app on them, and the screens that it shows."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.size = size
        self.saves = Saves(folder / "saves")
        self.history = History(folder / "history.sqlite")

    def played(self) -> Golden:
        """With what was played before."""
        for hour, (id, moves) in enumerate(PLAYS):
            self.play(id, *moves, hour=9 + hour)
        return self

    def play(self, id: str, *moves: str, hour: int = 17, mode: str = "coach") -> str:
        """Play and leave; gives the name of the save."""
        started = datetime(2026, 1, 31, hour, tzinfo=UTC)
        opened = begin(
            shelved(id), Rules(Mode(mode)), self.saves, person="Ada", started=started, now=Clock()
        )
        for move in moves:
            opened.seat.move(move)
        opened.seat.close()
        name = opened.seat.name
        assert name
        left = started.timestamp() + 300
        os.utime(self.saves.folder / f"{name}.play", (left, left))
        return name

    def app(
        self, play: str | None = None, resume: str | None = None, **settings: object
    ) -> SimulatorApp:
        """The game as Ada has it."""
        chosen = replace(CHOSEN, **settings)  # type: ignore[arg-type]
        app = SimulatorApp(
            LIBRARY,
            self.saves,
            Rules(Mode.COACH),
            person=chosen.name or None,
            now=Clock(),
            wall=lambda: NOW,
            settings=LoadedSettings(chosen, HOME),
            history=self.history,
            play=shelved(play) if play else None,
            resume=resume,
        )
        app.animation_level = "none"
        return app

    async def shows(self, actor: Actor, name: str) -> None:
        """Wait until the screen is the one that is kept under this name; or keep it, where that is asked for."""
        path = SCREENS / f"{name}-{self.size[0]}x{self.size[1]}.txt"

        def shown() -> str:
            return "".join(f"{line.rstrip()}\n" for line in actor.lines())

        if WRITES:
            await actor.pilot.pause()
            path.write_text(shown(), "utf-8")
        expected = path.read_text("utf-8")
        end = time.monotonic() + PATIENCE
        while shown() != expected and time.monotonic() < end:
            await actor.pilot.pause()
        assert expected == shown()


def shelved(id: str) -> ScenarioFile:
    """A scenario of the library, by a path that does not depend on where the tests lie."""
    path = LIBRARY.find(id)
    return ScenarioFile(path, load(path, f"{id}.toml"))


def perform(scene: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run a scene to its end."""
    asyncio.run(scene())


@pytest.fixture
def golden(tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> Golden:
    """Ada's desk, in a place where it is as late as in Greenwich."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("NO_COLOR", raising=False)
    time.tzset()
    return Golden(tmp_path, size)


@SIZES
def test_welcome(golden: Golden) -> None:
    """What somebody sees who opens it for the first time."""

    async def scene() -> None:
        async with running(golden.app(greeted=False, name=""), golden.size) as actor:
            await actor.sees("Welcome")
            home = actor.app.screen_stack[0]
            await actor.until(lambda: home.query_one(Rows).option_count > 1, "the list beneath")
            width, height = golden.size
            await actor.pilot.resize_terminal(width + 1, height)  # which draws what is beneath too
            await actor.pilot.resize_terminal(width, height)
            await actor.sees("Welcome", "The birthday parcel")
            await golden.shows(actor, "welcome")

    perform(scene)


@SIZES
def test_home_brief_progress_settings(golden: Golden) -> None:
    """Home with plays behind one, and what is opened from it."""

    async def scene() -> None:
        async with running(golden.played().app(), golden.size) as actor:
            await actor.sees("best ", "Go on: Not that chair", "satisfaction lately ")
            await actor.press("down")
            await actor.sees("Enter lists them.")
            await actor.press("down")
            await actor.sees("You meet Omar Haddad.")
            await golden.shows(actor, "home")
            await actor.press("p")
            await actor.sees("Progress · Ada", "Spread of the last 5")
            await golden.shows(actor, "progress")
            await actor.press("escape")
            await actor.sees("Scenarios")
            await actor.press("s")
            await actor.sees("Enter changes a setting")
            await actor.press("down")
            await actor.sees("The colours: dark")
            await golden.shows(actor, "settings")
            await actor.press("escape")
            await actor.sees("You meet Omar Haddad.")
            await actor.press("enter")
            await actor.sees("Enter begins")
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
                await actor.sees("Enter begins")
                await actor.press("down", "enter")
            await actor.sees(seen)
            await golden.shows(actor, name)

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
            await actor.press("5")
            await actor.sees("The best you could have reached")
            await actor.sees_no(WORKING)
            for key, seen in enumerate(
                (
                    "How it went",
                    "What turned it",
                    "Satisfaction",
                    "Move 1 closely",
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
            await actor.sees("who plays?")
            await actor.press(*"Kim", "enter", *"Lou:1.5", "enter")
            await golden.shows(actor, "round-roster")
            await actor.press("enter")
            await golden.shows(actor, "round-hand-over")
            await actor.press("enter")
            await golden.shows(actor, "round-brief")
            await actor.press("enter")
            await golden.shows(actor, "round-turn")
            await actor.press("escape")
            await actor.sees("Leave this play?")
            await golden.shows(actor, "round-leave")
            await actor.press("up", "enter")
            await golden.shows(actor, "round-result")
            await actor.press("enter")
            await golden.shows(actor, "round-board")
            await actor.press("enter", "c", "up", "enter")
            await golden.shows(actor, "round-end")
        table.close()

    perform(scene)


def test_every_file_is_used() -> None:
    """No screen is left over that nothing is compared with."""
    names = [
        "welcome",
        *("home", "progress", "settings", "brief", "help"),
        *("phone", "phone-begins", "phone-over", "chat", "chat-exam"),
        *(f"debrief-{pane}" for pane in range(1, 7)),
        *(f"round-{what}" for what in ("roster", "hand-over", "brief", "turn", "leave")),
        *(f"round-{what}" for what in ("result", "board", "end")),
        *(f"host-{what}" for what in ("set-up", "lobby", "open", "more-time", "debrief")),
        *(f"host-{what}" for what in ("walk", "walk-names", "walk-principles")),
        *(f"seat-{what}" for what in ("lobby", "play", "round", "paused")),
        *("seat-debrief", "seat-debrief-class"),
    ]
    expected = {f"{name}-{w}x{h}.txt" for name in names for w, h in (SMALL, LARGE)}
    assert expected == {path.name for path in SCREENS.glob("*.txt")}
