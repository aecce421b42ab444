"""A connection's outbox: what waits to be sent, and the sending of it, so that a client that does not read holds up nobody."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from simulator.classroom.seats import Seat

BLOCKED_SECONDS = 5.0
MOST_WAITING = 100


class Wire(Protocol):
    """What a connection is sent over: a WebSocket, or a stream of events (events.py)."""

    async def send_str(self, data: str, /) -> None:
        """Send one message."""

    async def close(self) -> object:
        """Send nothing more."""


@dataclass(eq=False)
class Line:
    """A connection: what waits to be sent, the newest board apart, and who it is."""

    wire: Wire
    seat: Seat | None = None
    trainer: bool = False
    viewer: bool = False
    waiting: deque[str] = field(default_factory=deque)
    board: str | None = None
    more: asyncio.Event = field(default_factory=asyncio.Event)
    closing: bool = False
    ended: bool = False

    def send(self, message: dict[str, Any]) -> None:
        """Put a message into the outbox; one that has grown too long is closed. A state makes an older board worthless."""
        if message["type"] == "state":
            self.board = None
            self.ended = bool(message.get("ended"))
        self.waiting.append(json.dumps(message, ensure_ascii=False))
        if len(self.waiting) > MOST_WAITING:
            self.closing = True
        self.more.set()

    def show(self, frame: str) -> None:
        """Put a board into the outbox, in place of one that has not been sent yet."""
        self.board = frame
        self.more.set()

    def close(self) -> None:
        """Send what waits, then close."""
        self.closing = True
        self.more.set()

    async def deliver(self) -> None:
        """Send what is in the outbox until it is closed; a client that takes nothing for a while is let go of."""
        try:
            while True:
                await self.more.wait()
                self.more.clear()
                while self.waiting or self.board is not None:
                    if self.waiting:
                        text = self.waiting.popleft()
                    else:
                        text, self.board = self.board or "", None
                    async with asyncio.timeout(BLOCKED_SECONDS):
                        await self.wire.send_str(text)
                if self.closing:
                    break
        except (TimeoutError, ConnectionError, RuntimeError):
            pass
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.wire.close(), 1.0)
