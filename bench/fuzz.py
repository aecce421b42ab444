"""Damage files and messages of every kind, for as long as is given, and see that each is read or told in a sentence.

    python -m bench.fuzz [MINUTES] [--seed 1] [--only NAME]

The readers and the damage are those of `tests/unit/test_hostile_input.py`. Every input that fails is kept in `build/fuzz`.
Where atheris is installed (`pip install atheris`, which the program doesn't need), half of the time goes to inputs that are
led by the branches which earlier ones took. The process has two gigabytes of memory and half a minute for each input.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from tests.support.hostile_input import TARGETS, Target, answer
from tests.support.mutated_bytes import mutated

MAX_MEMORY = 2 << 30
MAX_SECONDS = 30
FOUND = Path("build/fuzz")


def main() -> int:
    """Damage until the time is over; return how many inputs failed, 1 at the most."""
    parser = argparse.ArgumentParser(description="Damage files and messages of every kind.")
    parser.add_argument("minutes", nargs="?", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[target.name for target in TARGETS])
    parser.add_argument("--guided", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    targets = [target for target in TARGETS if options.only in (None, target.name)]
    FOUND.mkdir(parents=True, exist_ok=True)
    limit_process()
    if options.guided:
        guided(targets[0], options.minutes * 60, options.seed)
    has_atheris = importlib.util.find_spec("atheris") is not None
    seconds = options.minutes * 60 / (2 if has_atheris else 1)
    failed = blind(targets, seconds, options.seed)
    if has_atheris:
        failed += sum(lead(target, seconds / len(targets), options.seed) for target in targets)
    else:
        print("atheris isn't installed, so no input was led by the branches that others took.")
    return min(failed, 1)


def limit_process() -> None:
    """Let this process have no more memory than that, and end what takes too long by an error."""

    def too_long(_signal: int, _frame: Any) -> None:
        raise TimeoutError(f"not read in {MAX_SECONDS} seconds")

    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, resource.RLIM_INFINITY))
    signal.signal(signal.SIGALRM, too_long)


def blind(targets: list[Target], seconds: float, seed: int) -> int:
    """Damage examples at random, one target after the other; return how many inputs failed."""
    chance = random.Random(seed)
    tried: Counter[str] = Counter()
    slowest = dict.fromkeys((target.name for target in targets), 0.0)
    failed = 0
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            for target in targets:
                examples = target.examples()
                data = mutated(chance.choice(examples), chance.randrange, examples)
                begun = time.process_time()
                failed += not stands(target, data, Path(folder))
                tried[target.name] += 1
                slowest[target.name] = max(slowest[target.name], time.process_time() - begun)
    for name, count in tried.items():
        print(f"{name}: {count:,} inputs, the slowest in {slowest[name]:.2f} s")
    print(f"{tried.total():,} inputs by seed {seed}; {failed} failed.", flush=True)
    return failed


def stands(target: Target, data: bytes, folder: Path) -> bool:
    """Return whether some data is read or told in a sentence; data that isn't is kept."""
    current = (
        FOUND / f"current-{os.getpid()}"
    )  # left behind where the process itself is ended by it
    current.write_bytes(data)
    signal.alarm(MAX_SECONDS)
    try:
        answer(target, data, folder)
    except Exception:
        name = f"{target.name.replace(' ', '-')}-{hashlib.sha256(data).hexdigest()[:12]}"
        (FOUND / name).write_bytes(data)
        print(f"{target.name}: {FOUND / name}", traceback.format_exc(), sep="\n", flush=True)
        return False
    finally:
        signal.alarm(0)
        current.unlink()
    return True


def lead(target: Target, seconds: float, seed: int) -> int:
    """Let atheris choose the damage, in a process of its own; return how many inputs failed, 1 at the most."""
    command = [sys.executable, "-m", "bench.fuzz", str(seconds / 60), "--guided"]
    command += ["--only", target.name, "--seed", str(seed)]
    with tempfile.TemporaryFile("w+") as log:
        code = subprocess.run(command, stdout=log, stderr=log, check=False).returncode
        log.seek(0)
        lines = log.read().splitlines()
    told = [line for line in lines if line.startswith("stat::number_of_executed_units")]
    count = told[-1].split()[-1] if told else "no"
    print(f"{target.name}, led by branches: {count} inputs, exit code {code}", flush=True)
    if code:
        print("\n".join(lines[-40:]), flush=True)
    return min(code, 1)


def guided(target: Target, seconds: float, seed: int) -> None:
    """Hand this process to atheris, which ends it after some seconds, or at the first input that fails."""
    import atheris

    atheris.instrument_all()
    examples = target.examples()
    folder = Path(tempfile.mkdtemp())

    def damage(raw: bytes) -> None:
        choices = atheris.FuzzedDataProvider(raw)

        def pick(below: int) -> int:
            return int(choices.ConsumeIntInRange(0, below - 1))

        data = mutated(examples[pick(len(examples))], pick, examples)
        if not stands(target, data, folder):
            raise AssertionError(target.name)

    words = ["fuzz", f"-max_total_time={max(1, round(seconds))}", "-print_final_stats=1"]
    atheris.Setup([*words, f"-seed={seed}", "-rss_limit_mb=2048"], damage)
    atheris.Fuzz()


if __name__ == "__main__":
    raise SystemExit(main())
