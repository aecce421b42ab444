"""The protocol without a WebSocket: what the server says as server-sent events, what the client says by POST.

For browsers that open no WebSocket, such as phones that refuse one on a certificate that no authority has signed. `POST
/session` takes the first message and gives two secrets: a stream's name, with which `GET /events` opens it once and within five
seconds, and a key, with which `POST /message` speaks for that stream as long as it lasts. No token and no key is ever
part of an address; the name is, because an EventSource can send nothing else, and is worth nothing once it has been used.
What is said and who may say it is the server's (server.py) here as there.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.rounds.hosted.connection import BLOCKED_SECONDS, Connection
from simulator.rounds.hosted.server import HELLO_SECONDS
from simulator.rounds.hosted.strangers import Strangers
from simulator.rounds.protocol import Failure, encode
from simulator.rounds.requests import HELLOS, MAX_BYTES, BadMessage, read_request

if TYPE_CHECKING:
    from simulator.rounds.hosted.server import Server

BEAT_SECONDS = 15.0
"""How often a silent stream says that it is there."""
LOOK_SECONDS = 1.0
"""How often is looked whether the other side is still there."""
MAX_POSTED = 20
"""Messages of one stream that may wait to be taken."""


class EventTransport:
    """A stream of events, written to as a WebSocket is."""

    def __init__(self, request: web.Request, response: web.StreamResponse) -> None:
        self._request, self._response = request, response
        self.over = asyncio.Event()

    async def send(self, data: bytes) -> None:
        """Send one message; JSON on one line needs no more than this."""
        await self._response.write(b"data: %b\n\n" % data)

    async def beat(self) -> None:
        """Say that the stream is there."""
        await self._response.write(b"event: beat\ndata:\n\n")

    async def close(self) -> None:
        """Send nothing more."""
        self.over.set()

    def abort(self) -> None:
        """Break off."""
        self.over.set()
        if self._request.transport is not None:
            self._request.transport.abort()


@dataclass(eq=False)
class _PendingStream:
    """A first message that waits for its stream to be opened."""

    hello: bytes
    key: str
    end: asyncio.TimerHandle


@dataclass(eq=False)
class _Speaker:
    """Who may speak for an open stream, one message after the other."""

    connection: Connection
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Events:
    """The streams of one server, and what is said for them."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._pending: dict[str, _PendingStream] = {}
        self._unused: Strangers[str] = Strangers.counted(by_address=server.by_address)
        self._speakers: dict[str, _Speaker] = {}

    def routes(self) -> list[web.RouteDef]:
        """Return what the server is to answer."""
        return [
            web.post("/session", self._session),
            web.get("/events", self._stream, allow_head=False),
            web.post("/message", self._message),
        ]

    async def _session(self, request: web.Request) -> web.Response:
        """Take a first message; give the name of its stream, and a key for it."""
        try:
            hello = await _text(request)
            if not isinstance(read_request(hello), HELLOS):
                raise BadMessage("Say who you are first.")
        except BadMessage as error:
            return _refusal(400, str(error))
        name, key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        end = asyncio.get_running_loop().call_later(HELLO_SECONDS, self._take, name)
        self._pending[name] = _PendingStream(hello, key, end)
        address = self._server.address_of(request)
        self._unused.add(name, address)
        if surplus := self._unused.surplus(address):
            self._take(surplus)
        return web.json_response({"stream": name, "key": key})

    def _take(self, name: str) -> _PendingStream | None:
        """Return the stream of that name, which then has it no longer; None where there is none."""
        self._unused.discard(name)
        stream = self._pending.pop(name, None)
        if stream is not None:
            stream.end.cancel()
        return stream

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection, from the name of its stream to its end."""
        server = self._server
        pending = self._take(request.query.get("stream", ""))
        if pending is None:
            return _refusal(404, "That stream has been opened already, or its time is up.")
        response = web.StreamResponse(headers={"X-Accel-Buffering": "no"})
        response.content_type = "text/event-stream"
        transport = EventTransport(request, response)
        connection = Connection(transport)
        try:
            await response.prepare(request)
            connection.open()
            if await server.introduce(connection, pending.hello, server.address_of(request)):
                server.on_identified(request)
                self._speakers[pending.key] = _Speaker(connection)
                await self._attend(request, transport)
        finally:
            self._speakers.pop(pending.key, None)
            await server.leave(connection)
        return response

    @staticmethod
    async def _attend(request: web.Request, transport: EventTransport) -> None:
        """Wait until either side has ended the stream."""
        silent = 0.0
        while not transport.over.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(transport.over.wait(), LOOK_SECONDS)
                return
            if request.transport is None or request.transport.is_closing():
                return
            silent += LOOK_SECONDS
            if silent >= BEAT_SECONDS:
                silent = 0.0
                with contextlib.suppress(ConnectionError, TimeoutError):
                    await asyncio.wait_for(transport.beat(), BLOCKED_SECONDS)

    async def _message(self, request: web.Request) -> web.Response:
        """Take a message for an open stream; its answer comes by the stream."""
        kind, _, key = request.headers.get("Authorization", "").partition(" ")
        speaker = self._speakers.get(key) if kind == "Bearer" else None
        if speaker is None or speaker.connection.closing:
            return _refusal(401, "There is no stream for that key; start again.")
        if speaker.waiting >= MAX_POSTED:
            return _refusal(429, "Too many messages at once.")
        speaker.waiting += 1
        try:
            text = await _text(request)
            arrived = self._server.round.clock.look()
            async with speaker.turn:
                taken = await self._server.take_message(speaker.connection, text, arrived)
        except BadMessage as error:
            speaker.connection.send(Failure("protocol", str(error)))
            taken = False
        finally:
            speaker.waiting -= 1
        if not taken:
            speaker.connection.close()
            return _refusal(400, "That isn't one of the protocol's messages.")
        return web.Response(status=204)


async def _text(request: web.Request) -> bytes:
    """Return what was posted; raises BadMessage.

    Any page could have a browser post another type than JSON here without a question.
    """
    if request.content_type != "application/json":
        raise BadMessage("Send a message as application/json.")
    try:
        return await asyncio.wait_for(request.read(), HELLO_SECONDS)
    except TimeoutError:
        raise BadMessage("Send the message within five seconds.") from None
    except web.HTTPRequestEntityTooLarge:
        raise BadMessage(f"A message is at most {MAX_BYTES} bytes.") from None
    except (ConnectionError, web.RequestPayloadError):
        raise BadMessage("The message was cut off.") from None


def _refusal(status: int, message: str) -> web.Response:
    body = encode(Failure("protocol", message))
    return web.Response(body=body, status=status, content_type="application/json", charset="utf-8")
