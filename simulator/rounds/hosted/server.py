"""The server of a round: sockets in, messages out; it owns no rule and no state of play.

One connection a seat; each has an outbox of its own and a sender, so that a client that does not read holds up nobody. Pages of
the browser seat and the board come from files of the program, and nothing on them from anywhere else.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from aiohttp import WSMsgType, web

from simulator.records.log_file import logger_of
from simulator.rounds.event_log import RecordFailed
from simulator.rounds.hosted.addresses import ANY_ADDRESS, is_address, plain_address
from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.connection import BLOCKED_SECONDS, Line
from simulator.rounds.hosted.debriefs import debrief_json
from simulator.rounds.hosted.headers import secure_prepared
from simulator.rounds.hosted.views import (
    board_frame,
    board_text,
    own_rows,
    remaining_ms,
    seat_state,
    teams_json,
    trainer_state,
    view_state,
)
from simulator.rounds.model import Phase
from simulator.rounds.protocol import MOST_BYTES, BadMessage, error_json, read_message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.hosted.round import Host
    from simulator.rounds.protocol import Asked

LOG = logger_of("rounds")
HELLO_SECONDS = 5.0
MOST_FRAME = 2 * MOST_BYTES
"""Larger than a message may be, so that one a little too large can be answered by the reason."""
BOARD_SECONDS = 0.5
AT_ONCE, SHARE = 50, 4.0
"""Seats told of a change before others get a turn; and how much longer than the telling took until the next."""
TOLD_AT_ONCE = ("seat-time", "team", "board", "extend")
"""What a trainer asks for that a seat's screen must show at once."""
WRONG_SECONDS = 0.5
"""How long a wrong code or token is kept waiting for its answer."""


class SocketWire:
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
        """Be rid of it."""
        if self._request.transport is not None:
            self._request.transport.abort()


