"""A WebSocket client that costs little, so that a server is what is measured and not the load.

It masks with nothing, reads whole frames only, answers pings, and knows no extension. Not for anything but measuring.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from base64 import b64encode
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

TRUSTING = ssl.create_default_context()
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
KEY = b64encode(bytes(16)).decode()


class Wire(asyncio.Protocol):
    """One connection; `got` is called with the bytes of every text."""

    def __init__(self) -> None:
        self.got: Callable[[bytes], None] = lambda _text: None
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep it."""

        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Tell whoever waits."""
        for waits in (self.opened, self.closed):
            if not waits.done():
                waits.set_result(None)

    def data_received(self, data: bytes) -> None:
        """Take the answer to the greeting, and then frames."""
        held = self._held + data if self._held else data
        if self.opened.done():
            self._read_frames(held)
            return
        head, end, held = held.partition(b"\r\n\r\n")
        if not end:
            self._held = head
        elif head.startswith(b"HTTP/1.1 101"):
            self.opened.set_result(None)
            self._read_frames(held)
        else:
            self.transport.close()

    def _read_frames(self, held: bytes) -> None:
        """Pass on every whole frame, and keep what is left."""
        at, size = 0, len(held)
        while size - at >= 2:
            kind, length, start = held[at] & 15, held[at + 1], at + 2
            if length == 126:
                length, start = int.from_bytes(held[start : start + 2], "big"), start + 2
            elif length == 127:
                length, start = int.from_bytes(held[start : start + 8], "big"), start + 8
            if size < start + length:
                break
            at = start + length
            if kind == TEXT:
                self.got(held[start:at])
            elif kind == PING:
                self._frame(PONG, held[start:at])
            elif kind == CLOSE:
                self.transport.close()
        self._held = held[at:]

    def send(self, **message: Any) -> None:
        """Send a message."""
        self.text(json.dumps(message).encode())

    def text(self, data: bytes) -> None:
        """Send a text."""
        self._frame(TEXT, data)

    def _frame(self, kind: int, data: bytes) -> None:
        if len(data) < 126:
            head = bytes((128 | kind, 128 | len(data)))
        else:
            head = bytes((128 | kind, 254)) + len(data).to_bytes(2, "big")
        self.transport.write(head + bytes(4) + data)


async def dial(url: str) -> Wire:
    """Open a connection to the server at an address; raises ConnectionError."""
    parts = urlsplit(url)
    context = TRUSTING if parts.scheme == "https" else None
    loop = asyncio.get_running_loop()
    _, wire = await loop.create_connection(Wire, parts.hostname, parts.port, ssl=context)
    wire.transport.write(
        (
            f"GET /ws HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        ).encode()
    )
    await wire.opened
    if wire.closed.done():
        raise ConnectionError(f"{url} took no WebSocket")
    return wire
