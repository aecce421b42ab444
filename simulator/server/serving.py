"""Opens a server's file, certificate and port, and serves until it is told to end.

Everything that can be wrong with how it was asked for is raised as one sentence before anyone can connect.
"""

from __future__ import annotations

import asyncio
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.rounds.hosted.addresses import asked_for_by, url_of
from simulator.rounds.hosted.listener import Listener, listen
from simulator.rounds.hosted.open_files import open_files
from simulator.rounds.hosted.server import lasting
from simulator.rounds.hosted.serving import certificate_for, check_public_url
from simulator.server import accounts, audit, sessions
from simulator.server.application import application
from simulator.server.passphrases import Cost, Passphrases
from simulator.server.plays.shelf import Shelf
from simulator.server.plays.solo_plays import SoloPlays
from simulator.server.rendering import Templates
from simulator.server.site import Site
from simulator.server.sqlite_store import SqliteStore
from simulator.server.tokens import new_token

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.scenario.library import Library
    from simulator.server.tokens import Randomness

CLEANED_SECONDS = 24 * 3600
"""How often what is too old to be kept is deleted."""


@dataclass(frozen=True, slots=True)
class Started:
    """A server that answers: its address, the fingerprint of its certificate, and the link for the first trainer, if needed."""

    url: str
    fingerprint: str | None
    first_link: str | None


async def serve(
    path: Path,
    where: Endpoint,
    library: Library,
    certificates: Path,
    *,
    now: Callable[[], float],
    random: Randomness,
    ready: Callable[[Started], None],
) -> None:
    """Serve the file at a path until a signal comes; raises SimulatorError.

    Args:
        path: The server's file, made if it isn't there.
        where: Address, port and certificate.
        library: The scenarios.
        certificates: The folder for the certificate that the program makes.
        now: The time of day in seconds since 1970.
        random: Gives random bytes.
        ready: Told once how the server is reached.
    """
    check_public_url(where.public_url)
    certificate = certificate_for(where, certificates)
    context = certificate.context() if certificate else None
    listening = listen(where.bind, where.port)
    passphrases = Passphrases(Cost())
    try:
        store = SqliteStore(path)
    except BaseException:
        listening.close()
        raise
    try:
        port = int(listening.getsockname()[1])
        url = (where.public_url or url_of(where.bind, port, encrypted=context is not None)).rstrip(
            "/"
        )
        hosts = asked_for_by(where.bind, where.public_url)
        plays = SoloPlays(store, Shelf(library), random)
        site = Site(
            store,
            passphrases,
            Templates(),
            library,
            plays,
            now,
            time.monotonic,
            random,
            url,
            hosts,
            is_proxied=where.public_url is not None,
        )
        runner = web.AppRunner(application(site), access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        server = runner.server
        assert server is not None
        by_address = where.public_url is None  # a proxy's one address is everyone's
        listener = Listener(listening, context, files=open_files(), by_address=by_address)
        tasks = [
            asyncio.create_task(lasting(lambda: listener.accept(server))),
            asyncio.create_task(lasting(lambda: clean(site))),
        ]
        try:
            stop = asyncio.Event()
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, stop.set)
            ready(
                Started(
                    url, certificate.fingerprint if certificate else None, await first_link(site)
                )
            )
            await stop.wait()
        finally:
            for task in tasks:
                task.cancel()
            await runner.cleanup()
            plays.close()
    finally:
        listening.close()
        passphrases.close()
        store.close()


async def first_link(site: Site) -> str | None:
    """Return the link by which the first trainer makes an account; None where there is a trainer. Raises StoreFailed."""
    if await accounts.has_trainers(site.store):
        return None
    token = new_token(site.random)
    await site.store.write(
        accounts.cancel_first_links(),
        accounts.invite(
            token, site.seconds(), accounts.FIRST_SECONDS, by=None, account=None, is_admin=True
        ),
    )
    return f"{site.url}/invitations/{token}"


async def clean(site: Site) -> None:
    """Delete what is too old to be kept, once a day; never returns."""
    while True:
        now = site.seconds()
        await site.store.write(*sessions.delete_old(now), audit.delete_old(now))
        await asyncio.sleep(CLEANED_SECONDS)
