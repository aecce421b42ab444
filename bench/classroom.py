"""The server of a round under load, beside a bare aiohttp WebSocket server that echoes, in one run.

    python -m bench.classroom [--seats N] [--seconds S] [--parts echo,tls,flat,paced,burst,board] [--long [--kills N]]

The server is a process of its own, the load is this one; both on one machine. Trust the ratios, not the seconds. `--long` also
breaks things on purpose (breakages.py), which takes minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.sockets import Wire, dial

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

PARTS = ("echo", "tls", "flat", "paced", "burst", "board")
PATIENCE = 60.0
SCENARIO = """\
format = 1
title = "An endless call"
summary = "A call that goes on for as long as it is asked to."
brief = "You answer for a parcel service."
channel = "phone"
level = 1
needs = ["listen", "own", "solve"]
lesson = "Let people finish."
clock = 20
start = "opening"

[customer]
name = "Dana Weiss"
about = "Waits for a parcel."
backstory = "It is a birthday present."
turn_cost = 0

[scenes.opening]
narration = "The line crackles."
says = ["My parcel was meant to come on Monday, and nobody has told me where it is or when it might come."]

[[scenes.opening.replies]]
id = "own-it"
text = "You stayed in, and nobody came. That is ours to put right."
skills = ["reflect"]
note = "Says it back."
answer = "Yes. Exactly."

[[scenes.opening.replies]]
id = "look"
text = "Let me look that up for you while we speak, so that you need not ring again."
note = "Goes on."
answer = "Please do."

[[scenes.opening.replies]]
id = "done"
text = "It is in the depot, and will be with you at eight tomorrow."
skills = ["own"]
note = "Ends it."
answer = "Good."
to = "end"

[scenes.end]
narration = "They hang up."
ending = "settled"
outcome = "full"
"""
ECHO = """
import asyncio, sys
from aiohttp import WSMsgType, web
async def echo(request):
    socket = web.WebSocketResponse(compress=False, heartbeat=20.0)
    await socket.prepare(request)
    async for message in socket:
        await socket.send_str(message.data)
    return socket
try:
    import uvloop; run = uvloop.run
except ImportError:
    run = asyncio.run
