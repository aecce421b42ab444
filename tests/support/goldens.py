"""Whole screens as text, and the fixed desk that they are taken at."""

from __future__ import annotations

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
from simulator.scenario.library import Library, ScenarioFile, load
from simulator.tui.app import SimulatorApp
from simulator.vocabulary import Mode
from tests.support.clock import Clock
from tests.support.tui_stage import LARGE, PATIENCE, SMALL, Actor

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
            await actor.until(lambda: bool(shown().strip()), "a screen")
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
