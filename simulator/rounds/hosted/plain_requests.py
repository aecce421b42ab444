"""Requests without TLS on a port that uses it: people type an address without `https://`, and their browsers then speak HTTP.

They are told where to go, by a header and by a page for a browser that doesn't follow it. Nothing of a round is told.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import re
import socket

from simulator.rounds.hosted.headers import HEADERS

FIRST_SECONDS = 5.0
"""How long a connection has for its first byte, and for the head of its request."""
MAX_HEAD = 8192
HANDSHAKE = b"\x16"
"""What each TLS connection begins with."""
_HOST = re.compile(rb"\r\nhost:[ \t]*([0-9A-Za-z.:\[\]-]{1,255})[ \t]*\r\n", re.IGNORECASE)
_TARGET = re.compile(rb"[A-Z]{1,10} (/[!-~]{0,1000}) HTTP/1\.[01]\r\n")
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Customer service round</title>
<p>This round is at <a href="{address}">{address}</a>. Your browser may warn about the certificate: continue to the page.</p>
</html>
"""
NO_ADDRESS = "This round is encrypted: open its address with https:// at the beginning.\n"


async def begins_tls(connection: socket.socket) -> bool:
    """Return whether the other side begins a TLS handshake; its first byte stays to be read. Raises OSError."""
    loop = asyncio.get_running_loop()
    ready = loop.create_future()

    def wake() -> None:
        if not ready.done():
            ready.set_result(None)

    loop.add_reader(connection.fileno(), wake)
    try:
        await asyncio.wait_for(ready, FIRST_SECONDS)
    except TimeoutError:
        raise ConnectionAbortedError from None
    finally:
        loop.remove_reader(connection.fileno())
    return connection.recv(1, socket.MSG_PEEK) in (HANDSHAKE, b"")


async def send_to_https(connection: socket.socket) -> None:
    """Read a request and answer it with the same address by TLS; what isn't a request is only closed."""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(OSError, TimeoutError):
        head = await asyncio.wait_for(_head(loop, connection), FIRST_SECONDS)
        if head:
            await asyncio.wait_for(loop.sock_sendall(connection, answer(head)), FIRST_SECONDS)
            connection.shutdown(socket.SHUT_WR)


async def _head(loop: asyncio.AbstractEventLoop, connection: socket.socket) -> bytes:
    """Return the head of a request; nothing where it is too long, or never ends."""
    head = b""
    while b"\r\n\r\n" not in head:
        more = await loop.sock_recv(connection, 4096)
        head += more
        if not more or len(head) > MAX_HEAD:
            return b""
    return head


def answer(head: bytes) -> bytes:
    """Return the answer to a request: the same address by TLS, or a sentence where the request names none."""
    host, target = _HOST.search(head), _TARGET.match(head)
    if host is None or target is None:
        status, where, text, kind = "400 Bad Request", "", NO_ADDRESS, "text/plain"
    else:
        address = f"https://{host[1].decode()}{target[1].decode()}"
        status, where = "307 Temporary Redirect", f"Location: {address}\r\n"
        text, kind = PAGE.format(address=html.escape(address, quote=True)), "text/html"
    body = text.encode()
    safe = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    return (
        f"HTTP/1.1 {status}\r\n{where}{safe}Content-Type: {kind}; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    ).encode() + body