async def main():
    application = web.Application()
    application.router.add_get("/ws", echo)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    print('{"url": "http://127.0.0.1:%d"}' % site._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()
run(main())
"""


class Process:
    """A server as a process of its own, what it said of itself, and what it takes."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.about: dict[str, Any] = json.loads(self.process.stdout.readline())

    @property
    def url(self) -> str:
        """Where it is reached."""
        return str(self.about["url"])

    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        text = Path(f"/proc/{self.process.pid}/stat").read_text()
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """KB that it holds now."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024

    def end(self, number: int = signal.SIGTERM) -> None:
        """End it."""
        self.process.send_signal(number)
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


def host(folder: Path, seats: int, *more: str) -> Process:
    """Run a round of the endless call."""
    file = folder / "endless.toml"
    file.write_text(SCENARIO, "utf-8")
    command = [sys.executable, "-m", "simulator", "host", str(file), "--headless", "--json"]
    command += ["--db", str(folder / f"{time.monotonic_ns()}.sqlite"), "--max-seats", str(seats)]
    return Process(
        [
            *command,
            *["--mode", "practice", "--clock", "0", "--limit", "0", "--countdown", "0"],
            *more,
        ]
    )


class Seat:
    """A seat that plays: one move in the air at a time, and how long each took."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.turn, self.sent, self.token = 0, 0.0, ""
        self.phase = ""
        self.took: list[float] = []
        self.again: Callable[[Seat], None] = lambda _seat: None
        self.told: Callable[[Seat], None] = lambda _seat: None
        wire.got = self._got

    def move(self) -> None:
        """Make the next move."""
        self.sent = time.perf_counter()
        self.wire.send(type="move", cmd=f"m{self.turn}", turn=self.turn, move="look")

    def _got(self, text: bytes) -> None:
        if text.startswith((b'{"type":"board"', b'{"type": "own"')):
            return
        message = json.loads(text)
        match message["type"]:
            case "moved":
                self.took.append(time.perf_counter() - self.sent)
                self.turn = message["turn"]
                self.again(self)
            case "refused" if message["reason"] == "too-fast":
                asyncio.get_running_loop().call_later(0.2, self.again, self)
            case "refused" | "error":
                sys.exit(f"not wanted: {message}")
            case "seat":
                self.token = message["token"]
            case "state":
                self.phase = message["phase"]
                self.told(self)


class Class:
    """All seats of a round, and its trainer."""

    def __init__(self, server: Process) -> None:
        self.server = server
        self.seats: list[Seat] = []
        self.trainer: Wire

    async def join(self, number: int) -> float:
        """So many seats, 100 at a time; gives the seconds until all had a state."""
        about = self.server.about
        gate = asyncio.Semaphore(100)

        async def one(name: str) -> Seat:
            async with gate:
                seat = Seat(await dial(self.server.url))
                told = asyncio.get_running_loop().create_future()
                seat.told = lambda _seat: told.done() or told.set_result(None)
                seat.wire.send(type="join", v=1, code=about["code"], name=name)
                await asyncio.wait_for(told, PATIENCE)
            return seat

        began = time.perf_counter()
        self.seats += await asyncio.gather(*(one(f"Trainee {at}") for at in range(number)))
        took = time.perf_counter() - began
        self.trainer = await dial(self.server.url)
        self.trainer.send(type="trainer", v=1, token=about["trainer_token"])
        return took

    async def go(self, order: str, phase: str) -> float:
        """Say something as the trainer; return the seconds until all have been told of the phase."""
        missing = {id(seat) for seat in self.seats if seat.phase != phase}
        done = asyncio.get_running_loop().create_future()

        def told(seat: Seat) -> None:
            if seat.phase == phase:
                missing.discard(id(seat))
                if not missing and not done.done():
                    done.set_result(None)

        for seat in self.seats:
            seat.told = told
        began = time.perf_counter()
        self.trainer.send(type=order)
        await asyncio.wait_for(done, PATIENCE)
        return time.perf_counter() - began

    def took(self) -> list[float]:
        """How long each move took since asked for last, sorted."""
        found = sorted(time for seat in self.seats for time in seat.took)
        for seat in self.seats:
            seat.took.clear()
        return found


def centile(values: list[float], part: float) -> float:
    """Return the value below which that much of them lies, in milliseconds."""
    return 1000 * values[min(len(values) - 1, int(part * len(values)))]


@asynccontextmanager
async def opened(server: Process, seats: int) -> AsyncIterator[tuple[Class, float, float]]:
    """Run a class that plays, and measure the seconds its joining and its opening took."""
    try:
        everybody = Class(server)
        joining = await everybody.join(seats)
        opening = await everybody.go("start", "open")
        yield everybody, joining, opening
    finally:
        server.end()


async def echoes(seats: int, seconds: float) -> tuple[float, float]:
    """Messages a second of the bare server, each socket sending on when answered; and microseconds of processor each."""
    server = Process([sys.executable, "-c", ECHO])
    try:
        wires = [await dial(server.url) for _ in range(seats)]
        text = json.dumps({"type": "move", "cmd": "m1000", "turn": 1000, "move": "look"}).encode()
        count = 0

        def again(wire: Wire) -> Callable[[bytes], None]:
            def got(_text: bytes) -> None:
                nonlocal count
                count += 1
                wire.text(text)

            return got

        for wire in wires:
            wire.got = again(wire)
            wire.text(text)
        await asyncio.sleep(0.5)
        before, used, began = count, server.cpu(), time.perf_counter()
        await asyncio.sleep(seconds)
        count -= before
        return count / (time.perf_counter() - began), 1e6 * (server.cpu() - used) / count
    finally:
        server.end()


async def flat(everybody: Class, seconds: float) -> tuple[float, float]:
    """Durable moves a second, each seat moving on when it is answered; and microseconds of processor for each."""
    used, end = everybody.server.cpu(), time.perf_counter() + seconds

    def again(seat: Seat) -> None:
        if time.perf_counter() < end:
            seat.move()

    began = time.perf_counter()
    for seat in everybody.seats:
        seat.again = again
        seat.move()
    await asyncio.sleep(seconds)
    count = sum(len(seat.took) for seat in everybody.seats)
    rate, cost = count / (time.perf_counter() - began), everybody.server.cpu() - used
    await asyncio.sleep(1.0)
    return rate, 1e6 * cost / count


async def paced(everybody: Class, rate: int, seconds: float) -> list[float]:
    """So many moves a second, spread evenly over the seats; how long each took."""
    for seat in everybody.seats:
        seat.again = lambda _seat: None
    began, number = time.perf_counter(), 0
    while (now := time.perf_counter() - began) < seconds:
        while number < now * rate:
            everybody.seats[number % len(everybody.seats)].move()
            number += 1
        await asyncio.sleep(0.001)
    await asyncio.sleep(1.0)
    return everybody.took()


async def burst(everybody: Class) -> float:
    """Everybody at once; seconds until the last was answered."""
    for seat in everybody.seats:
        seat.again = lambda _seat: None
    began = time.perf_counter()
    for seat in everybody.seats:
        seat.move()
    await asyncio.sleep(2.0)
    last = max(seat.sent + seat.took[-1] for seat in everybody.seats) - began
    everybody.took()
    return last


async def board(everybody: Class, seconds: float) -> float:
    """Percent of a core that the server takes while nobody moves and the board is sent twice a second."""
    before, began = everybody.server.cpu(), time.perf_counter()
    await asyncio.sleep(seconds)
    return 100 * (everybody.server.cpu() - before) / (time.perf_counter() - began)


async def joined(folder: Path, seats: int, *more: str) -> None:
    """Measure joining and memory."""
    server = host(folder, seats, *more)
    try:
        everybody = Class(server)
        await everybody.join(1)
        before = server.memory()
        joining = await everybody.join(seats - 1)
        await asyncio.sleep(1.0)
        here = (server.memory() - before) / (seats - 1)
        opening = await everybody.go("start", "open")
        await asyncio.sleep(2.0)
        open_now = (server.memory() - before) / (seats - 1)
    finally:
        server.end()
    how = "over TLS" if more else "plain"
    print(f"{seats} seats join {how}: {joining:.2f} s; {here:.1f} KB a seat in the lobby,", end=" ")
    print(f"{open_now:.1f} once it is open; opening told to all in {opening:.2f} s")


async def measure(arguments: argparse.Namespace, folder: Path) -> None:
    """Run the parts that were asked for."""
    if arguments.long:
        from bench.breakages import broken

        await broken(folder, arguments.kills)
    seats, seconds, parts = arguments.seats, arguments.seconds, arguments.parts.split(",")
    bare = 0.0
    if "echo" in parts:
        bare, least = await echoes(seats, seconds)
        print(f"bare echo to {seats} sockets: {bare:.0f} messages a second (1.00),", end=" ")
        print(f"{least:.0f} µs of processor each")
    if "tls" in parts:
        await joined(folder, seats)
        await joined(folder, seats, "--tls", "on")
    if not set(parts) & {"flat", "paced", "burst", "board"}:
        return
    async with opened(host(folder, seats), seats) as (everybody, _, _):
        await asyncio.sleep(1.0)
        if "board" in parts:
            share = await board(everybody, max(10.0, seconds))
            print(f"board to {seats} seats twice a second: {share:.1f} % of a core")
        if "burst" in parts:
            lasts = [1000 * await burst(everybody) for _ in range(5)]
            print(
                f"all {seats} at once: the last answered after {statistics.median(lasts):.0f} ms",
                end="",
            )
            print(f" (of 5, most {max(lasts):.0f})")
        if "paced" in parts:
            took = await paced(everybody, arguments.rate, seconds)
            print(f"{arguments.rate} moves a second: p50 {centile(took, 0.5):.1f} ms,", end=" ")
            print(f"p99 {centile(took, 0.99):.1f} ms, most {centile(took, 1):.1f} ms")
        if "flat" in parts:
            rate, cost = await flat(everybody, seconds)
            took = everybody.took()
            beside = f" ({rate / bare:.2f} of the bare echo)" if bare else ""
            print(f"flat out: {rate:.0f} durable moves a second{beside}, {cost:.0f} µs of", end=" ")
            print(f"processor each, p99 {centile(took, 0.99):.0f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seats", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each part")
    parser.add_argument("--rate", type=int, default=1000, help="moves a second where paced")
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--long", action="store_true", help="break things on purpose as well")
    parser.add_argument("--kills", type=int, default=200, help="how often it is killed with --long")
    arguments = parser.parse_args()
    if wrong := set(arguments.parts.split(",")) - set(PARTS):
        parser.error(f"there is no part {sorted(wrong)[0]!r}; there are {', '.join(PARTS)}")
    try:
        from uvloop import run
    except ImportError:
        from asyncio import run
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory() as folder:
        run(measure(arguments, Path(folder)))


if __name__ == "__main__":
    main()
