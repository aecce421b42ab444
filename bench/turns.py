"""What a turn costs on the full screen, by its size, beside a bare Textual app that changes a text as large as the screen.

    .venv/bin/python -m bench.turns [--rounds N]

A turn is one move of a long chat, from the move to the painted screen, in processor time: saving it, the layout and all cells.
The sizes and the bare app take turns in one run; trust the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

from simulator.play.rules import Rules
from simulator.records.saves import Saves
from simulator.records.settings import LoadedSettings, Settings
from simulator.scenario.library import Library, ScenarioFile, folders, load
from simulator.tui.app import SimulatorApp
from simulator.tui.screens.play import PlayScreen
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.pilot import Pilot

SIZES = ((80, 24), (140, 40))
SCENARIO = "day-45"
MOVES = (
    *("listen", "listen", "so-sorry", "listen", "then-i-ask", "listen", "listen"),
    *("what-coat", "listen", "listen", "red-thread", "listen"),
)
STARTED = datetime(2026, 1, 31, 9, tzinfo=UTC)
SETTINGS = Settings(name="Ann", pace="off", motion=False, greeted=True)
SETTLE = 0.15
"""Seconds between two turns, for timers that follow one."""


class Bare(App[None]):
    """One text as large as the screen."""

    def compose(self) -> ComposeResult:
        """Yield it."""
        yield Static()

    def change(self, number: int) -> None:
        """Show another text."""
        width, height = self.size
        self.query_one(Static).update("\n".join([f"{number} ".ljust(width - 1, ".")] * height))


async def timed(pilot: Pilot[None], step: Callable[[], object]) -> float:
    """Return the seconds of processor time of a step, until all that it changes has been painted."""
    await pilot.pause(SETTLE)
    began = time.process_time()
    step()
    await pilot.pause()
    await pilot.pause()
    return time.process_time() - began


async def play(size: tuple[int, int], folder: Path) -> list[float]:
    """Play the chat on a screen of that size; return the seconds of each turn."""
    library = Library(folders((), None))
    path = library.find(SCENARIO)
    app = SimulatorApp(
        library,
        Saves(folder / "saves"),
        Rules(Mode.COACH),
        person="Ann",
        now=lambda: 0.0,
        wall=lambda: STARTED,
        settings=LoadedSettings(replace(SETTINGS), folder / "settings.toml"),
        play=ScenarioFile(path, load(path, path.name)),
    )
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await pilot.pause(SETTLE)
        await pilot.press("enter")
        await pilot.pause(SETTLE)
        screen = app.screen
        assert isinstance(screen, PlayScreen)
        return [await timed(pilot, lambda move=move: screen.make_move(move)) for move in MOVES]  # type: ignore[misc]


async def change(size: tuple[int, int]) -> list[float]:
    """Return the seconds of each change of the bare app."""
    app = Bare()
    async with app.run_test(size=size) as pilot:
        return [
            await timed(pilot, lambda number=number: app.change(number))  # type: ignore[misc]
            for number in range(len(MOVES))
        ]


def main() -> None:
    """Measure in turns and print the ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=4)
    rounds = parser.parse_args().rounds
    found: defaultdict[tuple[str, tuple[int, int]], list[float]] = defaultdict(list)
    for _ in range(rounds):
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                found["a turn", size] += asyncio.run(play(size, Path(folder)))
            found["the bare app", size] += asyncio.run(change(size))
    print(f"{rounds} rounds, medians; in brackets the ratio to the bare app of that size")
    for size in SIZES:
        base = statistics.median(found["the bare app", size])
        for name in ("the bare app", "a turn"):
            value = statistics.median(found[name, size])
            print(f"{size[0]}x{size[1]}  {name:<13} {1000 * value:6.1f} ms ({value / base:.1f})")


if __name__ == "__main__":
    main()
