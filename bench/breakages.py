"""What a round's server does when things break: kills, clients that never read, one that floods, one that repeats, strangers.

Run by `python -m bench.classroom --long`. What must never happen ends the run with a sentence; the rest is measured.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
import statistics
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bench.classroom import Class, Process, Seat, centile, host, paced
from bench.sockets import Wire, dial

if TYPE_CHECKING:
    from pathlib import Path

PLAYED = 0.2
"""Seconds of moves between two kills."""
REPEATS = 100
STRANGERS = 600
IMPOSTORS = 300


class Retrying:
    """A seat that sends what was not answered again after each break, and notes every answer by its cmd."""

    def __init__(self, name: str) -> None:
        self.name, self.token = name, ""
        self.answers: dict[str, int] = {}
        self.wire: Wire
        self.open: asyncio.Event

    async def come(self, about: dict[str, Any]) -> None:
        """Connect, and take the seat."""
        self.open = asyncio.Event()
        self.wire = await dial(about["url"])
        self.wire.got = self._got
        if self.token:
            self.wire.send(type="resume", v=1, token=self.token)
        else:
            self.wire.send(type="join", v=1, code=about["code"], name=self.name)

    def move(self) -> None:
        """Return the next move, or the one that was not answered."""
        turn = len(self.answers)
        self.wire.send(type="move", cmd=f"m{turn}", turn=turn, move="look")

    def _got(self, text: bytes) -> None:
        message = json.loads(text)
        match message["type"]:
            case "seat":
                self.token = message["token"]
            case "state" if message["phase"] == "open" and not self.open.is_set():
                if not len(self.answers) <= message["turn"] <= len(self.answers) + 1:
                    sys.exit(
                        f"{self.name} is at {message['turn']}, and knows of {len(self.answers)}"
                    )
                self.open.set()
                self.move()
            case "moved":
                before = self.answers.setdefault(message["cmd"], message["turn"])
                if before != message["turn"]:
                    sys.exit(f"{self.name} was answered {before} and then {message['turn']}")
                asyncio.get_running_loop().call_later(0.1, self.move)
            case "refused" if message["reason"] != "not-open":
                sys.exit(f"not wanted: {message}")


async def kills(folder: Path, times: int, seats: int) -> None:
    """Kill the server in the middle of moves, so many times."""
    server = host(folder, seats)
    record = server.about["db"]
    everybody = [Retrying(f"Trainee {at}") for at in range(seats)]
    back: list[float] = []
    began = time.perf_counter()
    for number in range(times + 1):
        trainer = await dial(server.url)
        trainer.send(type="trainer", v=1, token=server.about["trainer_token"])
        await asyncio.gather(*(seat.come(server.about) for seat in everybody))
        trainer.send(type="go-on" if number else "start")
        await asyncio.wait_for(asyncio.gather(*(seat.open.wait() for seat in everybody)), 30)
        back.append(time.perf_counter() - began)
        await asyncio.sleep(PLAYED)
        for seat in everybody:
            seat.move()  # in the air when it dies
        began = time.perf_counter()
        server.end(signal.SIGKILL if number < times else signal.SIGTERM)
        if number < times:
            command = [sys.executable, "-m", "simulator", "host", "--go-on", "--db", record]
            server = Process([*command, "--headless", "--json"])
    with sqlite3.connect(record) as connection:
        rows = connection.execute("SELECT stream, cmd FROM events WHERE kind = 'move'").fetchall()
    connection.close()
    known: dict[str, set[str]] = {}
    for stream, cmd in rows:
        known.setdefault(stream, set()).add(cmd)
    acknowledged = sum(len(seat.answers) for seat in everybody)
    written = sum(map(len, known.values()))
    if written != len(rows) or not acknowledged <= written <= acknowledged + seats:
        sys.exit(f"{acknowledged} moves were acknowledged, and {len(rows)} are in the record")
    print(
        f"killed {times} times under {seats} seats: {acknowledged} moves acknowledged, none lost,"
    )
    print(f"  none counted twice; all seats back {statistics.median(back[1:]):.2f} s", end=" ")
    print(f"after the kill, at most {max(back[1:]):.2f}")


async def deaf(folder: Path, seats: int, rate: int, seconds: float) -> None:
    """Others' answers with and without ten that never read and one that floods."""
    figures = []
    for bad in (False, True):
        server = host(folder, seats + 11)
        everybody = Class(server)
        await everybody.join(seats)
        worst = [Seat(await dial(server.url)) for _ in range(11)] if bad else []
        for number, seat in enumerate(worst):
            seat.wire.send(type="join", v=1, code=server.about["code"], name=f"Bad {number}")
        await asyncio.sleep(0.5)
        await everybody.go("start", "open")
        for seat in worst[1:]:
            seat.wire.transport.pause_reading()
        flood = asyncio.create_task(_flood(worst)) if worst else None
        took = await paced(everybody, rate, seconds)
        if flood:
            flood.cancel()
        figures.append(centile(took, 0.99))
        server.end()
    print(
        f"ten that never read and one that floods, among {seats} at {rate} moves a second:", end=" "
    )
    print(f"p99 {figures[1]:.1f} ms, without them {figures[0]:.1f} ({figures[1] / figures[0]:.2f})")


