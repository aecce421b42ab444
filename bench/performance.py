"""Run the measurements side by side and write docs/performance.md, with the machine and the date.

    python -m bench.performance [--only start] [-o docs/performance.md]

Each script prints ratios to a peer or a bare baseline of the same run; this one adds nothing to its figures. A script that
takes longer than its limit is ended, and the page says so. Leave the machine alone meanwhile: the page gives the load before
and after.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
LIBRARIES = ("textual", "transitions", "tomli", "numpy")
MAX_SECONDS = 120.0
"""Seconds that one script may take; on a quiet machine all of them together take less than six minutes."""
WIDTH = 128
PROVED = ("day-45", "discontinued-filter", "forty-minute-caller")
"""Scenarios of few, of more and of the most states: all that are shipped would take as long as everything else together."""


class Measurement(NamedTuple):
    """A script of this folder with its arguments, and what its figures are about, in a sentence."""

    name: str
    arguments: tuple[str, ...]
    about: str


MEASUREMENTS = (
    Measurement(
        "start",
        ("--rounds", "3"),
        "The full screen from the command to the first key, its memory and its idle clock, beside a bare Textual app.",
    ),
    Measurement(
        "turns",
        ("--rounds", "1"),
        "A turn on the full screen, beside a bare Textual app that changes a text as large as the screen.",
    ),
    Measurement(
        "engine",
        (),
        "Moves of a conversation, beside the plain reading of the rules and a bare trigger of `transitions`.",
    ),
    Measurement(
        "prove",
        tuple(f"scenarios/{id}.toml" for id in PROVED),
        "Transitions of the prover, beside moves of a conversation.",
    ),
    Measurement(
        "history",
        (),
        "Home with 50,000 plays in the history and 10,000 saves, beside one of each and a bare reading.",
    ),
    Measurement(
        "peers",
        (),
        "What `check` and `check --prove` find of planted faults, beside other tools where these are installed.",
    ),
    Measurement(
        "report",
        ("--plays", "400"),
        "Reports on 400 saved conversations, beside a bare reading of the same lines as JSON.",
    ),
)


def main() -> int:
    """Measure, and write the page; return 1 if a script failed."""
    parser = argparse.ArgumentParser(description="Measure everything and write the page.")
    names = [measurement.name for measurement in MEASUREMENTS]
    parser.add_argument("--only", action="append", choices=names, help="can be used more than once")
    parser.add_argument("-o", type=Path, default=PAGE, dest="page")
    options = parser.parse_args()
    begun, load = time.monotonic(), os.getloadavg()[0]
    failed = False
    sections = []
    for measurement in MEASUREMENTS:
        if options.only and measurement.name not in options.only:
            continue
        print(f"bench.{measurement.name} …", flush=True)
        text, ok = measure(measurement)
        failed |= not ok
        sections.append(text)
    minutes = (time.monotonic() - begun) / 60
    loads = f"{load:.1f} before and {os.getloadavg()[0]:.1f} after"
    options.page.write_text("".join([head(minutes, loads), *sections]), "utf-8")
    print(f"{options.page}: {minutes:.1f} minutes, load {loads}")
    return 1 if failed else 0


def head(minutes: float, loads: str) -> str:
    """Return the top of the page: how it is made and read, and the machine."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return f"""# Performance

Written by `make bench`; don't edit it. Trust the ratios within a section: the programs compared ran in turns.
[bench/README.md](../bench/README.md) says what each script does and has figures of longer runs.

| | |
|---|---|
| date | {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {_commit()} |
| machine | {_processor()}, {os.cpu_count()} cores, {_memory()} GiB, {platform.system()} {platform.machine()} |
| load of a minute | {loads} |
| Python | {platform.python_version()}, {versions} |
| time taken | {minutes:.1f} minutes |
"""


def measure(measurement: Measurement) -> tuple[str, bool]:
    """Run a script; return its section of the page, and whether it ended well."""
    words = ["bench." + measurement.name, *measurement.arguments]
    environment = {**os.environ, "COLUMNS": str(WIDTH)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=MAX_SECONDS,
            check=False,
        )
        output, code = done.stdout, f"exit code {done.returncode}"
        ok = done.returncode == 0
    except subprocess.TimeoutExpired as error:
        output, code, ok = error.stdout or b"", f"ended after {MAX_SECONDS:.0f} s", False
    told = "" if ok else f", {code}"
    shown = _shown(output.decode("utf-8", "replace"))
    command = f"python -m {' '.join(words)}"
    seconds = f"{time.monotonic() - begun:.0f} s{told}"
    return (
        f"\n## {measurement.name.capitalize()}\n\n{measurement.about}\n\n`{command}`, {seconds}:\n\n```text\n{shown}\n```\n",
        ok,
    )


def _shown(output: str) -> str:
    """Return a script's output without colours and the places of this checkout."""
    plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", output).replace(str(ROOT), ".")
    return "\n".join(line.rstrip() for line in plain.strip().splitlines())


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "unknown"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.processor() or "unknown processor"
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30))


if __name__ == "__main__":
    raise SystemExit(main())
