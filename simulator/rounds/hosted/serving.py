"""Opens a round and serves it until it is told to end: files, certificate, port, signals.

Everything that can be wrong with how a round was asked for is raised as one sentence before anybody can join.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import gc
import signal
import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from simulator.errors import SimulatorError
from simulator.play.opening import playable
from simulator.rounds.event_log import EventLog, RecordFailed
from simulator.rounds.hosted.addresses import asked_for_by, is_loopback, url_of
from simulator.rounds.hosted.certificate import Certificate, certificate_in, named_certificate
from simulator.rounds.hosted.deadlines import save_clocks
from simulator.rounds.hosted.event_checks import RowDamaged, check_event
from simulator.rounds.hosted.listener import Listener, listen
from simulator.rounds.hosted.matching import MatcherProcess
from simulator.rounds.hosted.open_files import open_files
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.round_file import DAMAGES, endpoint_of, setup_of
from simulator.rounds.hosted.server import Server, lasting
from simulator.rounds.hosted.server_events import Events
from simulator.rounds.hosted.views import join_lines
from simulator.rounds.scenario_texts import readings_of
from simulator.text import clean_name

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from simulator.rounds.event_log import Event
    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.rounds.model import Setup


COLLECTED = (500, 4, 100_000)
"""When the collector of cycles looks: at little at a time, and all but never at what is old. A play is made of values without
cycles, and to look at all the plays of a large class takes a tenth of a second in which no one is answered."""
SWITCHED_SECONDS = 0.001
"""How long the thread that writes waits for the one that answers, which hold the interpreter in turns; Python's own five
milliseconds are what a move takes in all."""


@dataclass(frozen=True, slots=True)
class Served:
    """A round that can be joined, how it is reached, and the certificate's fingerprint, if there is one."""

    round: HostedRound
    server: Server
    url: str
    fingerprint: str | None

    @property
    def join_line(self) -> str:
        """What is typed in a terminal to join; it carries the fingerprint."""
        return join_lines(self.url, self.fingerprint, self.round.admission).terminal

    @property
    def board_url(self) -> str:
        """Where the projector finds the board."""
        return join_lines(self.url, self.fingerprint, self.round.admission).board

    @property
    def trainer_url(self) -> str:
        """Where the trainer's page is opened, with their token, which stays in the browser."""
        return f"{self.url}/trainer#token={self.round.admission.trainer_token}"


async def serve(
    record_path: Path,
    new: Setup | None,
    where: Endpoint,
    pages: Mapping[str, tuple[str, bytes]],
    certificates: Path,
    ready: Callable[[Served, asyncio.Event], Awaitable[None]],
    routes: Callable[[Server], Iterable[web.RouteDef]] = lambda _server: (),
) -> bool:
    """Serve a new round, or the one of a record if `new` is None, until the event that `ready` is given is set.

    `routes` gives what else the server answers.

    Return whether its file holds all of it then. Raises SimulatorError.
    """
    check_public_url(where.public_url)
    certificate = certificate_for(where, certificates)
    context = certificate.context() if certificate else None
    # A new round's port is taken before its file is made, so that one that cannot begin leaves no file behind.
    early = listen(where.bind, where.port) if new else None
    try:
        record = EventLog(record_path, new=new is not None)
    except SimulatorError:
        if early:
            early.close()
        raise
    begun = False
    try:
        round, before = await open_round(record, new)
        listening = early or listen(where.bind, where.port, again=where == before)
        port = int(listening.getsockname()[1])
        await round.bind(replace(where, port=port))
        begun = True
        # Behind another name is a proxy, or a tunnel, whose one address is everyone's.
        by_address = where.public_url is None
        names = asked_for_by(where.bind, where.public_url)
        matcher = MatcherProcess()
        round.find = matcher.find
        server = Server(round, pages, names, by_address=by_address)
        more = (*Events(server).routes(), *routes(server))
        runner = web.AppRunner(server.application(more), access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        server_of_http = runner.server
        assert server_of_http is not None
        listener = Listener(listening, context, files=open_files(), by_address=by_address)
        server.on_identified = listener.identify
        accepting = asyncio.create_task(lasting(lambda: listener.accept(server_of_http)))
        try:
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
            url = url_of(where.bind, port, encrypted=context is not None)
            if where.public_url:
                url = where.public_url.rstrip("/")
            fingerprint = certificate.fingerprint if certificate else None
            round.address, round.fingerprint = url, fingerprint or ""
            server.on_stop = stop.set
            await ready(Served(round, server, url, fingerprint), stop)
            await stop.wait()
        finally:
            accepting.cancel()
            listening.close()
            matcher.close()
            await runner.cleanup()
            with contextlib.suppress(RecordFailed):
                await save_clocks(round)
    finally:
        record.close()
        if new is not None and not begun:
            record.remove()
        if early:
            early.close()
    return not record.is_lost


def check_public_url(url: str | None) -> None:
    """Raise SimulatorError where the other address of a round isn't one that browsers could use."""
    if url is None:
        return
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        whole = f"{parts.scheme}://{parts.netloc}"
    except ValueError:
        good = False
    if not good or "@" in parts.netloc:
        raise SimulatorError(
            f"{clean_name(url, 80)!r} isn't an address others could open.",
            "Give the whole address, as in --public-url https://rounds.example.org.",
        )
    if url.rstrip("/") != whole:
        raise SimulatorError(
            f"--public-url can't have anything after the host name, as {clean_name(url, 80)!r} does: a round's pages are "
            "served from the top of the address.",
            "Give the round its own name or port there.",
        )


async def open_round(record: EventLog, new: Setup | None) -> tuple[HostedRound, Endpoint | None]:
    """Return the round, new or as its record has it, and where that was served last."""
    events = [] if new else record.events()
    setup = new or setup_of(events, record)
    if new is None:
        setup.check_edition()
    round = HostedRound(
        setup,
        [playable(reading) for reading in readings_of(setup)],
        record,
        now=time.monotonic,
        wall=lambda: datetime.datetime.now(datetime.UTC).isoformat(),
        slept=_slept,
    )
    if new is None:
        _reopen(round, events, record)
        return round, endpoint_of(events, record)
    await round.open()
    return round, None


def _reopen(round: HostedRound, events: list[Event], record: EventLog) -> None:
    """Let a round apply what its file holds; raises RecordFailed that names the event that cannot be."""
    row = 0

    def checked() -> Iterator[Event]:
        nonlocal row
        for event in events:
            row += 1
            check_event(event)
            yield event
            if round.scenario >= round.scenarios:
                raise RowDamaged("following")

    try:
        round.reopen(checked())
    except DAMAGES:
        raise record.damaged(row) from None


def _slept() -> float:
    """Return seconds that this machine has slept, where its clock stands still meanwhile; only their growth means anything."""
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return 0.0 if clock is None else time.clock_gettime(clock) - time.monotonic()


def certificate_for(where: Endpoint, folder: Path) -> Certificate | None:
    """Return the certificate to use, None where nothing is encrypted; raises SimulatorError where that would be unsafe."""
    near = is_loopback(where.bind)
    if where.cert and where.key:
        return named_certificate(where.cert, where.key)
    if where.cert or where.key:
        raise SimulatorError("A certificate needs its key.", "Give both --cert and --key.")
    if where.tls == "on" or (where.tls == "auto" and not near):
        return certificate_in(folder, datetime.datetime.now(datetime.UTC).date())
    if not near and not where.knows:
        raise SimulatorError(
            "Without TLS, anyone on the network could read the conversations and the codes.",
            "Leave out --tls off, or add --i-know.",
        )
    return None
