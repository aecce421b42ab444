"""Opens a round and serves it until it is told to end: files, certificate, port, signals.

Everything that can be wrong with how a round was asked for is raised as one sentence before anybody can join.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import gc
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from simulator.classroom.addresses import asked_for_by, is_loopback, url_of
from simulator.classroom.certificate import Certificate, certificate_in, named_certificate
from simulator.classroom.events import Events
from simulator.classroom.faults import quiet_logger
from simulator.classroom.host import Host
from simulator.classroom.record import ROUND, Event, RecordFailed, RoundRecord
from simulator.classroom.rounds import Setup
from simulator.classroom.server import Server
from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.records.failures import shown
from simulator.scenario.library import load
from simulator.seat.opening import playable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from simulator.scenario.model import Scenario


FILES_BESIDES = 300
"""Files open at once besides those of seats: strangers at the door, the record, the program itself."""
COLLECTED = (500, 4, 100_000)
"""When the collector of cycles looks: at little at a time, and all but never at what is old. A play is made of values without
cycles, and to look at all the plays of a large class takes a tenth of a second in which nobody is answered."""
SWITCHED_SECONDS = 0.001
"""How long the thread that writes waits for the one that answers, which hold the interpreter in turns; Python's own five
milliseconds are what a move takes in all."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a round is served: address, port (0 for any), whether encrypted, by which certificate, under which other name."""

    bind: str
    port: int
    tls: str
    cert: Path | None
    key: Path | None
    public_url: str | None
    knows: bool


@dataclass(frozen=True, slots=True)
class Served:
    """A round that can be joined: its host, how it is reached, and the certificate's fingerprint, if there is one."""

    host: Host
    server: Server
    url: str
    fingerprint: str | None

    @property
    def join_line(self) -> str:
        """What is typed in a terminal to join; it carries the fingerprint."""
        pinned = f"#{self.fingerprint}" if self.fingerprint else ""
        return f"simulator join {self.url}{pinned} {self.host.door.code} --as NAME"

    @property
    def board_url(self) -> str:
        """Where the projector finds the board."""
        return f"{self.url}/board#token={self.host.door.view_token}"


async def serve(
    record_path: Path,
    new: Setup | None,
    files: tuple[Path, ...],
    where: Where,
    pages: Mapping[str, tuple[str, bytes]],
    certificates: Path,
    ready: Callable[[Served, asyncio.Event], Awaitable[None]],
) -> None:
    """Serve a new round, or the one of a record if `new` is None, until the event that `ready` is given is set.

    Raises SimulatorError.
    """
    _look_at(where)
    certificate = _certificate(where, certificates)
    context = certificate.context() if certificate else None
    # A new round's port is taken before its file is made, so that one that cannot begin leaves no file behind.
    early = _listen(where.bind, where.port) if new else None
    try:
        record = RoundRecord(record_path, new=new is not None)
    except SimulatorError:
        if early:
            early.close()
        raise
    begun = False
    try:
        host, port = await _host(record, new, files, where)
        listening = early or _listen(where.bind, port, strict=where.port != 0)
        port = int(listening.getsockname()[1])
        await host.bound(port)
        begun = True
        server = Server(host, pages, asked_for_by(where.bind, where.public_url))
        application = server.application(Events(server).routes())
        runner = web.AppRunner(
            application,
            access_log=None,
            shutdown_timeout=2.0,
            auto_decompress=False,
            logger=quiet_logger(),
        )
        await runner.setup()
        try:
            await web.SockSite(runner, listening, ssl_context=context).start()
            gc.collect()
            gc.freeze()
            gc.set_threshold(*COLLECTED)
            sys.setswitchinterval(SWITCHED_SECONDS)
            stop = asyncio.Event()
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                with contextlib.suppress(
                    NotImplementedError
                ):  # Windows, where Ctrl-C ends the loop
                    loop.add_signal_handler(number, stop.set)
            url = where.public_url or url_of(where.bind, port, encrypted=context is not None)
            await ready(
                Served(host, server, url, certificate.fingerprint if certificate else None), stop
            )
            await stop.wait()
        finally:
            await runner.cleanup()
            with contextlib.suppress(RecordFailed):
                await host.keep()
    finally:
        record.close()
        if new is not None and not begun:
            record.remove()
        if early:
            early.close()


