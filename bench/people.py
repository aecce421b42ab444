"""A class of simulated trainees with human pauses, through the program's own client, from the lobby to the debrief.

    python -m bench.people [SCENARIO] [--seats 30] [--seed 1] [--limit 300]

Each reads what is new at about four words a second, thinks for a while that is drawn for them, then listens or replies; who
thinks too long is overtaken by the clock. Prints how they fared, how long a move took to be answered, and what the server cost.
Takes some minutes, because people do. No timed test: look at the ratios of pause to answer.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from bench.classroom import Process
from bench.sockets import dial
from simulator.rounds.client.connection import RoundClient
from simulator.rounds.client.seat_tokens import SeatTokens
from simulator.rounds.client.session import RemoteSession, UpdateKind
from simulator.ruleset import LISTEN

WORDS_A_SECOND = 4.0
THINKING, SPREAD = 3.0, 0.6
"""Median seconds of thought, and the spread of their logarithm."""


class Trainee:
    """One who plays at a human pace."""

    def __init__(self, about: dict[str, str], number: int, seed: int, folder: Path) -> None:
        tokens = SeatTokens(folder / f"seat-{number}.json")
        self._client = RoundClient(about["url"], about["code"], f"Trainee {number}", tokens)
        self.seat = RemoteSession(time.monotonic)
        self._random = Random(f"{seed}/{number}")
        self._due: asyncio.Task[None] | None = None
        self._sent = 0.0
        self.answers: list[float] = []
        self.pauses: list[float] = []
        self.seen: Counter[str] = Counter()

    async def play(self) -> None:
        """From joining to the debrief."""
        async for message in self._client.messages():
            update = self.seat.apply(message)
            if update.kind is UpdateKind.MOVED:
                self.seen["silences" if update.turn.silent else "moves"] += 1
                if not update.turn.silent:
                    self.answers.append(time.monotonic() - self._sent)
            elif update.kind in (UpdateKind.REFUSED, UpdateKind.LOST):
                self.seen[f"{update.kind.value} {update.text}".strip()] += 1
            if update.kind is UpdateKind.DEBRIEF:
                break
            if update.kind in (UpdateKind.ENTERED, UpdateKind.MOVED) and self.seat.may_move:
                if self._due:
                    self._due.cancel()
                fresh = sum(len(line.text.split()) for line in update.turn.lines)
                offered = sum(len(choice.text.split()) for choice in self.seat.choices)
                thought = self._random.lognormvariate(0, SPREAD) * THINKING
                self._due = asyncio.create_task(
                    self._reply((fresh + offered) / WORDS_A_SECOND + thought)
                )

    async def _reply(self, pause: float) -> None:
        await asyncio.sleep(pause)
        moves = [choice.id for choice in self.seat.choices]
        listens = self.seat.can_listen and (not moves or self._random.random() < 0.6)
        if not moves and not listens:
            return  # time goes by
        message = self.seat.ask(
            LISTEN if listens else self._random.choice(moves), secrets.token_hex(8)
        )
        if message:
            self.pauses.append(pause)
            self._sent = time.monotonic()
            await self._client.send(message)


async def lesson(arguments: argparse.Namespace, folder: Path) -> bool:
    """Play a round; false where somebody did not come to the debrief as they should."""
    command = [sys.executable, "-m", "simulator", "host", arguments.scenario, "--headless"]
    command += ["--json", "--db", str(folder / "round.sqlite"), "--countdown", "3"]
    server = Process([*command, "--limit", str(arguments.limit)])
    trainer = await dial(server.url)
    trainer.send(type="trainer", v=1, token=server.about["trainer_token"])
    people = [
        Trainee(server.about, number, arguments.seed, folder)
        for number in range(1, arguments.seats + 1)
    ]
    plays = [asyncio.create_task(one.play()) for one in people]
    while not all(one.seat.phase for one in people):
        await asyncio.sleep(0.1)
    began, used = time.monotonic(), server.cpu()
    trainer.send(type="start")
    await asyncio.gather(*plays)
    took = time.monotonic() - began
    share = 100 * (server.cpu() - used) / took
    server.end()
    seen = sum((one.seen for one in people), Counter())
    answers = sorted(1000 * answer for one in people for answer in one.answers)
    pauses = [pause for one in people for pause in one.pauses]
    own = [one.seat.own.points for one in people if one.seat.own]
    done = sum(one.seat.ended for one in people)
    print(
        f"{len(people)} trainees, {took:.0f} s, {done} came to an end, points {min(own)} to {max(own)}"
    )
    print(", ".join(f"{what}: {times}" for what, times in sorted(seen.items())))
    print(
        f"pause before a move: median {statistics.median(pauses):.1f} s; answered after "
        f"median {statistics.median(answers):.1f} ms, most {answers[-1]:.1f} ms"
    )
    print(f"the server took {share:.1f} % of a core")
    return len(own) == len(people) and all(one.seat.panes for one in people)


def main() -> int:
    """Run it and say how it went; 1 where it went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("scenario", nargs="?", default="day-45")
    parser.add_argument("--seats", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=300, help="seconds for the round")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return 0 if asyncio.run(lesson(arguments, Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main())
