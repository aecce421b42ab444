"""Draw the pictures of the README from real plays: `make pictures`.

Each is an SVG of what the full screen shows. Clocks, names and plays are fixed, so the same program draws the same files.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.play.opening import begin
from simulator.play.rules import Rules
from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.records.settings import LoadedSettings, Settings
from simulator.report.helped_most import WORKING
from simulator.scenario.library import Library, ScenarioFile, folders, load
from simulator.tui.app import SimulatorApp
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (120, 34)
PATIENCE = 900.0
NOW = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)
SETTINGS = Settings(name="Ann", pace="off", motion=False, greeted=True)
LIBRARY = Library(folders((), None))
SCENARIO = "day-45"
UNDER_WAY = ("listen", "listen", "so-sorry", "listen")
WHOLE = (
    *UNDER_WAY,
    "then-i-ask",
    "listen",
    "listen",
    "what-coat",
    "listen",
    "listen",
    "red-thread",
    "listen",
    "thursday-latest",
)


class Desk:
    """Ann's saves and history in a folder, and the game on them."""

    def __init__(self, folder: Path) -> None:
        self._saves = Saves(folder / "saves")
        self._history = History(folder / "history.sqlite")

    def play(self, *moves: str) -> str:
        """Play these moves and leave; return the name of the save."""
        path = LIBRARY.find(SCENARIO)
        item = ScenarioFile(path, load(path, path.name))
        rules = Rules(Mode.COACH)
        opened = begin(item, rules, self._saves, person="Ann", started=NOW, now=lambda: 0.0)
        for move in moves:
            opened.seat.move(move)
        opened.seat.close()
        assert opened.seat.name
        return opened.seat.name

    def app(self, resume: str) -> SimulatorApp:
        """Return the game, which resumes a saved play."""
        app = SimulatorApp(
            LIBRARY,
            self._saves,
            Rules(Mode.COACH),
            person="Ann",
            now=lambda: 0.0,
            wall=lambda: NOW,
            settings=LoadedSettings(SETTINGS, Path("settings.toml")),
            history=self._history,
            resume=resume,
        )
        app.animation_level = "none"
        return app


def shown(app: SimulatorApp) -> str:
    """Return the words on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until this holds; raise TimeoutError when patience runs out."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(shown(pilot.app))  # type: ignore[arg-type]
        await pilot.pause(0.05)


def write(app: SimulatorApp, name: str, title: str) -> None:
    """Write the screen as a picture that loads nothing: a browser's own fixed-width font will do."""
    svg = app.export_screenshot(title=title, simplify=True)
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")
    svg = "".join(f"{line.rstrip()}\n" for line in svg.splitlines() if line.strip())
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / f"{name}.svg").write_text(svg, "utf-8")
    print(f"{name}.svg: {len(svg) // 1024} KiB")


async def draw_conversation(desk: Desk) -> None:
    """Draw a conversation under way, in coach mode."""
    app = desk.app(desk.play(*UNDER_WAY))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Esc" in shown(app))
        await pilot.pause(0.5)
        write(app, "conversation", "simulator play day-45")


async def draw_debrief(desk: Desk) -> None:
    """Draw the moves of a finished conversation, once everything has been worked out."""
    app = desk.app(desk.play(*WHOLE))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "See the debrief" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Verdict" in shown(app))
        await pilot.press("5")
        await until(pilot, lambda: WORKING not in shown(app))
        await pilot.press("4", "down", "down")
        await pilot.pause(0.5)
        write(app, "debrief", "the debrief")


def main() -> int:
    """Draw every picture."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        asyncio.run(draw_conversation(desk))
        asyncio.run(draw_debrief(desk))
    return 0


if __name__ == "__main__":
    sys.exit(main())