class Server:
    """The server of one round."""

    def __init__(
        self,
        host: Host,
        pages: Mapping[str, tuple[str, bytes]],
        hosts: frozenset[str],
        *,
        by_address: bool = True,
    ) -> None:
        """`pages` gives content type and bytes by path; `hosts` the names that this server is asked for by, in small letters
        and without ports; ANY_ADDRESS among them stands for every literal address. Without `by_address`, as behind a proxy,
        the addresses of clients mean nothing.
        """
        self.host, self._pages, self._hosts, self.by_address = host, pages, hosts, by_address
        self._lines: set[Line] = set()
        self._by_seat: dict[str, Line] = {}
        self.identified: Callable[[web.Request], None] = lambda _request: None
        self._tasks: list[asyncio.Task[None]] = []
        host.told = self._tell_seat

    @property
    def connected(self) -> frozenset[str]:
        """The seats that have a connection now."""
        return frozenset(self._by_seat)

    def address_of(self, request: web.BaseRequest) -> str:
        """Return the address that a request is counted by; it is empty where addresses mean nothing."""
        return plain_address(request.remote or "") if self.by_address else ""

    async def obey(self, asked: Asked) -> None:
        """What a trainer asks for; raises RecordFailed."""
        await self.host.obey(asked)
        if asked.type == "remove":
            self._remove(asked.fields["seat"])
        elif asked.type in TOLD_AT_ONCE:
            for line in list(self._lines):
                if line.seat and asked.fields.get("seat") in (None, line.seat.id):
                    line.send(seat_state(self.host, line.seat))

    def application(self, more: Iterable[web.RouteDef] = ()) -> web.Application:
        """The application to be served, with what other modules answer."""
        application = web.Application(middlewares=[self._guard], client_max_size=MOST_BYTES)
        application.router.add_get("/ws", self._talk)
        application.router.add_routes(more)
        application.router.add_get("/healthz", self._health)
        application.router.add_get("/favicon.ico", self._icon)
        application.router.add_get("/{path:.*}", self._page)
        application.on_response_prepare.append(secure_prepared)
        application.on_startup.append(self._begin)
        application.on_shutdown.append(self._end)
        return application

    async def _begin(self, _application: web.Application) -> None:
        self._tasks = [
            asyncio.create_task(lasting(work))
            for work in (self._keep_time, self._tell_changes, self._show_board, self._drop_blocked)
        ]

    async def _end(self, _application: web.Application) -> None:
        for task in self._tasks:
            task.cancel()
        # Closed without an error: clients then come back by themselves once the round goes on.
        for line in list(self._lines):
            line.close()
        await asyncio.sleep(0)

    @web.middleware
    async def _guard(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Refuse what asks for another host, or comes from another's page."""
        origin = request.headers.get("Origin")
        try:
            host = urlsplit(f"//{request.host}").hostname or ""
            foreign = origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()
        except ValueError:
            host, foreign = "", True
        if foreign or not self._asked_for_by(host):
            return web.Response(status=403, text="Not from here.\n")
        return await handler(request)

    def _asked_for_by(self, name: str) -> bool:
        return name in self._hosts or (ANY_ADDRESS in self._hosts and is_address(name))

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": not self.host.trouble, "phase": self.host.phase.value})

    async def _icon(self, _request: web.Request) -> web.Response:
        """Every browser asks for one; there is none."""
        return web.Response(status=204)

    async def _page(self, request: web.Request) -> web.Response:
        found = self._pages.get(request.path)
        if found is None:
            return web.Response(status=404, text="There is nothing here.\n")
        kind, data = found
        return web.Response(body=data, content_type=kind, charset="utf-8")

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its first message to its end."""
        socket = web.WebSocketResponse(
            max_msg_size=MOST_FRAME, compress=False, heartbeat=20.0, decode_text=False
        )
        line = Line(SocketWire(request, socket))
        try:
            await socket.prepare(request)
            line.open()
            if await self._hello(line, socket, self.address_of(request)):
                self.identified(request)
                await self._listen(line, socket)
        finally:
            await self.leave(line)
        return socket

    async def leave(self, line: Line) -> None:
        """A connection is over; what still waits is sent first."""
        self._gone(line)
        line.close()
        if line.sender is not None:
            with contextlib.suppress(asyncio.CancelledError, asyncio.TimeoutError):
                await asyncio.wait_for(line.sender, BLOCKED_SECONDS)

    async def _hello(self, line: Line, socket: web.WebSocketResponse, address: str) -> bool:
        """Who is it? False where it is nobody."""
        try:
            message = await asyncio.wait_for(socket.receive(), HELLO_SECONDS)
        except TimeoutError:
            line.send(error_json("protocol", "Say who you are within five seconds."))
            return False
        return message.type is WSMsgType.TEXT and await self.introduce(line, message.data, address)

    async def introduce(self, line: Line, text: bytes, address: str) -> bool:
        """A connection's first message, answered; false where it is nobody's."""
        try:
            await self._welcome(line, read_message(text), address)
        except BadMessage as error:
            line.send(error_json("protocol", str(error)))
            return False
        except Refused as refused:
            if refused.document["reason"] in ("bad-code", "bad-token"):
                await asyncio.sleep(WRONG_SECONDS)
            line.send(refused.document)
            return False
        self._lines.add(line)
        return True

    async def _welcome(self, line: Line, asked: Asked, address: str) -> None:
        host, fields = self.host, asked.fields
        match asked.type:
            case "join":
                seat, token = await host.join(fields["code"], fields["name"], address)
                self._sit(line, seat, token)
            case "resume":
                self._sit(line, host.resume(fields["token"]), fields["token"])
            case "trainer":
                if not host.door.is_trainer(fields["token"]):
                    raise Refused("bad-token", "That is not the trainer's token.")
                line.trainer = True
                line.send(trainer_state(host, self._by_seat))
            case "view":
                if not host.door.may_view(fields["token"]):
                    raise Refused("bad-token", "That does not open the board.")
                line.viewer = True
                line.send(view_state(host))
            case _:
                raise BadMessage("Say first who you are.")

    def _sit(self, line: Line, seat: Seat, token: str) -> None:
        older = self._by_seat.get(seat.id)
        if older is not None:
            older.send(error_json("closed", "This seat has been opened elsewhere."))
            older.close()
        line.seat = seat
        self._by_seat[seat.id] = line
        line.send({"type": "seat", "token": token, "seat": seat.id, "name": seat.name})
        self._enter(line, seat)
        self.host.changed.set()

    def _enter(self, line: Line, seat: Seat) -> None:
        """Tell a seat all of where it is: where the round stands, what was said, and the debrief once it is time for it.

        A seat that made no move has nothing to look back on.
        """
        line.send({**seat_state(self.host, seat), "transcript": seat.transcript()})
        if self.host.phase in (Phase.DEBRIEF, Phase.CLOSED) and seat.acted:
            line.send(debrief_json(seat, self.host.scenario + 1))

    async def _listen(self, line: Line, socket: web.WebSocketResponse) -> None:
        """Messages until there are no more."""
        async for message in socket:
            arrived = self.host.clock.look()
            if message.type is not WSMsgType.TEXT or line.closing:
                break
            if not await self.take(line, message.data, arrived):
                break

    async def take(self, line: Line, text: bytes, arrived: float) -> bool:
        """A message of somebody who is known, answered; false where it is none of the protocol's."""
        try:
            asked = read_message(text)
        except BadMessage as error:
            line.send(error_json("protocol", str(error)))
            return False
        if line.seat is not None and asked.type == "move":
            await line.answer(await self.host.move(line.seat, asked, arrived))
            if pause := self.host.pace.wait(line.seat.id):
                await asyncio.sleep(pause)
        elif not line.trainer:
            line.send(error_json("protocol", "That is not yours to say."))
            return False
        else:
            try:
                await self.obey(asked)
            except RecordFailed as error:
                line.send({"type": "trouble", "message": str(error)})
            line.send(trainer_state(self.host, self._by_seat))
        return True

    def _remove(self, id: str) -> None:
        line = self._by_seat.get(id)
        if line is not None:
            told = error_json("closed", "The trainer has removed you from this round.")
            line.send({**told, "removed": True})
            line.close()

    def _gone(self, line: Line) -> None:
        self._lines.discard(line)
        if line.seat is not None and self._by_seat.get(line.seat.id) is line:
            del self._by_seat[line.seat.id]
            self.host.changed.set()

    def _tell_seat(self, id: str, message: dict[str, Any]) -> None:
        line = self._by_seat.get(id)
        if line is not None:
            line.send(message)

    async def _drop_blocked(self) -> None:
        while True:
            for line in list(self._lines):
                line.drop_if_blocked()
            await asyncio.sleep(1.0)

    async def _keep_time(self) -> None:
        while True:
            try:
                pause = await self.host.tick()
            except RecordFailed:
                pause = BOARD_SECONDS  # the round is paused and says so
            await asyncio.sleep(pause)

    async def _tell_changes(self) -> None:
        """After a change of the round: its state to everybody, each what they may know."""
        phase, number = self.host.phase, self.host.scenario
        while True:
            await self.host.changed.wait()
            self.host.changed.clear()
            self.host.standings.stir()
            entered = (self.host.phase, self.host.scenario) != (phase, number)
            phase, number = self.host.phase, self.host.scenario
            began = time.monotonic()
            for number_of, line in enumerate(list(self._lines), 1):
                if line.trainer:
                    line.send(trainer_state(self.host, self._by_seat))
                elif line.seat is not None and entered:
                    self._enter(line, line.seat)
                    if phase is Phase.DEBRIEF:
                        await asyncio.sleep(0)  # a debrief takes a while to find out
                elif line.seat is not None and (
                    phase is Phase.LOBBY or line.seat.over != line.ended
                ):
                    line.send(seat_state(self.host, line.seat))
                elif line.viewer:
                    line.send(view_state(self.host))
                if number_of % AT_ONCE == 0:
                    await asyncio.sleep(0)
            # What tells a large class of every newcomer must leave time for the newcomers.
            await asyncio.sleep(max(0.05, SHARE * (time.monotonic() - began)))

    async def _show_board(self) -> None:
        """While a round is open: one board to everybody twice a second, and the own row to whose it has changed.

        A large class is told part by part, so that answers go out in between.
        """
        known: dict[str, tuple[int | None, int | None, bool]] = {}
        teams: list[dict[str, Any]] = []
        trainers: WeakKeyDictionary[Line, int] = WeakKeyDictionary()
        while True:
            lines = list(self._lines)
            parts = [lines[at : at + AT_ONCE] for at in range(0, len(lines), AT_ONCE)]
            if self.host.phase is not Phase.OPEN or not parts:
                await asyncio.sleep(BOARD_SECONDS)
                continue
            for number, seat in enumerate(list(self.host.seats.values()), 1):
                seat.standing()
                if number % AT_ONCE == 0:
                    await asyncio.sleep(0)
            frame, own = board_frame(self.host), own_rows(self.host)
            teams, told = teams_json(self.host), teams
            for part in parts:
                if self.host.phase is not Phase.OPEN:
                    break  # a state has said so, and must have the last word
                frame["remaining_ms"] = remaining_ms(self.host)
                text = board_text(frame)
                for line in part:
                    if line.trainer and line.idle and trainers.get(line) != self.host.moves:
                        # After moves the roster is another; who reads slowly is told of the newest alone.
                        trainers[line] = self.host.moves
                        line.send(trainer_state(self.host, self._by_seat))
                    line.show(text)
                    if teams != told:
                        line.send({"type": "teams", "teams": teams})
                    row = own.get(line.seat.id) if line.seat else None
                    if line.seat and row is not None and known.get(line.seat.id) != row.shown:
                        known[line.seat.id] = row.shown
                        line.send({"type": "own", "row": row.as_json()})
                await asyncio.sleep(BOARD_SECONDS / len(parts))


async def lasting(work: Callable[[], Awaitable[None]]) -> None:
    """Do a work that never ends; a fault in it is told in one line, and it is begun again."""
    while True:
        try:
            await work()
        except Exception as error:
            LOG.exception("A fault in the server")
            print(f"simulator: a fault in the server: {error!r}", file=sys.stderr, flush=True)
        await asyncio.sleep(BOARD_SECONDS)
