"""Home with many conversations behind it: how long its parts take to read.

    python -m bench.history [--plays N] [--saves N] [--folder DIR]

Makes a history of one person's plays and a folder of saves, each of which has a row, and reads them as Home does: the first
frame's saves, the catalogue, the history brought up to the saves, what was reached and what is next. Times are in milliseconds,
the median of three readings; the first one after a change of the files is told apart. With --folder the files are kept there
and used again.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.course.overview import overview_of
from simulator.course.read import course_of
from simulator.play.catalog import plays_at_once, read_shelf
from simulator.play.history_sync import catch_up
from simulator.play.opening import begin
from simulator.play.rules import Rules
from simulator.records.history import History
from simulator.records.history_rows import Figures, Play
from simulator.records.saves import Saves
from simulator.ruleset import DIMENSION_TITLES
from simulator.scenario.library import Library, ScenarioFile, folders, load
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
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


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds of the first time and the median of those after it."""
    taken = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return taken[0], statistics.median(taken[1:])


def main() -> None:
    """Make the files, read them, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--plays", type=int, default=50_000)
    parser.add_argument("--saves", type=int, default=10_000)
    parser.add_argument(
        "--folder", type=Path, help="keeps the files there, or uses those made before"
    )
    arguments = parser.parse_args()
    library = Library(folders())
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.folder or Path(made)
        if not (folder / "history.sqlite").exists():
            folder.mkdir(parents=True, exist_ok=True)
            make(folder, arguments.plays, arguments.saves, library)
        measure(folder, library)


def measure(folder: Path, library: Library) -> None:
    """Print the time of each part."""
    saves, history = Saves(folder / "saves"), History(folder / "history.sqlite")
    scenarios = [load(path).scenario for path in library.files()]
    known = [scenario for scenario in scenarios if scenario]
    course = course_of(library.folders)
    now = datetime.now(UTC)
    parts: dict[str, Callable[[], object]] = {
        "saves of the first frame": lambda: plays_at_once(saves),
        "catalogue": lambda: read_shelf(library, saves),
        "history brought up": lambda: catch_up(history, saves, library),
        "rows of the history": lambda: history.plays("Kim"),
        "what was reached": lambda: overview_of(history.plays("Kim"), known, course, now),
    }
    print(f"{'':<26} {'first':>10} {'then':>10}   ms")
    for name, work in parts.items():
        first, then = timed(work)
        print(f"{name:<26} {first:>10.0f} {then:>10.0f}")


if __name__ == "__main__":
    main()
