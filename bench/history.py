"""Home with many conversations behind it, beside the same program without any and a bare reading of the same files.

    python -m bench.history [--plays N] [--saves N] [--folder DIR]

Makes a history of one person's plays and a folder of saves, each of which has a row, and opens Home on them: on a
pseudo-terminal of 80 by 24 until it says what is next, and in lines until the menu asks. The same is done with a history of one
play, and in the same run the files are looked at by nothing but a bare reading: a stat of each save, and every row of the table
as SQLite gives it. The parts are timed by themselves too. Times are medians; trust the ratios. With --folder the files are kept
there and used again.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.start import Program
from simulator.play.catalog import read_shelf
from simulator.play.earned_marks import earned_marks
from simulator.play.history_sync import catch_up
from simulator.play.opening import begin
from simulator.play.overview_source import read_overview
from simulator.play.rules import Rules
from simulator.records.history import History
from simulator.records.history_rows import Figures, Play
from simulator.records.saves import Saves
from simulator.ruleset import DIMENSION_TITLES
from simulator.scenario.library import Library, ScenarioFile, folders, load
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, OPENINGS = 3, 5
BEGUN = datetime(2025, 1, 1, tzinfo=UTC)
SEED = 20


def make(folder: Path, plays: int, saves: int, library: Library) -> None:
    """Make the history and the saves; about one save in a hundred is still open."""
    chance = random.Random(SEED)
    files = list(library.files())
    kept = Saves(folder / "saves")
    item = ScenarioFile(files[0], load(files[0]))
    opened = begin(item, Rules(), kept, person="Kim", started=BEGUN, now=time.monotonic)
    opened.seat.move("listen")
    opened.seat.close()
    name = opened.seat.name
    assert name
    pattern = (kept.folder / f"{name}.play").read_bytes()
    ended = pattern + b'{"end": "left", "ms": 10}\n'
    for at in range(saves):
        text = pattern if at % 100 == 0 else ended
        started = (BEGUN + timedelta(minutes=at)).isoformat().replace("+00:00", "Z").encode()
        text = text.replace(BEGUN.isoformat().replace("+00:00", "Z").encode(), started)
        (kept.folder / f"made-{at}.play").write_bytes(text)
    history = History(folder / "history.sqlite")
    history.keep(_play(at, [path.stem for path in files], chance) for at in range(plays))


def _play(at: int, ids: list[str], chance: random.Random) -> Play:
    score = chance.randint(-100, 85)
    dimensions = tuple((name, chance.randint(0, 100)) for name in DIMENSION_TITLES)
    figures = Figures("left", "partial", score, chance.randint(0, 100), -20, score, dimensions)
    begun = BEGUN + timedelta(minutes=10 * at)
    mode = chance.choice([*Mode])
    return Play(
        *(f"made {at}", f"made-{at}", "Kim", chance.choice(ids), "", mode, False, 0),
        *(begun, begun + timedelta(minutes=5), 12, figures),
    )


def timed(work: Callable[[], object]) -> float:
    """Return the median of the milliseconds of processor time that it takes, after a first time."""
    taken = []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - began))
    return statistics.median(taken[1:])


def main() -> None:
    """Make the files, open them, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--plays", type=int, default=50_000)
    parser.add_argument("--saves", type=int, default=10_000)
    parser.add_argument(
        "--folder", type=Path, help="keeps the files there, or uses those made before"
    )
    arguments = parser.parse_args()
    library = Library(folders())
    with tempfile.TemporaryDirectory() as made:
        many, few = arguments.folder or Path(made) / "many", Path(made) / "few"
        for folder, plays, saves in ((many, arguments.plays, arguments.saves), (few, 1, 1)):
            if not (folder / "history.sqlite").exists():
                folder.mkdir(parents=True, exist_ok=True)
                make(folder, plays, saves, library)
            catch_up(History(folder / "history.sqlite"), Saves(folder / "saves"), library)
            (folder / "settings.toml").write_text('greeted = true\nname = "Kim"\n', "utf-8")
        parts(many, library)
        opened(many, few)


def parts(folder: Path, library: Library) -> None:
    """Print the time of each part, and what the bare reading takes."""
    saves, history = Saves(folder / "saves"), History(folder / "history.sqlite")
    scenarios = [load(path, warnings=False).scenario for path in library.files()]
    known = [scenario for scenario in scenarios if scenario]
    now = datetime.now(UTC)

    def stat_all() -> None:
        with os.scandir(saves.folder) as entries:
            for entry in entries:
                entry.stat()

    def read_all() -> None:
        with closing(sqlite3.connect(history.path)) as connection:
            connection.execute("SELECT * FROM plays").fetchall()

    bare = timed(stat_all) + timed(read_all)
    print(f"{'milliseconds of processor time':<46} {'':>8}   times the bare reading")
    print(f"{'bare: a stat of each save, each row of the table':<46} {bare:>8.0f}")
    for name, work in {
        "saves, and the history brought up to them": lambda: catch_up(history, saves, library),
        "what was reached and what is next": lambda: read_overview(
            history, "Kim", library, known, now
        ),
        "marks": lambda: earned_marks(history, "Kim", saves, library),
        "scenarios": lambda: read_shelf(library),
    }.items():
        taken = timed(work)
        print(f"{name:<46} {taken:>8.0f}   {taken / bare:.2f}")


def opened(many: Path, few: Path) -> None:
    """Print how long Home takes to say what is next, with the many and with the few, in turns."""
    print(
        f"{'from the command, seconds of the processor':<46} {'many':>8} {'few':>8}   ratio   seconds"
    )
    for name, wait in {
        "first frame": lambda folder: home(folder, [], "Just directions"),
        "what is next": lambda folder: home(
            folder, [], "your weakest" if folder == many else "Week 1,"
        ),
        "in lines, the first line": lambda folder: home(folder, ["--plain"], "simulator."),
        "in lines, what is next": lambda folder: home(folder, ["--plain"], "Next for you, n:"),
        "in lines, the question": lambda folder: home(folder, ["--plain"], "or q to leave"),
        "simulator list": lambda folder: home(folder, ["list"], "wrong-cake"),
        "simulator saves": lambda folder: home(folder, ["saves"], "coach"),
    }.items():
        taken: dict[Path, list[tuple[float, float]]] = {many: [], few: []}
        for _ in range(OPENINGS):
            for folder, values in taken.items():
                values.append(wait(folder))
        slow, quick = (statistics.median(used for used, _ in values) for values in taken.values())
        waited = statistics.median(seconds for _, seconds in taken[many])
        print(f"{name:<46} {slow:>8.2f} {quick:>8.2f}   {slow / quick:.2f}   {waited:>9.2f}")


def home(folder: Path, arguments: list[str], text: str) -> tuple[float, float]:
    """Return the seconds of processor time, and those that pass, from the command to a text on the screen."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("COLUMNS", "LINES", "NO_COLOR", "SIMULATOR_PLAIN")
    }
    environment |= {
        "TERM": "xterm-256color",
        "SIMULATOR_SETTINGS": str(folder / "settings.toml"),
        "SIMULATOR_RECORDS": str(folder / "history.sqlite"),
    }
    command = str(Path(sys.executable).with_name("simulator"))
    program = Program([command, "--saves", str(folder / "saves"), *arguments], environment)
    try:
        program.until(text)
        return program.cpu(), time.perf_counter() - program.began
    finally:
        program.end()


if __name__ == "__main__":
    main()
