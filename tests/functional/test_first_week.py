"""A newcomer's first days, on the screen and line by line: greeted once, led by the course, told why, met again tomorrow."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from simulator.cli.context import Context
from simulator.cli.menu import Menu
from simulator.play.rules import Rules
from simulator.records.history import History
from simulator.records.possible_index import kept_possible
from simulator.records.saves import Saves
from simulator.records.settings import read_settings
from simulator.scenario.library import Library
from simulator.tui.app import SimulatorApp
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.play import PlayScreen
from simulator.vocabulary import Mode
from tests.support.clock import Clock
from tests.support.goldens import GOOD, SCREENS
from tests.support.patience import PATIENCE
from tests.support.scene import perform
from tests.support.tui_stage import Actor, running
from tests.support.typed_console import TypedConsole

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.plain.console import Signal

MONDAY = datetime(2026, 2, 2, 12, tzinfo=UTC)
GUIDED_MOVES = ("", "", "say-it-back", "", "open-and-mend")
COURSE = """format = 1
title = "Two weeks"
[[weeks]]
theme = "Parcels"
play = [{ scenario = "late-parcel", mode = "practice", pass = 60 }, { scenario = "gone-away" }]
[[weeks]]
theme = "Chairs"
play = [{ scenario = "wrong-chair" }]
"""


@pytest.fixture(name="library")
def library_folder(tmp_path: Path) -> Path:
    """A folder with two scenarios and a course, which also names a scenario that isn't there."""
    folder = tmp_path / "library"
    (folder / "courses").mkdir(parents=True)
    for id in ("late-parcel", "wrong-chair"):
        shutil.copy(SCREENS / "library" / f"{id}.toml", folder)
    (folder / "courses" / "two-weeks.toml").write_text(COURSE, "utf-8")
    return folder


class Week:
    """One person's files, and the program opened on them on one day after the other."""

    def __init__(self, folder: Path, library: Path) -> None:
        self.folder, self.library = folder, library
        self.saves = Saves(folder / "saves")
        self._dated: set[Path] = set()

    def ends(self, day: int) -> None:
        """Give what was saved on a day that day's time."""
        moment = (MONDAY + timedelta(days=day, hours=1)).timestamp()
        for path in self.saves.folder.glob("*.play"):
            if path.stat().st_mtime > moment + 7 * 86_400 or path not in self._dated:
                os.utime(path, (moment, moment))
            self._dated.add(path)

    def app(self, day: int, person: str = "") -> SimulatorApp:
        """The full screen on a day, with the settings as they were left; for the person whom these name, or another."""
        read = read_settings(self.folder / "settings.toml")
        settings = replace(read, settings=replace(read.settings, pace="off", motion=False))
        app = SimulatorApp(
            Library((self.library,)),
            self.saves,
            Rules(Mode.COACH),
            person=person or settings.settings.name or None,
            now=Clock(),
            wall=lambda: MONDAY + timedelta(days=day),
            settings=settings,
            history=History(self.folder / "history.sqlite"),
        )
        app.animation_level = "none"
        return app


async def plays(actor: Actor, *moves: str, begun: bool = False) -> None:
    """Begin from the brief unless it is begun, make these moves by their keys, and read the debrief."""
    if not begun:
        await actor.sees("Press Enter to begin")
        await actor.press("enter")
    await actor.until(lambda: isinstance(actor.app.screen, PlayScreen), "the play")
    screen = actor.app.screen
    assert isinstance(screen, PlayScreen)
    for made, move in enumerate(moves, 1 + len(screen.seat.turns)):
        if move == "listen":
            await actor.press("space")
        else:
            ids = [choice.id for choice in screen.seat.choices()]
            await actor.press(str(ids.index(move) + 1))
        await actor.until(lambda n=made: len(screen.seat.turns) == n, f"move {made}")  # type: ignore[misc]
    await actor.sees("See the debrief")
    await actor.press("enter")
    await actor.until(lambda: isinstance(actor.app.screen, DebriefScreen), "the debrief")
    await actor.press("escape")
    await actor.until(lambda: isinstance(actor.app.screen, HomeScreen), "Home")


