"""Kill a play, a shift, a round and a report at random moments, for as long as is given, and see that nothing is lost.

    python -m bench.kills [MINUTES] [--seed 1] [--only play]

A play is resumed after each kill: it must hold every move that was answered, and at most one more. Shifts are those of
`bench.shift_kills`, rounds the tests that kill a server among its moves. A report is written to a new file, which must be whole
or not there, and the saves that it reads stay as they are.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.report import write_saves
from bench.shift_kills import kill as kill_shifts
from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.records.journal import read
from simulator.ruleset import LISTEN, SILENCE
from simulator.scenario.library import load, shipped_folder
from tests.support.commands import COMMAND, Desk, Session

SCENARIO = "day-45"
MAX_MOVES = 6
"""Moves that are answered before a kill, at the most."""
SHIFTS_AT_ONCE = 20
REPORT_SECONDS = 1.2
"""A report is killed within this time, in which it has been written now and then."""
SAVES = 60


def main() -> int:
    """Kill, and say what was found; raises AssertionError at the first loss."""
    parser = argparse.ArgumentParser(description="Kill programs at random moments.")
    parser.add_argument("minutes", nargs="?", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=tuple(KINDS))
    options = parser.parse_args()
    kinds = [options.only] if options.only else list(KINDS)
    for kind in kinds:
        end = time.monotonic() + options.minutes * 60 / len(kinds)
        with tempfile.TemporaryDirectory() as folder:
            print(f"{kind}: {KINDS[kind](Path(folder), end, options.seed)}", flush=True)
    return 0


def kill_plays(folder: Path, end: float, seed: int) -> str:
    """Kill a play in lines while it is typed to."""
    chance, desk = random.Random(seed), Desk(folder)
    scenario = load(shipped_folder() / f"{SCENARIO}.toml").scenario
    assert scenario is not None
    start = Conversation.begin(ScenarioMachine(scenario))
    kills = answered = 0
    known: list[str] = []
    path: Path | None = None
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    while time.monotonic() < end:
        named = ["--resume", path.stem] if path else [SCENARIO]
        saves = ("--plain", "--saves", str(desk.saves))
        with desk.process("play", *named, *saves, text=True, **pipes) as process:
            session = Session(process)
            session.until_asked()
            if path is None:
                path = max(desk.saved(), key=lambda saved: saved.stat().st_mtime_ns)
            for _ in range(chance.randint(0, MAX_MOVES)):
                move = _next_move(start, known, chance)
                session.type(move)
                if _is_last(start, [*known, move]):
                    break
                session.until_asked()
                known.append(move)
                answered += 1
            else:
                session.type(_next_move(start, known, chance))
            time.sleep(chance.random() / 100)
            process.kill()
        kept = list(read(path).moves)
        assert kept[: len(known)] == known, (seed, kills, known, kept)
        assert len(kept) <= len(known) + 1, (seed, kills, known, kept)
        kills, known = kills + 1, kept
        if _is_last(start, known):
            path, known = None, []
    return f"{kills} kills, {answered} moves answered, none lost"


def _next_move(start: Conversation, made: list[str], chance: random.Random) -> str:
    now = _after(start, made)
    moves = [reply.id for reply in now.offered()] + [LISTEN] * now.can_listen
    return chance.choice(moves) if moves else SILENCE


def _is_last(start: Conversation, made: list[str]) -> bool:
    return _after(start, made).over


def _after(start: Conversation, made: list[str]) -> Conversation:
    return play(start, tuple(made))[-1].after if made else start


def kill_shift(folder: Path, end: float, seed: int) -> str:
    """Kill a program that works the shipped shifts."""
    kills = answered = 0
    while time.monotonic() < end:
        batch = folder / str(kills)
        batch.mkdir()
        answered += kill_shifts(batch, SHIFTS_AT_ONCE, seed + kills)[0]
        kills += SHIFTS_AT_ONCE
    return f"{kills} kills, {answered} moves answered, none lost"


def kill_rounds(_folder: Path, end: float, _seed: int) -> str:
    """Run the tests that kill the server of a round, again and again."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "killed"]
    runs = 0
    while time.monotonic() < end:
        done = subprocess.run(
            [*command, "tests/functional/test_rounds.py"],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        runs += 1
    return f"{runs} rounds of every test that kills a server, nothing answered was lost"


def kill_reports(folder: Path, end: float, seed: int) -> str:
    """Kill a report while it is written."""
    chance, saves = random.Random(seed), folder / "saves"
    saves.mkdir()
    write_saves(saves, SAVES, seed)
    before = {path.name: path.read_bytes() for path in saves.iterdir()}
    whole: bytes | None = None
    kills = written = 0
    while time.monotonic() < end:
        path = folder / f"{kills}.csv"
        command = [*COMMAND, "report", str(saves), "--format", "csv", "--turns", "-o", str(path)]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            if whole is not None:
                time.sleep(chance.random() * REPORT_SECONDS)
                process.kill()
            process.wait()
        if path.exists():
            whole = whole or path.read_bytes()
            assert path.read_bytes() == whole, (seed, kills)
            written += 1
        assert before == {each.name: each.read_bytes() for each in saves.iterdir()}
        assert whole, "the first report, which isn't killed, wasn't written"
        kills += 1
    return f"{kills} kills, {written} reports written, each whole; the saves are as they were"


KINDS = {"play": kill_plays, "shift": kill_shift, "round": kill_rounds, "report": kill_reports}

if __name__ == "__main__":
    raise SystemExit(main())