def _look_at(where: Where) -> None:
    """Raise SimulatorError where the other name of a round cannot be one."""
    if where.public_url is None:
        return
    try:
        parts = urlsplit(where.public_url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        raise SimulatorError(
            f"{where.public_url[:80]!r} is no address that others could open.",
            "Write --public-url whole, as in https://rounds.example.org.",
        )


async def _host(
    record: RoundRecord, new: Setup | None, files: tuple[Path, ...], where: Where
) -> tuple[Host, int]:
    """The round, and the port that it wants."""
    events = [] if new else record.events()
    if new is None:
        try:
            setup = _setup_of(events, record.path)
        except (KeyError, TypeError, ValueError):
            raise RecordFailed(f"{shown(record.path)} holds no round that can be read.") from None
        setup.check_edition()
        files = tuple(Path(file) for file in setup.scenarios)
    else:
        setup = new
    scenarios = [_scenario(file) for file in files]
    if new is None and [item.hash for item in scenarios] != list(setup.hashes):
        message = "A scenario of this round has changed since it was begun, so its plays cannot be gone on with."
        raise SimulatorError(message, "Put the file back as it was.")
    host = Host(
        setup,
        [item.scenario for item in scenarios],
        record,
        now=time.monotonic,
        wall=lambda: datetime.datetime.now(datetime.UTC).isoformat(),
        slept=_slept,
    )
    port = where.port
    if new is None:
        try:
            host.go_on(events)
        except (KeyError, TypeError, ValueError, IllegalMove) as error:
            message = f"{shown(record.path)} holds a round that does not add up: {error}."
            raise RecordFailed(message) from None
        bound = [event.body["port"] for event in events if event.kind == "bound"]
        port = port or (int(bound[-1]) if bound else 0)
    else:
        await host.open()
    return host, port


def _slept() -> float:
    """Seconds that this machine has slept, where its clock stands still meanwhile; only their growth means anything."""
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return 0.0 if clock is None else time.clock_gettime(clock) - time.monotonic()


def files_missing(seats: int) -> int:
    """Let this process open as many files as it may, and give by how many that is too few for so many seats."""
    try:
        import resource
    except ImportError:
        return 0  # a system without such a limit
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY:
        hard = max(soft, seats + FILES_BESIDES)
    if hard > soft:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
            soft = hard
    return max(0, seats + FILES_BESIDES - soft)


@dataclass(frozen=True, slots=True)
class _Loaded:
    scenario: Scenario
    hash: str


def _scenario(file: Path) -> _Loaded:
    reading = load(file)
    return _Loaded(playable(reading), reading.hash)


def _setup_of(events: list[Event], path: Path) -> Setup:
    for event in events:
        if event.stream == ROUND and event.kind == "opened":
            if "hot_seat" in event.body:
                raise RecordFailed(
                    f"{shown(path)} holds a round that is played at one terminal.",
                    "Go on with it by `simulator round --hot-seat --go-on --db` and this file.",
                )
            return Setup.from_json(event.body["setup"])
    raise RecordFailed(f"There is no round in {shown(path)}.")


def _certificate(where: Where, folder: Path) -> Certificate | None:
    """The certificate to use; none where the connection is to be open. Raises SimulatorError where that would be unsafe."""
    near = is_loopback(where.bind)
    if where.cert and where.key:
        return named_certificate(where.cert, where.key)
    if where.cert or where.key:
        raise SimulatorError("A certificate needs its key.", "Give both --cert and --key.")
    if where.tls == "on" or (where.tls == "auto" and not near):
        return certificate_in(folder, datetime.datetime.now(datetime.UTC).date())
    if not near and not where.knows:
        raise SimulatorError(
            "Without TLS everybody on the network could read the plays and the codes.",
            "Leave out --tls off, or add --i-know.",
        )
    return None


def _listen(bind: str, port: int, *, strict: bool = True) -> socket.socket:
    """A listening socket; where the port was not asked for and is taken, another one."""
    listening = socket.socket(
        socket.AF_INET6 if ":" in bind else socket.AF_INET, socket.SOCK_STREAM
    )
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        if bind == "::":
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listening.bind((bind, port))
        listening.listen(1024)
    except (OSError, UnicodeError) as error:
        listening.close()
        if not strict and port != 0:
            return _listen(bind, 0)
        why = (isinstance(error, OSError) and error.strerror) or "it is no address"
        raise SimulatorError(
            f"{bind}, port {port}, cannot be used: {why}.",
            "Choose another address with --bind or another port with --port.",
        ) from None
    listening.setblocking(False)
    return listening