async def _flood(worst: list[Seat]) -> None:
    number = 0
    for seat in worst:
        seat.wire.got = lambda _text: None
    while True:
        for seat in worst:
            for _ in range(20):
                number += 1
                if seat.wire.transport.get_write_buffer_size() < 100_000:
                    seat.wire.send(type="move", cmd=f"f{number}", turn=99, move="listen")
        await asyncio.sleep(0.005)


async def crowd(folder: Path, seats: int, rate: int, seconds: float) -> None:
    """Answers and newcomers while another address connects again and again and says nothing, or half a request."""
    figures = []
    for bad in (False, True):
        server = host(folder, seats + 50)
        everybody = Class(server)
        await everybody.join(seats)
        await everybody.go("start", "open")
        strangers = asyncio.create_task(_strangers(server.url)) if bad else None
        took = await paced(everybody, rate, seconds)
        late = Class(server)
        joining = await late.join(50)
        if strangers:
            strangers.cancel()
        figures.append((centile(took, 0.99), joining))
        server.end()
    (alone, joined_alone), (beside, joined_beside) = figures
    print(
        f"{STRANGERS} strangers at a time from one address, among {seats} at {rate} moves a second:"
    )
    print(f"  p99 {beside:.1f} ms, without them {alone:.1f};", end=" ")
    print(f"50 more have joined after {joined_beside:.2f} s, without them {joined_alone:.2f}")


async def _strangers(url: str) -> None:
    """Keep so many silent connections open from another address, the oldest replaced by the next."""
    loop, parts = asyncio.get_running_loop(), urlsplit(url)
    held: deque[asyncio.BaseTransport] = deque()
    try:
        while True:
            for text in (b"", b"GET / HTTP/1.1\r\nHo"):
                transport, _ = await loop.create_connection(
                    asyncio.Protocol, parts.hostname, parts.port, local_addr=("127.0.0.2", 0)
                )
                transport.write(text)
                held.append(transport)
            while len(held) > STRANGERS:
                held.popleft().close()
            await asyncio.sleep(0.005)
    finally:
        for stranger in held:
            stranger.close()


async def impostors(folder: Path, seats: int) -> None:
    """Let a class join by its list while others ask to be let in, again and again, under names that aren't on it."""
    people = folder / "class.txt"
    people.write_text("".join(f"Trainee {at}\n" for at in range(seats)), "utf-8")
    figures = []
    for bad in (False, True):
        server = host(folder, seats, "--roster", str(people))
        asking = asyncio.create_task(_ask(server)) if bad else None
        if bad:
            await asyncio.sleep(1.0)
        figures.append(await Class(server).join(seats))
        if asking:
            asking.cancel()
        server.end()
    print(f"{IMPOSTORS} at a time ask to be let in: {seats} on the list have joined after", end=" ")
    print(f"{figures[1]:.2f} s, without them {figures[0]:.2f}")


async def _ask(server: Process) -> None:
    """Keep so many connections that wait for the trainer's yes, the oldest replaced by the next."""
    held: deque[Wire] = deque()
    number = 0
    while True:
        number += 1
        wire = await dial(server.url)
        wire.send(type="join", v=1, code=server.about["code"], name=f"Troll {number}")
        held.append(wire)
        while len(held) > IMPOSTORS:
            held.popleft().transport.close()
        await asyncio.sleep(0.005)


async def repeats(folder: Path) -> None:
    """Send the same cmd a hundred times, each over a connection of its own."""
    server = host(folder, 1)
    everybody = Class(server)
    await everybody.join(1)
    await everybody.go("start", "open")
    token, told = everybody.seats[0].token, set()
    everybody.seats[0].wire.got = lambda _text: None
    for _ in range(REPEATS):
        wire = await dial(server.url)
        answer = asyncio.get_running_loop().create_future()

        def got(text: bytes, answer: asyncio.Future[dict[str, Any]] = answer) -> None:
            message = json.loads(text)
            if message["type"] in ("moved", "refused") and not answer.done():
                answer.set_result(message)

        wire.got = got
        wire.send(type="resume", v=1, token=token)
        wire.send(type="move", cmd="same", turn=0, move="look")
        message = await asyncio.wait_for(answer, 10)
        del message["remaining_ms"]
        told.add(json.dumps(message, sort_keys=True))
        wire.transport.close()
    server.end()
    with sqlite3.connect(server.about["db"]) as connection:
        (events,) = connection.execute("SELECT count(*) FROM events WHERE cmd = 'same'").fetchone()
    connection.close()
    if (len(told), events) != (1, 1):
        sys.exit(f"the same cmd had {len(told)} answers and {events} events")
    print(f"the same cmd {REPEATS} times over as many connections: one event, equal answers")


async def broken(folder: Path, times: int) -> None:
    """All of it."""
    await repeats(folder)
    await deaf(folder, 200, 500, 5.0)
    await crowd(folder, 200, 200, 5.0)
    await impostors(folder, 60)
    await kills(folder, times, 20)
