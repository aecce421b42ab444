"""Sets a round up in a browser, before it begins: the page, what can be chosen, and what the trainer chose.

A small server on this computer alone, which opens by a token. It begins nothing itself: whoever asked for a choice begins the
round and says where it is, or why it can't be, and the trainer then chooses again. Files that the browser sends are checked and
kept in memory; the round's record holds them as it holds any scenario.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from contextlib import asynccontextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated

import msgspec
from aiohttp import web
from msgspec import Meta, Struct, structs

from simulator.errors import SimulatorError
from simulator.rounds.hosted.headers import secure_prepared
from simulator.rounds.hosted.origins import is_foreign
from simulator.rounds.page_requests.forms import refusal
from simulator.rounds.scenario_texts import ScenarioText
from simulator.rounds.words import WRONG_TRAINER_TOKEN
from simulator.scenario.limits import MAX_BYTES
from simulator.text import MAX_NAME, clean_name, count, printable
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

HERE = "127.0.0.1"
MAX_POSTED = 6 * MAX_BYTES
"""A file as JSON, where each of its bytes may take six."""
OWN_FILE = "your own file"
MAX_OWN = 50
"""Files of a trainer's own that are kept."""
Text = Annotated[str, Meta(max_length=4096)]


class Choice(Struct, frozen=True, kw_only=True):
    """A round as it is chosen on the page; an empty text stands for an option that is left out.

    `scenarios` and `practice` are ids of the library, or those that files of the trainer's own were given. `people` is a class
    list as typed, `roster` another round whose people are expected.
    """

    scenarios: tuple[Text, ...] = ()
    practice: tuple[Text, ...] = ()
    name: Text = ""
    mode: Mode = Mode.EXAM
    limit: int = 900
    countdown: int = 30
    clock: int | None = None
    day: Text = ""
    reset: bool = False
    own_words: bool = False
    speed_bonus: int = 0
    max_seats: int = 60
    people: Annotated[str, Meta(max_length=1 << 17)] = ""
    roster: Text = ""
    bind: Text = HERE
    port: int = 0
    tls: Text = "auto"
    cert: Text = ""
    key: Text = ""
    public_url: Text = ""
    db: Text = ""


class Offered(Struct, frozen=True):
    """A scenario that can be chosen."""

    id: str
    title: str
    about: str
    days: tuple[str, ...] = ()


class Options(Struct, frozen=True):
    """What the page offers: scenarios, other rounds with their people, this computer's address, and what was given already."""

    scenarios: tuple[Offered, ...]
    rounds: tuple[tuple[str, str], ...]
    address: str
    given: Choice
    name_limit: int = MAX_NAME


class _OwnFile(Struct, frozen=True):
    name: Text
    text: str


