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

from simulator.errors import SimulatorError
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
from simulator.server.rounds.class_rounds import ClassRounds, rounds_folder
from simulator.server.shifts.worked_shifts import WorkedShifts
from simulator.server.site import Site
from simulator.server.sqlite_store import SqliteStore
from simulator.server.tokens import new_token
from simulator.server.uploads.checked import check
from simulator.server.uploads.rows import offered_versions, text_of
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.rounds.report_offers import RoundReports
    from simulator.scenario.library import Library
    from simulator.server.tokens import Randomness

CLEANED_SECONDS = 24 * 3600
"""How often what is too old to be kept is deleted."""


@dataclass(frozen=True, slots=True)
class Started:
    """A server that answers: its address, the fingerprint of its certificate, and a link for a trainer, if one is needed."""

    url: str
    fingerprint: str | None
    link: str | None
    """For the first trainer's account, or for a new passphrase."""


async def serve(
    path: Path,
    where: Endpoint,
    library: Library,
    certificates: Path,
    reports: RoundReports,
    *,
    now: Callable[[], float],
    random: Randomness,
    link_for: str | None,
    ready: Callable[[Started], None],
) -> None:
    """Serve the file at a path until a signal comes; raises SimulatorError.

    Args:
        path: The server's file, made if it isn't there.
        where: Address, port and certificate.
        library: The scenarios.
        certificates: The folder for the certificate that the program makes.
        reports: Makes the reports of rounds.
        now: The time of day in seconds since 1970.
        random: Gives random bytes.
        link_for: The name of a trainer who needs a new passphrase; None for no one.
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
        by_address = where.public_url is None  # a proxy's one address is everyone's
        listener = Listener(listening, context, files=open_files(), by_address=by_address)
        rounds = ClassRounds(
            rounds_folder(path),
            store,
            reports,
            now,
            url,
            fingerprint=certificate.fingerprint if certificate else "",
            by_address=by_address,
            on_identified=listener.identify,
        )
        plays = SoloPlays(store, Shelf(library), random)
        site = Site(
            store,
            passphrases,
            Templates(),
            library,
            plays,
            WorkedShifts(store, library, random),
            rounds,
            now,
            time.monotonic,
            random,
            url,
            hosts,
            is_proxied=not by_address,
            on_signed_in=listener.identify,
        )
        await offer_added(site)
        await rounds.open_all()
        link = await first_link(site) if link_for is None else await new_link(site, link_for)
        runner = web.AppRunner(application(site), access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        server = runner.server
        assert server is not None
        tasks = [
            asyncio.create_task(lasting(lambda: listener.accept(server))),
            asyncio.create_task(lasting(lambda: clean(site))),
        ]
        try:
            stop = asyncio.Event()
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, stop.set)
            ready(Started(url, certificate.fingerprint if certificate else None, link))
            await stop.wait()
        finally:
            for task in tasks:
                task.cancel()
            await rounds.close()
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


async def new_link(site: Site, name: str) -> str:
    """Return a link by which a trainer chooses a new passphrase; raises SimulatorError where no one is called so."""
    found = await accounts.trainer_by_name(site.store, name)
    if found is None:
        message = f"There is no trainer called {quoted(name)} in this file."
        raise SimulatorError(message, "Check the name after --new-link.")
    token = new_token(site.random)
    await site.store.write(
        accounts.invite(
            token,
            site.seconds(),
            accounts.FIRST_SECONDS,
            by=None,
            account=found[0].id,
            is_admin=False,
        )
    )
    return f"{site.url}/invitations/{token}"


async def offer_added(site: Site) -> None:
    """Offer the scenarios that trainers added; one that this version of the rules refuses is left out. Raises StoreFailed."""
    for version in await offered_versions(site.store):
        checked = check(await text_of(site.store, version.text), version.scenario)
        if checked.scenario is not None:
            site.plays.shelf.offer(checked.scenario, checked.hash, checked.text)


async def clean(site: Site) -> None:
    """Delete what is too old to be kept, once a day; never returns."""
    while True:
        await delete_old(site)
        await asyncio.sleep(CLEANED_SECONDS)


async def delete_old(site: Site) -> None:
    """Delete what is too old to be kept; raises StoreFailed."""
    now = site.seconds()
    await site.store.write(
        *sessions.delete_old(now), audit.delete_old(now), accounts.delete_old_invitations(now)
    )
    await site.store.erase()
