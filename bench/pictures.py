"""Draw pictures of nine screens from real plays, in the dark and in the light: `make pictures`.

    python -m bench.pictures [--size 80x24] [NAME …]

Each is an SVG of what the full screen shows, and where Chromium is installed a PNG as well. Those of the README are with the
docs, the others in a folder that git ignores. Clocks, names and plays are fixed, so the same program draws the same files.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.play.opening import begin
from simulator.play.rules import Rules
from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.records.settings import LoadedSettings, Settings
from simulator.report.turning_points import WORKING
from simulator.scenario.library import Library, ScenarioFile, folders, load
from simulator.tui.app import SimulatorApp
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.pilot import Pilot

ROOT = Path(__file__).parents[1]
README = ROOT / "docs" / "pictures"
OTHERS = ROOT / "build" / "pictures"
IN_README = {"chat-dark": "conversation", "debrief-dark": "debrief"}
"""The pictures that the README shows, by the names that it calls them."""
SIZE = (140, 40)
PATIENCE = 300.0
NOW = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)
SETTINGS = Settings(name="Ann", pace="off", motion=False, greeted=True)
THEMES = ("dark", "light")
LIBRARY = Library(folders((), None))
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


class Picture(NamedTuple):
    """A screen: whose play is behind it and how far, what is waited for, and the keys that lead there from its first words."""

    name: str
    title: str
    scenario: str = ""
    moves: tuple[str, ...] = ()
    steps: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What is waited for, and the keys that are pressed then."""


PICTURES = (
    Picture(
        "home",
        "simulator",
        steps=(("Next for you", ("down", "down", "down")), ("level", ())),
    ),
    Picture("brief", "simulator play", "washer-third-visit", steps=(("Press Enter to begin", ()),)),
    Picture("chat", "simulator play day-45", "day-45", UNDER_WAY, (("Esc", ()),)),
    Picture(
        "phone",
        "simulator play forty-minute-caller",
        "forty-minute-caller",
        ("listen", "sorry-wait", "plain"),
        (("Esc", ()),),
    ),
    Picture(
        "letter",
        "simulator play damp-letter",
        "damp-letter",
        ("listen", "until-three"),
        (("Esc", ()),),
    ),
    Picture(
        "counter",
        "simulator play wrong-cake",
        "wrong-cake",
        ("listen", "three-clouds", "voucher"),
        (("Esc", ()),),
    ),
    Picture(
        "debrief",
        "the debrief",
        "day-45",
        WHOLE,
        (
            ("See the debrief", ("enter",)),
            ("One thing to take away", ()),
        ),
    ),
    Picture(
        "settings",
        "simulator settings",
        steps=(("Next for you", ("s",)), ("Enter changes", ("down",))),
    ),
    Picture(
        "progress",
        "simulator progress",
        steps=(("Next for you", ("p",)), ("So far", ())),
    ),
)


class Desk:
    """Ann's saves and history in a folder, and the game on them."""

    def __init__(self, folder: Path) -> None:
        self._saves = Saves(folder / "saves")
        self._history = History(folder / "history.sqlite")

    def play(self, scenario: str, moves: tuple[str, ...]) -> str:
        """Play these moves and leave; return the name of the save."""
        rules = Rules(Mode.COACH)
        item = shelved(scenario)
        opened = begin(item, rules, self._saves, person="Ann", started=NOW, now=lambda: 0.0)
        for move in moves:
            opened.seat.move(move)
        opened.seat.close()
        assert opened.seat.name
        left = NOW.timestamp() - 3600
        os.utime(self._saves.folder / f"{opened.seat.name}.play", (left, left))
        return opened.seat.name

    def app(self, picture: Picture, theme: str) -> SimulatorApp:
        """Return the game as it is before the picture's keys are pressed."""
        resume = self.play(picture.scenario, picture.moves) if picture.moves else None
        begun = shelved(picture.scenario) if picture.scenario and not picture.moves else None
        app = SimulatorApp(
            LIBRARY,
            self._saves,
            Rules(Mode.COACH),
            person="Ann",
            now=lambda: 0.0,
            wall=lambda: NOW,
            settings=LoadedSettings(replace(SETTINGS, theme=theme), Path("settings.toml")),
            history=self._history,
            play=begun,
            resume=resume,
        )
        app.animation_level = "none"
        return app


def shelved(scenario: str) -> ScenarioFile:
    """Return a scenario of the library."""
    path = LIBRARY.find(scenario)
    return ScenarioFile(path, load(path, path.name))


def is_ready(app: SimulatorApp, text: str) -> bool:
    """Whether a text is on the screen and nothing is being worked out."""
    words = shown(app)
    return text in words and WORKING not in words


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


async def draw(picture: Picture, theme: str, size: tuple[int, int]) -> Path:
    """Lead the game to a screen and write it as an SVG; return where."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        if not picture.scenario:
            desk.play("day-45", WHOLE)
            desk.play("wrong-cake", ("listen", "three-clouds"))
        app = desk.app(picture, theme)
        async with app.run_test(size=size) as pilot:
            for text, keys in picture.steps:
                await until(pilot, partial(is_ready, app, text))
                await pilot.press(*keys)
            await pilot.pause(0.5)
            at = "" if size == SIZE else f"-{size[0]}x{size[1]}"
            return write(app, f"{picture.name}-{theme}{at}", picture.title)


def write(app: SimulatorApp, name: str, title: str) -> Path:
    """Write the screen as a picture that loads nothing: a browser's own fixed-width font will do."""
    svg = app.export_screenshot(title=title, simplify=True)
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")
    svg = "".join(f"{line.rstrip()}\n" for line in svg.splitlines() if line.strip())
    folder = README if name in IN_README else OTHERS
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{IN_README.get(name, name)}.svg"
    path.write_text(svg, "utf-8")
    print(f"{path.relative_to(ROOT)}: {len(svg) // 1024} KiB")
    return path


def photograph(svg: Path, chromium: str) -> None:
    """Write a picture as a PNG, by a browser without a window."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.read_text("utf-8"))
    assert box
    width, height = (round(float(side)) for side in box.groups())
    png = OTHERS / f"{svg.stem}.png"
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *(f"--user-data-dir={profile}", f"--window-size={width},{height}"),
                *(f"--screenshot={png}", svg.as_uri()),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    print(f"{png.relative_to(ROOT)}")


def wanted(names: list[str]) -> Iterator[tuple[Picture, str]]:
    """Yield the pictures of these names, or all of them, each in both themes."""
    for picture in PICTURES:
        for theme in THEMES:
            if not names or picture.name in names:
                yield picture, theme


def columns_and_rows(text: str) -> tuple[int, int]:
    """Return a size that is written like 80x24; raises ValueError."""
    columns, rows = text.split("x")
    return int(columns), int(rows)


def main(arguments: list[str]) -> int:
    """Draw the pictures, and say where they lie."""
    parser = argparse.ArgumentParser(description="Draw pictures of screens.")
    parser.add_argument("--size", type=columns_and_rows, default=SIZE)
    parser.add_argument("names", nargs="*", metavar="NAME")
    asked = parser.parse_args(arguments)
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    for picture, theme in wanted(asked.names):
        svg = asyncio.run(draw(picture, theme, asked.size))
        if chromium:
            OTHERS.mkdir(parents=True, exist_ok=True)
            photograph(svg, chromium)
    if not chromium:
        print("No PNGs: Chromium isn't installed. tests/set-up-browser installs it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
