"""The server of a round: sockets in, messages out; it owns no rule and no state of play.

One connection a seat, each with its own outbox and sender (connection.py), so that a client that doesn't read doesn't hold
the others up. Pages of the browser seat and the board come from files of the program, and nothing on them from anywhere else.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from simulator.records.log_file import logger_of
from simulator.rounds.event_log import RecordFailed
from simulator.rounds.hosted.addresses import ANY_ADDRESS, is_address, plain_address
from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.announcer import Announcer
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.connection import BLOCKED_SECONDS, Connection
from simulator.rounds.hosted.deadlines import tick
from simulator.rounds.hosted.headers import secure_prepared
from simulator.rounds.hosted.moves import make_move
from simulator.rounds.hosted.objections import objection
from simulator.rounds.hosted.origins import is_foreign
from simulator.rounds.hosted.people_views import done_words
from simulator.rounds.hosted.seating import MustWait, join
from simulator.rounds.hosted.sentences import hear
from simulator.rounds.protocol import Done, Failure, Trouble
from simulator.rounds.requests import (
    MAX_BYTES,
    BadMessage,
    Join,
    Move,
    Resume,
    Say,
    Stop,
    Trainer,
    View,
    read_request,
)
from simulator.rounds.words import WRONG_BOARD_ADDRESS, WRONG_TRAINER_TOKEN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.requests import Request

LOG = logger_of("rounds")
HELLO_SECONDS = 5.0
MAX_FRAME = 2 * MAX_BYTES
"""Larger than a message may be, so that one a little too large can be answered by the reason."""
RETRY_SECONDS = 0.5
"""How long after a fault, or a disk that takes nothing, what goes on all the time is tried again."""
WRONG_SECONDS = 0.5
"""How long a wrong code or token is kept waiting for its answer."""


class SocketTransport:
    """A WebSocket, with messages as bytes that are UTF-8."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse[bool]) -> None:
        self._request, self._socket = request, socket

    async def send(self, data: bytes) -> None:
        """Send one message."""
        await self._socket.send_frame(data, WSMsgType.TEXT)

    async def close(self) -> None:
        """Send nothing more."""
        await self._socket.close()

    def abort(self) -> None:
        """Break off."""
        if self._request.transport is not None:
            self._request.transport.abort()


