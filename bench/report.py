"""Reports on thousands of saved plays, beside a bare reading of the same files in the same run.

    python -m bench.report [--plays 2000] [--seed 1]

Draws plays of all shipped scenarios by the seed, writes each as a save, then reports on the folder in every form, each in a
process of its own. Prints seconds of processor time, the ratio to reading the files and their JSON, and the most memory that
the process had. With 2,000 plays or fewer, the exit code is 1 if a form took more than 10 seconds or 200 MiB. Needs Linux.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from simulator.engine.machine import ScenarioMachine
from simulator.prover.drawn_plays import draw_plays
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
    ("html",),
    ("xapi",),
)
GOAL, MOST_SECONDS, MOST_MEMORY = 2000, 10, 200
"""For that many plays, no form may take more seconds of processor time and MiB than these."""
BARE = """
import json, sys
from pathlib import Path
lines = 0
for path in Path(sys.argv[1]).iterdir():
    for line in path.read_bytes().splitlines():
        json.loads(line)
        lines += 1
print(lines)
"""
RUN = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_module("simulator", run_name="__main__")
finally:
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""Runs the program, then prints the most memory that it had; what the system counts of a child has its parent's in it."""


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


def measured(command: list[str]) -> tuple[float, int]:
    """Run a command; return its seconds of processor time, and the number that it prints last."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, int(out.split()[-1])


def main() -> None:
    """Measure, and print a line for each form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plays", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    too_much = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "saves")
        folder.mkdir()
        moves = write_saves(folder, options.plays, options.seed)
        bare, _ = measured([sys.executable, "-c", BARE, str(folder)])
        print(f"{options.plays} plays, {moves} moves, seed {options.seed}")
        print(f"{'bare reading':<24}{bare:>8.2f} s{1:>8} times")
        for form in FORMS:
            out = Path(name, "-".join(form))
            command = [sys.executable, "-c", RUN, "simulator", "report", str(folder)]
            seconds, kilobytes = measured([*command, "-o", str(out), "--format", *form])
            memory, size = kilobytes / 1024, out.stat().st_size / 1024 / 1024
            print(
                f"{' '.join(form):<24}{seconds:>8.2f} s{seconds / bare:>8.1f} times{memory:>8.0f} MiB"
                f"{size:>8.1f} MiB written"
            )
            if seconds > MOST_SECONDS or memory > MOST_MEMORY:
                too_much.append(" ".join(form))
    if too_much and options.plays <= GOAL:
        raise SystemExit(f"Over {MOST_SECONDS} s or {MOST_MEMORY} MiB: {', '.join(too_much)}.")


if __name__ == "__main__":
    main()