class SetUpSite:
    """The page on which a round is set up, for as long as the program runs."""

    def __init__(self, pages: Mapping[str, tuple[str, bytes]], options: Options) -> None:
        """`pages` are content type and bytes by path, `/trainer` among them."""
        self.token = secrets.token_urlsafe(32)
        self.own: dict[str, ScenarioText] = {}
        """The trainer's own files by the ids that they were given."""
        self._pages, self._options = pages, options
        self._choices: asyncio.Queue[Choice] = asyncio.Queue()
        self._answer: asyncio.Future[str] | None = None
        self._begun = ""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Serve the page meanwhile; gives its address, with the token in it."""
        application = web.Application(middlewares=[self._guard], client_max_size=MAX_POSTED)
        application.router.add_post("/set-up/options", self._offer)
        application.router.add_post("/set-up/scenario", self._take_file)
        application.router.add_post("/set-up/round", self._take_choice)
        application.router.add_get("/{path:.*}", self._page)
        application.on_response_prepare.append(secure_prepared)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, HERE, 0)
            await site.start()
            port = int(runner.addresses[0][1])
            yield f"http://{HERE}:{port}/trainer#token={self.token}"
        finally:
            await runner.cleanup()

    async def chosen(self) -> Choice:
        """Wait for what the trainer chooses next."""
        return await self._choices.get()

    def refuse(self, why: str) -> bool:
        """Say why the round can't be as chosen; return whether the trainer was told, and may choose again."""
        if self._answer is None or self._answer.done():
            return False
        self._answer.set_exception(SimulatorError(why))
        return True

    def begin(self, address: str) -> None:
        """Say where the trainer's page of the round is."""
        self._begun = address
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(address)

    @web.middleware
    async def _guard(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Refuse what comes from another page, and what doesn't have the token."""
        if is_foreign(request, lambda name: name in (HERE, "localhost")):
            return web.Response(status=403, text="Only the program's own page can connect.\n")
        if request.method == "POST":
            kind, _, token = request.headers.get("Authorization", "").partition(" ")
            given = token.encode("utf-8", "replace")
            if kind != "Bearer" or not hmac.compare_digest(given, self.token.encode()):
                return refusal(403, WRONG_TRAINER_TOKEN)
        return await handler(request)

    async def _page(self, request: web.Request) -> web.Response:
        kind, data = self._pages.get(request.path, ("", b""))
        if not kind:
            return web.Response(status=404, text="There is nothing here.\n")
        return web.Response(body=data, content_type=kind, charset="utf-8")

    async def _offer(self, _request: web.Request) -> web.Response:
        if self._begun:
            return _json({"begun": self._begun})
        own = tuple(offered(id, item, OWN_FILE) for id, item in self.own.items())
        return _json(
            structs.replace(self._options, scenarios=(*own[::-1], *self._options.scenarios))
        )

    async def _take_file(self, request: web.Request) -> web.Response:
        """Keep a scenario file of the trainer's own; say what is wrong with one that can't be played."""
        try:
            given = msgspec.json.decode(await request.read(), type=_OwnFile)
        except (msgspec.MsgspecError, ValueError):
            return refusal(400, "That file can't be read.")
        except web.HTTPRequestEntityTooLarge:
            return refusal(400, "That file is too large to be a scenario.")
        try:
            id, item = self._own_file(given)
        except SimulatorError as error:
            return refusal(400, f"{error.message} {error.hint or ''}".strip())
        self.own[id] = item
        return _json(offered(id, item, OWN_FILE))

    def _own_file(self, given: _OwnFile) -> tuple[str, ScenarioText]:
        from simulator.scenario.diagnostic import Severity
        from simulator.scenario.parse import parse

        name = clean_name(PurePosixPath(given.name.replace("\\", "/")).name, 100) or "own.toml"
        if len(self.own) >= MAX_OWN:
            raise SimulatorError(
                f"You have already added {MAX_OWN} files, the most you can add.", "Reload the page."
            )
        data = given.text.encode("utf-8", "replace")
        if len(data) > MAX_BYTES:
            raise SimulatorError(f"{printable(name)} is too large to be a scenario.")
        reading = parse(data, PurePosixPath(name).stem, name)
        if reading.scenario is None:
            first = next(item for item in reading.diagnostics if item.severity is Severity.ERROR)
            raise SimulatorError(
                f"{printable(name)} can't be played: it has {count(reading.errors, 'error')}. The first is on line "
                f"{first.line}: {printable(first.message)}",
                "`simulator check` lists them all.",
            )
        return f"own:{len(self.own) + 1}", ScenarioText(reading, given.text, name)

    async def _take_choice(self, request: web.Request) -> web.Response:
        """Hand a choice on, and answer with the address of the round's page, or with why it can't be."""
        if self._begun:
            return _json({"begun": self._begun})
        if self._answer is not None and not self._answer.done():
            return refusal(429, "Starting the round …")
        try:
            choice = msgspec.json.decode(await request.read(), type=Choice)
        except (msgspec.MsgspecError, ValueError, web.HTTPRequestEntityTooLarge):
            return refusal(400, "Something on the page isn't filled in correctly.")
        self._answer = asyncio.get_running_loop().create_future()
        self._choices.put_nowait(choice)
        try:
            return _json({"begun": await asyncio.shield(self._answer)})
        except SimulatorError as error:
            return refusal(400, error.message)


def offered(id: str, item: ScenarioText, more: str = "") -> Offered:
    """Return a scenario as the page offers it."""
    scenario = item.reading.scenario
    assert scenario is not None
    about = ", ".join(part for part in (f"level {scenario.level}", scenario.channel, more) if part)
    return Offered(id, scenario.title, about, tuple(day.name for day in scenario.days))


def _json(value: object) -> web.Response:
    body = msgspec.json.encode(value)
    return web.Response(body=body, content_type="application/json", charset="utf-8")