class Server:
    """The server of one round."""

    def __init__(
        self,
        round: HostedRound,
        pages: Mapping[str, tuple[str, bytes]],
        hosts: frozenset[str],
        *,
        by_address: bool = True,
    ) -> None:
        """Make a server that listens to nothing yet.

        Args:
            round: The round.
            pages: Content type and bytes by path.
            hosts: The names that this server is asked for by, in small letters and without ports; ANY_ADDRESS among them
                stands for every literal address.
            by_address: False where the addresses of clients mean nothing, as behind a proxy.
        """
        self.round, self._pages, self._hosts, self.by_address = round, pages, hosts, by_address
        self.announcer = Announcer(round)
        self.on_identified: Callable[[web.Request], None] = lambda _request: None
        self.on_stop: Callable[[], None] = lambda: None
        """Ends the server."""
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def connected(self) -> frozenset[str]:
        """The seats that have a connection now."""
        return frozenset(self.announcer.by_seat)

    def address_of(self, request: web.BaseRequest) -> str:
        """Return the address that a request is counted by; it is empty where addresses mean nothing."""
        return plain_address(request.remote or "") if self.by_address else ""

    async def handle(self, request: Request) -> None:
        """Do what a trainer asks for, and show it; raises RecordFailed."""
        if isinstance(request, Stop):
            self.on_stop()
            return
        await handle(self.round, request)
        self.announcer.follow_up(request)

    # HTTP

    def application(self, more: Iterable[web.RouteDef] = ()) -> web.Application:
        """Return the application to be served, with what other modules answer."""
        application = web.Application(middlewares=[self._guard], client_max_size=MAX_BYTES)
        application.router.add_routes(more)
        application.router.add_routes(self.routes())
        application.router.add_get("/{path:.*}", self._page)
        application.on_response_prepare.append(secure_prepared)
        application.on_startup.append(self._on_startup)
        application.on_shutdown.append(self._on_shutdown)
        return application

    def routes(self) -> list[web.RouteDef]:
        """Return what is answered here beside the pages."""
        return [
            web.get("/ws", self._talk, allow_head=False),
            web.get("/healthz", self._health),
            web.get("/favicon.ico", self._icon),
        ]

    async def _on_startup(self, _application: web.Application) -> None:
        self.begin()

    async def _on_shutdown(self, _application: web.Application) -> None:
        await self.end()

    def begin(self) -> None:
        """Begin what goes on all the time: clocks, and what everyone is told."""
        announcer = self.announcer
        works = (
            *(self._keep_time, announcer.tell_changes),
            *(announcer.show_board, announcer.drop_blocked),
        )
        self._tasks = [asyncio.create_task(lasting(work)) for work in works]

    async def end(self) -> None:
        """End it, and every connection."""
        for task in self._tasks:
            task.cancel()
        self.announcer.close()
        await asyncio.sleep(0)  # so that each sender begins with what it still has to send

    async def _keep_time(self) -> None:
        while True:
            try:
                pause = await tick(self.round)
            except RecordFailed:
                pause = RETRY_SECONDS  # the round is paused and says so
            await asyncio.sleep(pause)

    @web.middleware
    async def _guard(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Refuse what asks for another host, or comes from another's page."""
        if is_foreign(request, self._asked_for_by):
            return web.Response(status=403, text="Only the round's own pages can connect.\n")
        return await handler(request)

    def _asked_for_by(self, name: str) -> bool:
        return name in self._hosts or (ANY_ADDRESS in self._hosts and is_address(name))

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": not self.round.trouble, "phase": self.round.phase.value})

    async def _icon(self, _request: web.Request) -> web.Response:
        """Answer what every browser asks for with nothing."""
        return web.Response(status=204)

    async def _page(self, request: web.Request) -> web.Response:
        return self.page(request.path)

    def page(self, path: str) -> web.Response:
        """Return the page or the file at a path."""
        found = self._pages.get(path)
        if found is None:
            return web.Response(status=404, text="There is nothing here.\n")
        kind, data = found
        return web.Response(body=data, content_type=kind, charset="utf-8")

    # Messages

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection, from its first message to its end."""
        socket = web.WebSocketResponse(
            max_msg_size=MAX_FRAME, compress=False, heartbeat=20.0, decode_text=False
        )
        connection = Connection(SocketTransport(request, socket))
        try:
            await socket.prepare(request)
            connection.open()
            if await self._hello(connection, socket, self.address_of(request)):
                self.on_identified(request)
                await self._listen(connection, socket)
        finally:
            await self.leave(connection)
        return socket

    async def leave(self, connection: Connection) -> None:
        """End a connection; what still waits is sent first."""
        self.announcer.discard(connection)
        connection.close()
        if connection.sender is not None:
            with contextlib.suppress(asyncio.CancelledError, asyncio.TimeoutError):
                await asyncio.wait_for(connection.sender, BLOCKED_SECONDS)

    async def _hello(
        self, connection: Connection, socket: web.WebSocketResponse, address: str
    ) -> bool:
        """Wait for a first message; return whether the connection may stay."""
        try:
            message = await asyncio.wait_for(socket.receive(), HELLO_SECONDS)
        except TimeoutError:
            connection.send(
                Failure("protocol", "Say who you are within five seconds of connecting.")
            )
            return False
        is_text = message.type is WSMsgType.TEXT
        return is_text and await self.introduce(connection, message.data, address)

    async def introduce(self, connection: Connection, text: bytes, address: str) -> bool:
        """Answer a connection's first message; return whether the connection may stay."""
        try:
            await self._welcome(connection, read_request(text), address)
        except BadMessage as error:
            connection.send(Failure("protocol", str(error)))
            return False
        except Refused as refused:
            if refused.failure.reason in ("bad-code", "bad-token"):
                # Codes can then be tried only so fast; a right one never waits, whoever else is trying.
                await asyncio.sleep(WRONG_SECONDS)
            connection.send(refused.failure)
            return False
        except MustWait as error:
            self.announcer.hold(connection, error.newcomer)
            return True
        self.announcer.connections.add(connection)
        return True

    async def _welcome(self, connection: Connection, request: Request, address: str) -> None:
        round = self.round
        match request:
            case Join(code=code, name=name):
                seat, token = await join(round, code, name, address)
                self.announcer.seat(connection, seat, token)
            case Resume(token=token):
                self.announcer.seat(connection, round.resume(token), token)
            case Trainer(token=token):
                if not round.admission.is_trainer(token):
                    raise Refused("bad-token", WRONG_TRAINER_TOKEN)
                connection.trainer = True
                self.announcer.send_trainer_state(connection)
            case View(token=token):
                if not round.admission.may_view(token):
                    raise Refused("bad-token", WRONG_BOARD_ADDRESS)
                connection.viewer = True
                self.announcer.send_board_state(connection)
            case _:
                raise BadMessage("Say who you are first.")

    async def _listen(self, connection: Connection, socket: web.WebSocketResponse) -> None:
        """Take messages until there are no more."""
        async for message in socket:
            arrived = (
                self.round.clock.look()
            )  # a move counts from here on, however long it waits for those before it
            if message.type is not WSMsgType.TEXT or connection.closing:
                break
            if not await self.take_message(connection, message.data, arrived):
                break

    async def take_message(self, connection: Connection, text: bytes, arrived: float) -> bool:
        """Answer a message of a client that is known; return whether the connection may stay."""
        try:
            request = read_request(text)
        except BadMessage as error:
            connection.send(Failure("protocol", str(error)))
            return False
        if connection.seat is not None and isinstance(request, Move):
            await connection.answer(await make_move(self.round, connection.seat, request, arrived))
            # A client that floods isn't read meanwhile, which costs less than refusing what it says.
            if pause := self.round.rate_limit.wait(connection.seat.id):
                await asyncio.sleep(pause)
        elif connection.seat is not None and isinstance(request, Say):
            connection.send(await hear(self.round, connection.seat, request))
            self.round.rate_limit.take(connection.seat.id)
            if pause := self.round.rate_limit.wait(connection.seat.id):
                await asyncio.sleep(pause)
        elif not connection.trainer:
            connection.send(Failure("protocol", "You may not send that message."))
            return False
        else:
            told = objection(self.round, request)
            try:
                await self.handle(request)
            except RecordFailed as error:
                told = str(error)
            if told:
                connection.send(Trouble(told))
            elif done := done_words(self.round, request):
                connection.send(Done(done))
            self.announcer.send_trainer_state(connection)
        return True


async def lasting(work: Callable[[], Awaitable[None]]) -> None:
    """Do a work that never ends; a fault in it is told in one line, and it is begun again."""
    while True:
        try:
            await work()
        except Exception as error:
            LOG.exception("Server error")
            print(f"simulator: server error: {error!r}", file=sys.stderr, flush=True)
        await asyncio.sleep(RETRY_SECONDS)
