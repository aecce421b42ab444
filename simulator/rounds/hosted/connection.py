"""A connection's outbox: what waits to be sent, and the sending of it, so that a client that does not read holds up nobody."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from simulator.rounds.protocol import written

if TYPE_CHECKING:
    from simulator.rounds.hosted.participants import Seat

BLOCKED_SECONDS = 5.0
MOST_WAITING = 100


class Wire(Protocol):
    """What a connection is sent over: a WebSocket, or a stream of events (server_events.py)."""

    async def send(self, data: bytes, /) -> None:
        """Send one message; waits only where the other side does not read."""

    async def close(self) -> object:
        """Send nothing more."""

    def abort(self) -> None:
        """Be rid of it, whatever is still on its way."""


@dataclass(eq=False)
class Line:
    """A connection: what waits to be sent, the newest board apart, and who it is.

    `since` is when it began to wait for the other side to read; somebody has to ask now and then, by `drop_if_blocked`, whether
    that was too long ago. A timer for every message would cost as much as sending it.
    """

    wire: Wire
    seat: Seat | None = None
    trainer: bool = False
    viewer: bool = False
    waiting: deque[bytes] = field(default_factory=deque)
    board: bytes | None = None
    more: asyncio.Event = field(default_factory=asyncio.Event)
    closing: bool = False
    ended: bool = False
    since: float | None = None
    sender: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self.waiting and self.since is None

    def send(self, message: dict[str, Any]) -> None:
        """Put a message into the outbox; one that has grown too long is closed. A state makes an older board worthless."""
        if message["type"] == "state":
            self.board = None
            self.ended = bool(message.get("ended"))
        self.waiting.append(written(message))
        if len(self.waiting) > MOST_WAITING:
            self.closing = True
        self.more.set()

    async def answer(self, message: dict[str, Any]) -> None:
        """Send the answer to a message, at once where nothing waits to be sent before it.

        Who does not read their answers is not listened to meanwhile.
        """
        if self.waiting or self.since is not None or self.closing:
            self.send(message)
            return
        # Who has gone is noticed where it is read from.
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self._send(written(message))

    def show(self, frame: bytes) -> None:
        """Put a board into the outbox, in place of one that has not been sent yet."""
        self.board = frame
        self.more.set()

    def close(self) -> None:
        """Send what waits, then close."""
        self.closing = True
        self.more.set()

    def drop_if_blocked(self) -> None:
        """Let go of the other side where it has taken nothing for too long."""
        if self.since is not None and time.monotonic() - self.since >= BLOCKED_SECONDS:
            self.wire.abort()

    def open(self) -> None:
        """Begin to send what is in the outbox."""
        self.sender = asyncio.create_task(self._deliver())

    async def _send(self, data: bytes) -> None:
        first = self.since is None
        if first:
            self.since = time.monotonic()
        try:
            await self.wire.send(data)
        finally:
            if first:
                self.since = None

    async def _deliver(self) -> None:
        """Send what is in the outbox until it is closed."""
        try:
            while True:
                await self.more.wait()
                self.more.clear()
                while self.waiting or self.board is not None:
                    if self.waiting:
                        text = self.waiting.popleft()
                    else:
                        text, self.board = self.board or b"", None
                    await self._send(text)
                if self.closing:
                    break
        except (ConnectionError, RuntimeError):
            pass
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.wire.close(), 1.0)