def test_on_the_screen(tmp_path: Path, library: Path) -> None:
    """Seven days: something is next each day, with its reason, and what was left or done before isn't lost or asked again."""
    week = Week(tmp_path, library)

    async def monday() -> None:
        async with running(week.app(0)) as actor:
            await actor.sees("Start here", "1 Show me in three minutes", "2 The birthday parcel")
            await actor.press("tab", *"Kim", "enter", "3")
            await actor.sees("Kim", "1 The birthday parcel", "Week 1, practice.")
            await actor.press("1")
            await actor.sees("Press Enter to begin", "▌ practice")
            await plays(actor, *GOOD)
            await actor.sees("1 ━━━ done", "2 now", "1 Not that chair")
            await actor.press("o")
            await actor.sees("Week 2, this week: Chairs", "gone-away (not in this library)")

    async def tuesday() -> None:
        async with running(week.app(1)) as actor:
            await actor.sees("Kim", "1 Not that chair", "Week 2, coach.")
            await actor.sees_no("Start here")
            await actor.press("1")
            await actor.sees("Press Enter to begin")
            await actor.press("enter")
            await actor.sees("Not that chair", "coach")
            await actor.press("space", "escape")
            await actor.sees("Saved. You can resume it from here.", "Resume Not that chair")

    async def wednesday() -> None:
        async with running(week.app(2)) as actor:
            await actor.sees("2 Resume Not that chair", "1 move, yesterday")
            await actor.press("2")
            await actor.until(lambda: isinstance(actor.app.screen, PlayScreen), "the play")
            await plays(actor, "stands", "friday", begun=True)
            await actor.sees("of 3")
            await actor.sees_no("Resume Not that chair")

    async def thursday() -> None:
        async with running(week.app(3)) as actor:
            await actor.sees("1 Not that chair")
            await actor.press("p")
            await actor.sees("2 plays started, 2 finished.", "Your marks:")
            await actor.press("n")
            await plays(actor, "listen", "stands", "friday")
            await actor.press("slash", *"parcel")
            await actor.sees("1 of 2 scenarios match “parcel”")

    async def friday() -> None:
        async with running(week.app(4)) as actor:
            await actor.sees("Kim 2 days in a row")
            await actor.press("s")
            await actor.sees("Enter changes a setting")
            await actor.press("enter")
            await actor.sees("Your name")
            await actor.press("end", *" Lee", "enter")
            await actor.sees("3 conversations are saved under Kim.")
            await actor.press("enter")
            await actor.press("escape")
            await actor.sees("Kim Lee", "of 3")

    async def saturday() -> None:
        async with running(week.app(5, person="Grace")) as actor:
            await actor.sees("Grace", "1 The birthday parcel", "Week 1, practice.", "not yet")
            await actor.sees_no("days in a row")

    async def sunday() -> None:
        async with running(week.app(6)) as actor:
            await actor.sees("Kim Lee", "The birthday parcel")
            await actor.press("p")
            await actor.sees("3 plays started, 3 finished.")

    for day, what in enumerate((monday, tuesday, wednesday, thursday, friday, saturday, sunday)):
        perform(what)
        week.ends(day)
    assert "Kim Lee" == read_settings(tmp_path / "settings.toml").settings.name
    assert {"Kim Lee"} == {play.person for play in History(tmp_path / "history.sqlite").plays()}


