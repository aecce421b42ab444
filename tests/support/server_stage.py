"""A standing server in the process of a test, with a clock that is set by hand, and people who use its pages as browsers do."""

from __future__ import annotations

import re
import sqlite3
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from random import Random
from typing import TYPE_CHECKING

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from simulator.rounds.report_offers import RoundReports
from simulator.scenario.library import Library
from simulator.server import accounts
from simulator.server.application import application
from simulator.server.passphrases import Cost, Passphrases
from simulator.server.plays.shelf import Shelf
from simulator.server.plays.solo_plays import SoloPlays
from simulator.server.rendering import Templates
from simulator.server.rounds.class_rounds import ClassRounds, rounds_folder
from simulator.server.serving import first_link
from simulator.server.shifts.worked_shifts import WorkedShifts
from simulator.server.site import Site
from simulator.server.sqlite_store import SqliteStore
from tests.support.clock import Clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aiohttp import web

PASSPHRASE = "correct horse battery"
PIN = "135790"
CHEAP = Cost(passes=1, memory=8)
"""A hash that tests can make by the thousand."""
START = 1_800_000_000.0
HOST = "127.0.0.1"


@dataclass
class Answer:
    """What a page was answered with."""

    status: int
    path: str
    """The path of the page in the end, after any redirects."""
    text: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What can be read on the page, without markup."""
        body = re.sub(r"(?s)<head>.*?</head>|<[^>]*>", " ", self.text)
        return " ".join(unescape(body).split())

    def part(self, pattern: str) -> str:
        """The first group of a pattern in the page's source."""
        found = re.search(pattern, self.text)
        assert found, self.words
        return unescape(found[1])


class Browser:
    """Someone's browser: it keeps cookies, and sends forms with the token of the page it saw last."""

    def __init__(self, client: TestClient[web.Request, web.Application]) -> None:
        self.client = client
        self.token = ""

    async def open(self, path: str, **headers: str) -> Answer:
        """Open a page, following redirects."""
        return await self._answer("GET", path, None, headers)

    async def send(self, path: str, token: str | None = None, /, **fields: str) -> Answer:
        """Send a form, with the token of the page seen last unless another is given."""
        sent = {"form_token": self.token if token is None else token, **fields}
        return await self._answer("POST", path, sent, {})

    async def _answer(
        self, method: str, path: str, fields: dict[str, str] | None, headers: dict[str, str]
    ) -> Answer:
        sent = await self.client.request(method, path, data=fields, headers=headers)
        text = await sent.text()
        answer = Answer(sent.status, sent.url.path, text, dict(sent.headers))
        if found := re.search(r'name="form_token" value="([0-9a-f]+)"', text):
            self.token = found[1]
        return answer

    def cookies(self) -> dict[str, str]:
        """The cookies it has now."""
        return {cookie.key: cookie.value for cookie in self.client.session.cookie_jar}

    def set_cookie(self, name: str, value: str) -> None:
        """Put a cookie into it, as an attacker might."""
        self.client.session.cookie_jar.update_cookies({name: value}, self.client.make_url("/"))

    # What people do

    async def make_first_account(self, link: str, name: str = "Ada") -> Answer:
        """Use the link for the first trainer."""
        path = link[link.index("/invitations") :]
        await self.open(path)
        return await self.send(path, name=name, passphrase=PASSPHRASE, again=PASSPHRASE)

    async def sign_in(self, name: str, passphrase: str = PASSPHRASE) -> Answer:
        """Sign a trainer in."""
        await self.open("/sign-in")
        return await self.send("/sign-in", name=name, passphrase=passphrase, next="")

    async def make_class(self, title: str) -> tuple[str, str]:
        """Make a class and return its id and its code."""
        await self.open("/classes")
        made = await self.send("/classes", title=title)
        assert made.status == 200, made.words
        return made.path.rpartition("/")[2], made.part(r"/join/([A-Z0-9]{8})")

    async def join(self, code: str, name: str, pin: str = PIN) -> Answer:
        """Join a class for the first time."""
        await self.open(f"/join/{code}")
        return await self.send(f"/join/{code}/new", name=name, pin=pin, again=pin)

    async def come_back(self, code: str, name: str, pin: str = PIN) -> Answer:
        """Come back to a class."""
        await self.open(f"/join/{code}")
        return await self.send(f"/join/{code}/back", name=name, pin=pin)


@dataclass
class ServerStage:
    """A server that answers, its clock, and what makes browsers for it."""

    site: Site
    clock: Clock
    server: TestServer
    path: Path
    _clients: list[TestClient[web.Request, web.Application]] = field(default_factory=list)

    async def browser(self) -> Browser:
        """A browser with no cookies yet."""
        client: TestClient[web.Request, web.Application] = TestClient(
            self.server, cookie_jar=CookieJar(unsafe=True)
        )
        self._clients.append(client)
        return Browser(client)

    async def first_trainer(self, name: str = "Ada") -> Browser:
        """The browser of the first trainer, who has made an account."""
        link = await first_link(self.site)
        assert link is not None
        ada = await self.browser()
        assert (await ada.make_first_account(link, name)).status == 200
        return ada

    async def trainer(self, name: str) -> Browser:
        """The browser of another trainer, who has been invited and has made an account."""
        token = f"invitation-for-{name}"
        now = self.site.seconds()
        await self.site.store.write(
            accounts.invite(token, now, 60, by=None, account=None, is_admin=False)
        )
        browser = await self.browser()
        assert (await browser.make_first_account(f"/invitations/{token}", name)).status == 200
        return browser

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of the file, as someone reads them who has stolen it."""
        connection = sqlite3.connect(self.path)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    async def close(self) -> None:
        """End the browsers."""
        for client in self._clients:
            await client.session.close()


@asynccontextmanager
async def served(
    folder: Path,
    library: Library | None = None,
    *,
    url: str = f"http://{HOST}",
    seed: int = 1,
    is_proxied: bool = False,
) -> AsyncIterator[ServerStage]:
    """Serve a new file, or the one that is in the folder, for as long as the block lasts."""
    clock, path = Clock(START), folder / "server.sqlite"
    store, passphrases = SqliteStore(path), Passphrases(CHEAP)
    random = Random(seed).randbytes
    reports = RoundReports(
        library or Library(()), lambda: datetime.fromtimestamp(clock(), UTC), lambda: folder
    )
    site = Site(
        store,
        passphrases,
        Templates(),
        library or Library(()),
        SoloPlays(store, Shelf(library or Library(())), random),
        WorkedShifts(store, library or Library(()), random),
        ClassRounds(rounds_folder(path), store, reports, clock, url),
        clock,
        clock,
        random,
        url,
        frozenset({HOST}),
        is_proxied=is_proxied,
    )
    await site.rounds.open_all()
    server: TestServer = TestServer(application(site), host=HOST)
    await server.start_server()
    stage = ServerStage(site, clock, server, path)
    try:
        yield stage
    finally:
        await stage.close()
        await site.rounds.close()
        await server.close()
        site.plays.close()
        passphrases.close()
        store.close()
