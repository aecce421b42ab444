"""What the tests of the full screen share: a small scenario, an app on a fixed stage, and waiting for what is asserted."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.events import MouseDown, MouseUp

from simulator.play.rules import Rules
from simulator.records.journal import Journal
from simulator.records.save_failures import SaveFailed
from simulator.records.saves import Saves
from simulator.scenario.library import Library, ScenarioFile, load
from simulator.tui.app import SimulatorApp
from simulator.vocabulary import Mode
from tests.support.clock import Clock
from tests.support.patience import PATIENCE
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from simulator.own_words.flow import OwnWords
    from simulator.records.history import History
    from simulator.records.record import Header
    from simulator.records.settings import LoadedSettings
    from simulator.tui.shell import Shell

LEAST, SMALL, LARGE = (60, 20), (80, 24), (140, 40)

FRAMES = dict.fromkeys(map(ord, "│─┌┐└┘"), " ")


class FullDisk(Journal):
    """A journal on a disk that is full until it is emptied."""

    full = True

    def append_move(
        self, move: str, ms: int, scene: str | None, words: OwnWords | None = None
    ) -> None:
        if self.full:
            error = OSError(28, "No space left on device")
            raise SaveFailed("The last step couldn't be saved in", self.record.path, error)
        super().append_move(move, ms, scene, words)


@dataclass(frozen=True, slots=True)
class FullSaves(Saves):
    """A folder of saves on a full disk."""

    def create(self, header: Header) -> Journal:
        self.folder.mkdir(exist_ok=True)
        return FullDisk.create(self.folder, replace(header, name="late-parcel"))


@dataclass
class Stage:
    """A library, a folder of saves and a clock; opens apps on them."""

    folder: Path
    clock: Clock
    rules: Rules
    saves: Saves

    @classmethod
    def at(cls, folder: Path, *, mode: str = "coach", timed: bool = False) -> Stage:
        (folder / "library").mkdir()
        stage = cls(folder, Clock(), Rules(Mode(mode), timed), Saves(folder / "saves"))
        stage.write("late-parcel", PARCEL)
        return stage

    def write(self, id: str, text: str) -> Path:
        path = self.folder / "library" / f"{id}.toml"
        path.write_text(text, "utf-8")
        return path

    def shelved(self, id: str = "late-parcel") -> ScenarioFile:
        path = self.folder / "library" / f"{id}.toml"
        return ScenarioFile(path, load(path))

    def app(
        self,
        *,
        play: str | None = None,
        resume: str | None = None,
        settings: LoadedSettings | None = None,
        history: History | None = None,
    ) -> SimulatorApp:
        app = SimulatorApp(
            Library((self.folder / "library",)),
            self.saves,
            self.rules,
            person=settings.settings.name or None if settings else None,
            now=self.clock,
            wall=lambda: datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
            settings=settings,
            history=history,
            play=self.shelved(play) if play else None,
            resume=resume,
        )
        app.animation_level = "none"
        return app

    def play(self, *moves: str, person: str | None = None) -> str:
        """Play these moves without a screen and leave; gives the name of the save."""
        from simulator.play.opening import begin

        opened = begin(
            self.shelved(),
            self.rules,
            self.saves,
            person=person,
            started=datetime(2026, 1, 31, 9, tzinfo=UTC),
            now=self.clock,
        )
        for move in moves:
            opened.seat.move(move)
        opened.seat.close()
        assert opened.seat.name
        return opened.seat.name

    def moved(self) -> tuple[str, ...]:
        """The names of the saves that hold moves."""
        records, _ = self.saves.list()
        return tuple(record.name for record in records if record.moves)

    def moves(self, name: str = "late-parcel") -> tuple[str, ...]:
        """The moves that a save holds."""
        records, _ = self.saves.list()
        return next(record.moves for record in records if record.name == name)


class Actor:
    """Presses keys and reads the screen."""

    def __init__(self, app: Shell, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    def lines(self) -> list[str]:
        """The screen as it is drawn now."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    def text(self) -> str:
        """The screen's words, with single blanks, as if it had neither line ends nor frames."""
        return " ".join(" ".join(self.lines()).translate(FRAMES).split())

    async def sees(self, *texts: str) -> None:
        """Wait until the screen shows all of these."""
        await self.until(lambda: all(text in self.text() for text in texts), str(texts))

    async def sees_no(self, *texts: str) -> None:
        """Wait until the screen shows none of these."""
        await self.until(lambda: not any(text in self.text() for text in texts), f"no {texts}")

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until this holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                shown = "\n".join(self.lines())
                raise AssertionError(f"never came: {what}\n{shown}")
            await asyncio.sleep(0.01)

    async def looks(self, clock: Clock) -> None:
        """Wait until the app has looked at the clock a few times."""
        enough = clock.asked + 3
        await self.until(lambda: clock.asked >= enough, "a look at the clock")

    async def click(self, column: int, row: int, button: int) -> None:
        """Press a mouse button and let it go, as a terminal tells it."""
        for kind in (MouseDown, MouseUp):
            place = (column, row, 0, 0, button, False, False, False, column, row)
            self.app.post_message(kind(None, *place))
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, each once all that the one before it began has been done.

        A pilot takes a program that is short of processor time for one that has nothing to do. So the queues of the app and of
        all on its screen are gone through as well: of the screen that the key found, and of one that it opened.
        """
        for key in keys:
            await self.pilot.press(key)
            for _ in range(2):
                if not self.app._exit:
                    await self.pilot._wait_for_screen(PATIENCE)


@asynccontextmanager
async def running(app: Shell, size: tuple[int, int] = SMALL) -> AsyncIterator[Actor]:
    """An app that runs on a screen of that size."""
    async with app.run_test(size=size, notifications=True) as pilot:
        yield Actor(app, pilot)
