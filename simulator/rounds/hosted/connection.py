"""A connection's outbox: the messages that wait, and their sending; a client that doesn't read never holds up the others."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from simulator.rounds.protocol import BoardState, SeatState, TrainerState, encode

if TYPE_CHECKING:
    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.protocol import Message

BLOCKED_SECONDS = 5.0
MAX_WAITING = 100


class Transport(Protocol):
    """What messages are sent over: a WebSocket, or a stream of events (server_events.py)."""

    async def send(self, data: bytes, /) -> None:
        """Send one message; waits only where the other side does not read."""

    async def close(self) -> object:
        """Send nothing more."""

    def abort(self) -> None:
        """Break off, whatever is still on its way."""


@dataclass(eq=False)
class Connection:
    """A connection: what waits to be sent, the newest board apart, and who is at the other end.

    `blocked_since` is when it began to wait for the other side to read; a caller has to ask now and then, by `drop_if_blocked`,
    whether that was too long ago. A timer for every message would cost as much as sending it.
    """

    transport: Transport
    seat: Seat | None = None
    seat_token: bytes = b""
    """The hash of the token that opened the seat; the seat has another one once it was handed over."""
    trainer: bool = False
    viewer: bool = False
    newcomer: str = ""
    """Under which id it waits for the trainer's yes, if it does."""
    waiting: deque[bytes] = field(default_factory=deque)
    board: bytes | None = None
    more: asyncio.Event = field(default_factory=asyncio.Event)
    closing: bool = False
    ended: bool = False
    blocked_since: float | None = None
    sender: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Return whether nothing waits to be sent."""
        return not self.waiting and self.blocked_since is None

    def send(self, message: Message) -> None:
        """Put a message into the outbox; one that has grown too long is closed."""
        if isinstance(message, SeatState | BoardState | TrainerState):
            self.board = None  # a board from before would be shown after the state, and undo it on the screen
            self.ended = isinstance(message, SeatState) and message.ended
        self.waiting.append(encode(message))
        if len(self.waiting) > MAX_WAITING:
            self.closing = True
        self.more.set()

    async def answer(self, message: Message) -> None:
        """Send the answer to a message, at once where nothing waits to be sent before it.

        The caller reads nothing more until this returns, so a client that doesn't read its answers can't ask for more of them.
        """
        if self.waiting or self.blocked_since is not None or self.closing:
            self.send(message)
            return
        # A client that has gone is noticed where it is read from.
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self._send(encode(message))

    def show(self, frame: bytes) -> None:
        """Put a board into the outbox, in place of one that has not been sent yet."""
        self.board = frame
        self.more.set()

    def close(self) -> None:
        """Send what waits, then close."""
        self.closing = True
        self.more.set()

    def drop_if_blocked(self) -> None:
        """Break off where the other side has taken nothing for too long; it comes back by itself once it can read again."""
        if (
            self.blocked_since is not None
            and time.monotonic() - self.blocked_since >= BLOCKED_SECONDS
        ):
            self.transport.abort()

    def open(self) -> None:
        """Begin to send what is in the outbox."""
        self.sender = asyncio.create_task(self._deliver())

    async def _send(self, data: bytes) -> None:
        first = self.blocked_since is None
        if first:
            self.blocked_since = time.monotonic()
        try:
            await self.transport.send(data)
        finally:
            if first:
                self.blocked_since = None

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
            await asyncio.wait_for(self.transport.close(), 1.0)
