"""Kill a shift in the middle again and again, and see that nothing is lost whose answer was shown.

    python -m bench.shift_kills [KILLS] [SEED]

A program works the shipped shifts by a random policy, one move after the other, and says each move once it is answered. It is
killed with SIGKILL after a random number of moves and a random moment; then the shift is resumed, mostly in the middle of a
customer, and what it holds must be what was said, and at most one move more.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.play.shift_opening import begin_shift, resume_shift
from simulator.records.journal import read
from simulator.records.saves import Saves
from simulator.ruleset import LISTEN, SILENCE
from simulator.scenario.library import Library, shipped_folder
from simulator.shift.library import find_shift, read_shift
from simulator.shift.play import BREATH

if TYPE_CHECKING:
    from simulator.play.shift_session import ShiftSession

MOST_MOVES = 12
"""Moves after which the program is killed at the latest."""
DONE = "done"


def work(folder: Path, name: str, seed: int) -> None:
    """Resume a shift, or begin it, and make moves until it is over; print each once it is on the disk."""
    library, saves, chance = Library((shipped_folder(),)), Saves(folder), random.Random(seed)
    if saves.path(name).exists():
        session = resume_shift(saves.resume(name), library, time.monotonic).session
    else:
        file = read_shift(find_shift(library, name), library)
        started = datetime.now(UTC)
        session = begin_shift(
            file, saves, person="Ada", seed=seed, started=started, now=time.monotonic
        ).session
    print("ready", flush=True)
    while not session.over:
        move = next_move(session, chance)
        session.move(move)
        print(move, flush=True)
    print(DONE, flush=True)


def next_move(session: ShiftSession, chance: random.Random) -> str:
    """Return a random move that is allowed now."""
    play = session.play
    if play.due:
        return play.due
    talk = session.seat.conversation
    moves = [reply.id for reply in talk.offered()] + [LISTEN] * talk.can_listen
    if session.can_breathe and chance.random() < 0.1:
        return BREATH
    return chance.choice(moves) if moves else SILENCE


def kill(folder: Path, times: int, seed: int) -> tuple[int, int]:
    """Kill that many times; return how many moves were acknowledged, and how many kills were in the middle of a customer."""
    chance = random.Random(seed)
    known: list[str] = []
    acknowledged = inside = at = 0
    names = ("hard-saturday", "first-day", "one-of-those-days")
    for number in range(times):
        name = names[at % len(names)]
        shift = folder / str(at)
        command = [sys.executable, "-m", "bench.shift_kills", "work", str(shift), name]
        with subprocess.Popen(
            [*command, str(seed + number)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            wanted = chance.randint(0, MOST_MOVES)
            said = [process.stdout.readline() for _ in range(wanted + 1)]
            time.sleep(chance.random() / 500)
            process.send_signal(signal.SIGKILL)
            said += process.stdout.readlines()
        moves = [line.strip() for line in said if line.endswith("\n")]
        over = DONE in moves
        made = [move for move in moves if move not in ("ready", DONE)]
        path = Saves(shift).path(name)
        kept = list(read(path).moves) if path.exists() else []
        expected = known + made
        assert kept[: len(expected)] == expected, (number, expected, kept)
        assert len(kept) <= len(expected) + 1, (number, expected, kept)
        acknowledged += len(made)
        inside += bool(kept) and not over
        known = kept
        if over:
            known, at = [], at + 1
    return acknowledged, inside


def main(kills: int = 300, seed: int = 1) -> None:
    """Kill, and say what was found."""
    with tempfile.TemporaryDirectory() as folder:
        acknowledged, inside = kill(Path(folder), kills, seed)
    print(
        f"{kills} kills, {inside} of them in mid-shift; {acknowledged} moves acknowledged, none lost."
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    else:
        main(*map(int, sys.argv[1:]))
