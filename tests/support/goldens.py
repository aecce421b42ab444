"""Whole screens as text, and the fixed desk that they are taken at."""

from __future__ import annotations

import difflib
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.play.opening import begin
from simulator.play.rules import Rules
from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.records.settings import LoadedSettings, Settings
from simulator.scenario.library import Library, ScenarioFile, load, shipped_folder
from simulator.tui.app import SimulatorApp
from simulator.vocabulary import Mode
from tests.support.clock import Clock
from tests.support.patience import PATIENCE
from tests.support.tui_stage import LARGE, LEAST, SMALL, Actor

SCREENS = Path(__file__).parents[1] / "data" / "screens"
LIBRARY = Library((SCREENS / "library",))
WRITES = bool(os.environ.get("SIMULATOR_WRITE_SCREENS"))
STILL = 10
"""Looks in a row at which a screen that is to be kept has to be the same."""
SIZES = pytest.mark.parametrize("size", [LEAST, SMALL, LARGE], ids=["60x20", "80x24", "140x40"])
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
        if WRITES:
            path.write_text(await finished(actor), "utf-8")
        expected = path.read_text("utf-8")
        assert expected.strip(), (
            f"{path.name} is empty: any screen that isn't drawn yet would match"
        )
        end = time.monotonic() + PATIENCE
        while as_kept(actor) != expected and time.monotonic() < end:
            await actor.pilot.pause()
        shown = as_kept(actor)
        if expected != shown:  # pytest's own words on two long strings are cut short
            raise AssertionError(difference(path.name, expected, shown))


def as_kept(actor: Actor) -> str:
    """The screen as a file keeps it: a line each, without the blanks at its end."""
    return "".join(f"{line.rstrip()}\n" for line in actor.lines())


async def finished(actor: Actor) -> str:
    """The screen, once nothing has been drawn on it for a while: what is half drawn would be met by luck alone."""
    await actor.until(lambda: bool(as_kept(actor).strip()), "a screen")
    seen: list[str] = []
    while len(seen) < STILL or len(set(seen[-STILL:])) > 1:
        await actor.pilot.pause(0.05)
        seen.append(as_kept(actor))
    return seen[-1]


def difference(name: str, expected: str, shown: str) -> str:
    """The lines in which two screens differ, with those around them."""
    sides = (expected.splitlines(), shown.splitlines())
    lines = difflib.unified_diff(*sides, f"expected: {name}", "shown", lineterm="")
    return "\n".join(["the screen isn't the one that is kept", *lines])


def shelved(id: str) -> ScenarioFile:
    """A scenario of the library, or a shipped one, by a path that does not depend on where the tests lie."""
    path = Library((*LIBRARY.folders, shipped_folder())).find(id)
    return ScenarioFile(path, load(path, f"{id}.toml"))
