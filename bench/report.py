"""Reports on thousands of saved plays, beside a bare reading of the same files in the same run.

    python -m bench.report [--plays 2000] [--seed 1]

Draws plays of all shipped scenarios by the seed, writes each as a save, then reports on the folder in every form, each in a
process of its own. Prints seconds of processor time, the ratio to reading the files and their JSON, and the most memory used.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from simulator.calibration.plays import draw_plays
from simulator.engine.machine import ScenarioMachine
from simulator.records.record import Header, encode_line, header_line
from simulator.scenario.library import load, scenario_files, shipped_folder
from simulator.vocabulary import Mode

PEOPLE = 40
FORMS = (
    ("csv",),
    ("csv", "--turns"),
    ("csv", "--roster"),
    ("json",),
    ("text",),
)
BARE = """
import json, resource, sys
from pathlib import Path
lines = 0
for path in Path(sys.argv[1]).iterdir():
    for line in path.read_bytes().splitlines():
        json.loads(line)
        lines += 1
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, lines)
"""


def write_saves(folder: Path, plays: int, seed: int) -> int:
    """Write that many saves and return how many moves they have."""
    files = scenario_files(shipped_folder())
    drawn = []
    for path in files:
        reading = load(path)
        assert reading.scenario is not None
        found = draw_plays(ScenarioMachine(reading.scenario), plays=30, seed=seed)
        drawn += [(path, reading.hash, play) for play in found]
    moves = 0
    for at in range(plays):
        path, digest, play = drawn[at % len(drawn)]
        name = f"{path.stem}-{at}"
        started = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(minutes=10 * at)
        header = Header(
            path.stem,
            str(path),
            digest,
            f"Player {at % PEOPLE}",
            at,
            Mode.EXAM,
            True,
            "0",
            started,
            name,
        )
        lines = [header_line(header)]
        lines += [{"move": turn.move, "ms": 4000, "scene": turn.scene} for turn in play.turns]
        lines += [{"end": play.turns[-1].after.state.ending, "ms": 0}]
        (folder / f"{name}.play").write_bytes(b"".join(map(encode_line, lines)))
        moves += len(play.turns)
    return moves


def measured(command: list[str]) -> tuple[float, float, str]:
    """Run a command; return its seconds of processor time, the most memory it used in MiB, and its output."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def main() -> None:
    """Measure, and print a line for each form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plays", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "saves")
        folder.mkdir()
        moves = write_saves(folder, options.plays, options.seed)
        bare, memory, _ = measured([sys.executable, "-c", BARE, str(folder)])
        print(f"{options.plays} plays, {moves} moves, seed {options.seed}")
        print(f"{'bare reading':<24}{bare:>8.2f} s{1:>8} times{memory:>8.0f} MiB")
        for form in FORMS:
            out = Path(name, "-".join(form))
            command = [sys.executable, "-m", "simulator", "report", str(folder), "-o", str(out)]
            seconds, memory, _ = measured([*command, "--format", *form])
            size = out.stat().st_size / 1024 / 1024
            print(
                f"{' '.join(form):<24}{seconds:>8.2f} s{seconds / bare:>8.1f} times{memory:>8.0f} MiB"
                f"{size:>8.1f} MiB written"
            )


if __name__ == "__main__":
    main()