class TestLineByLine:
    def context(self, week: Week, day: int, person: str = "") -> Context:
        """The command line's view of the same files, on a day; for the settings' person, or another."""
        environment = {"SIMULATOR_LIBRARY": str(week.library)}
        return Context(
            saves_folder=str(week.saves.folder),
            history_file=str(week.folder / "history.sqlite"),
            wall_clock=lambda: MONDAY + timedelta(days=day),
            environment=environment,
            given_name=person,
        )

    def session(
        self, week: Week, day: int, *lines: str, interactive: bool = False, person: str = ""
    ) -> list[str]:
        """What is said on a day to somebody who types these lines."""
        console = TypedConsole([*lines], interactive=interactive)
        menu = Menu(self.context(week, day, person), console)  # type: ignore[arg-type]
        if menu.welcome() is None:
            menu.run()
        return console.said

    @pytest.fixture(name="week")
    def opened_week(self, tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> Week:
        """Nothing of this person is known yet."""
        monkeypatch.setenv("SIMULATOR_SETTINGS", str(tmp_path / "settings.toml"))
        return Week(tmp_path, library)

    def test_seven_days(self, week: Week) -> None:
        """A name, the guide, then the course, a play that is left and resumed, progress, settings, and a second person."""
        monday = self.session(week, 0, "Kim", "", *GUIDED_MOVES, "m", "", "q", interactive=True)
        told = " ".join(monday)
        assert "Here you practise difficult customers" in told
        assert "You work on the front desk of a swimming pool." in told
        assert "The ending: in the water." in told
        kept = read_settings(week.folder / "settings.toml").settings
        assert ("Kim", True) == (kept.name, kept.greeted)

        moves = ["" if move == "listen" else move for move in GOOD]
        tuesday = " ".join(self.session(week, 1, "n", *moves, "q", "q"))
        assert "Here you practise difficult customers" not in tuesday
        assert (
            "Next for you, n: The birthday parcel. Week 1 of your course, in practice mode."
            in tuesday
        )
        assert "Mode: practice." in tuesday

        wednesday = " ".join(self.session(week, 2, "n 9", "q"))
        assert "Next for you, n: Not that chair. Week 2 of your course, in coach mode" in wednesday
        assert "Your best satisfaction is " in wednesday
        assert "There is nothing with that number under Next for you." in wednesday

        self.session(week, 3, "n", "", "q", "q")
        thursday = " ".join(self.session(week, 3, "q"))
        assert "1. Resume wrong-chair, 1 move so far." in thursday

        friday = " ".join(self.session(week, 4, "1", "stands", "friday", "q", "p", "q"))
        assert "ok. friday. thanks for not making me pack it" in friday
        assert "Your marks: " in friday
        assert "2 finished." in friday

        saturday = " ".join(self.session(week, 5, "o name=Kim Lee", "q", person="Grace"))
        assert "Next for you, n: The birthday parcel. Week 1 of your course" in saturday
        assert "Resume" not in saturday
        assert "Kim Lee" == read_settings(week.folder / "settings.toml").settings.name

        sunday = " ".join(self.session(week, 6, "f chair", "e", "q", person="Kim"))
        assert "scenarios match “chair”." in sunday
        assert "Debrief of wrong-chair, they got what they asked for." in sunday

    def test_what_is_possible_is_said_once_it_is_known(self, week: Week) -> None:
        """For a scenario that doesn't come with the program it's worked out while its player reads."""
        moves = ["" if move == "listen" else move for move in GOOD]
        self.session(week, 1, "n", *moves, "q", "q")
        history = History(week.folder / "history.sqlite")

        class Reader(TypedConsole):
            """Somebody who looks at the list again until it is known, and once more."""

            leaves = False

            def read(self, deadline: float | None = None) -> str | Signal:
                """Press Enter, or leave."""
                del deadline
                if self.leaves:
                    return "q"
                time.sleep(0.05)
                self.leaves = bool(kept_possible(history)) or time.monotonic() > end
                return ""

        end = time.monotonic() + PATIENCE
        reader = Reader(interactive=True)
        Menu(self.context(week, 2), reader).run()  # type: ignore[arg-type]
        assert any(
            "Your best satisfaction is 80 out of a possible 80." in text for text in reader.said
        )

    @pytest.mark.parametrize("lines", [(), ("Kim",), ("Kim", ""), ("Kim", "n")])
    def test_the_input_may_end_anywhere(self, week: Week, lines: tuple[str, ...]) -> None:
        """Each question is asked once, and then the program ends."""
        said = self.session(week, 0, *lines, interactive=True)
        assert said.count("Your name, to keep your progress") <= 1
        assert len(said) < 200

    def test_a_pipe_is_told_and_not_asked(self, week: Week) -> None:
        """Lines that were written for the menu go to the menu."""
        said = self.session(week, 0, "q")
        assert any("g starts a three-minute guided conversation" in text for text in said)
        assert not any("Press Enter to leave it blank" in text for text in said)
        assert not (week.folder / "settings.toml").exists()
