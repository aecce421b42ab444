"""Opens a round and serves it until it is told to end: files, certificate, port, signals.

Everything that can be wrong with how a round was asked for is raised as one sentence before anybody can join.
"""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

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
    certificate = _certificate(where, certificates)
    record = RoundRecord(record_path, new=new is not None)
    try:
        host, port = await _host(record, new, files, where)
        listening, port = _listen(where.bind, port, strict=where.port != 0)
        scheme = "https" if certificate else "http"
        name = f"[{where.bind}]" if ":" in where.bind else where.bind
        url = where.public_url or f"{scheme}://{_reached(name)}:{port}"
        await host.bound(port)
        server = Server(host, pages, _names(where))
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
            site = web.SockSite(
                runner, listening, ssl_context=certificate.context() if certificate else None
            )
            await site.start()
            stop = asyncio.Event()
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, stop.set)
            await ready(
                Served(host, server, url, certificate.fingerprint if certificate else None), stop
            )
            await stop.wait()
        finally:
            await runner.cleanup()
    finally:
        record.close()


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


def is_loopback(address: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _listen(bind: str, port: int, *, strict: bool) -> tuple[socket.socket, int]:
    """A listening socket; where the port was not asked for and is taken, another one."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    for wanted in (port, 0):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((bind, wanted))
            listening.listen(1024)
        except OSError as error:
            listening.close()
            if strict or wanted == 0:
                raise SimulatorError(
                    f"{bind}, port {wanted}, cannot be used: {error.strerror}.",
                    "Choose another address with --bind or another port with --port.",
                ) from None
        else:
            listening.setblocking(False)
            return listening, int(listening.getsockname()[1])
    raise AssertionError("one of the two was tried last")


def _reached(name: str) -> str:
    """How others reach an address: every address of this machine by the one it is known by on the network."""
    if name not in ("0.0.0.0", "[::]"):
        return name
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent; it tells which address would be used
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def _names(where: Where) -> frozenset[str]:
    """The names that the server may be asked for by."""
    from urllib.parse import urlsplit

    names = {
        where.bind,
        "localhost",
        "127.0.0.1",
        "::1",
        _reached(where.bind),
        socket.gethostname(),
    }
    if where.public_url:
        names.add(urlsplit(where.public_url).hostname or "")
    return frozenset(names - {""})
