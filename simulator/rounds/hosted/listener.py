"""Accepts connections for the HTTP library, and closes those that neither ask for anything nor say who they are.

The library's own listening takes whoever comes and has no limit for an address. Here each connection is a stranger
(strangers.py) from its first packet, before TLS and before HTTP, until the server knows who it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.errors import SimulatorError
from simulator.rounds.hosted.addresses import plain_address
from simulator.rounds.hosted.headers import secure
from simulator.rounds.hosted.http_errors import quiet_logger
from simulator.rounds.hosted.plain_requests import begins_tls, send_to_https
from simulator.rounds.hosted.strangers import MAX_STRANGERS, Strangers

if TYPE_CHECKING:
    import logging
    import ssl
    from collections.abc import Callable

HEADER_SECONDS = 5.0
"""How long a connection has for its TLS handshake, for the head of its first request, and between two requests."""
LINGER_SECONDS = 1.0
"""How long the rest of a request is read that has been answered already."""
RESERVED_FILES = 60
"""Open files that are not connections: the record, the program's modules and data, the terminal."""
LEAST_STRANGERS = 30
"""Strangers that are let in even where hardly any more files may be opened."""
RETRY_SECONDS = 0.05


class Peer:
    """The other side of a connection: its socket, and the address that it is counted by."""

    def __init__(self, connection: socket.socket, address: str) -> None:
        self._socket, self.address = connection, address

    def drop(self) -> None:
        """End the connection, at whatever stage it is; whoever reads from it notices."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


class HttpConnection(web.RequestHandler):
    """An HTTP connection that says when it is over."""

    __slots__ = ("_over", "peer")

    def __init__(
        self, peer: Peer, over: Callable[[Peer], None], server: web.Server, logger: logging.Logger
    ) -> None:
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            # Until a request is complete a connection counts as idle, from its first moment on.
            keepalive_timeout=HEADER_SECONDS,
            lingering_time=LINGER_SECONDS,
            access_log=None,  # type: ignore[arg-type]
            auto_decompress=False,
            logger=logger,
        )
        self.peer, self._over = peer, over

    def connection_lost(self, exc: BaseException | None) -> None:
        """Tell the listener."""
        self._over(self.peer)
        super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is not HTTP with the same headers as everything else."""
        return secure(super().handle_error(request, status, exc, message))


class Listener:
    """Accepts the connections of one server, and knows which of them are strangers."""

    def __init__(
        self,
        listening: socket.socket,
        context: ssl.SSLContext | None,
        *,
        files: int | None,
        by_address: bool = True,
    ) -> None:
        """`files` is how many this process may have open, None for any number; without `by_address` everyone is counted as
        one address, for which there is then no limit but that of all.
        """
        self._listening, self._context, self._files = listening, context, files
        self._by_address = by_address
        self._strangers: Strangers[Peer] = Strangers.counted(by_address=by_address)
        self._peers: set[Peer] = set()
        self._openings: set[asyncio.Task[None]] = set()
        self._logger = quiet_logger()

    @property
    def strangers(self) -> int:
        """How many have connected and have not said who they are."""
        return len(self._strangers)

    def identify(self, request: web.BaseRequest) -> None:
        """Count the connection of a request no longer as a stranger's."""
        if isinstance(request.protocol, HttpConnection):
            self._strangers.discard(request.protocol.peer)

    async def accept(self, server: web.Server) -> None:
        """Accept connections until cancelled, each for a server to answer."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, address = await loop.sock_accept(self._listening)
            except OSError:
                # No more files may be opened, or the other side has gone again.
                self._drop(self._strangers.oldest())
                await asyncio.sleep(RETRY_SECONDS)
                continue
            peer = Peer(connection, plain_address(address[0]) if self._by_address else "")
            self._peers.add(peer)
            self._strangers.add(peer, peer.address)
            self._drop(self._strangers.surplus(peer.address, self._limit()))
            opening = asyncio.create_task(self._open(peer, connection, server))
            self._openings.add(opening)
            opening.add_done_callback(self._openings.discard)
            await asyncio.sleep(0)

    async def _open(self, peer: Peer, connection: socket.socket, server: web.Server) -> None:
        """Begin TLS where it is used, then HTTP; who speaks HTTP where TLS is used is sent to the other address."""
        try:
            if self._context is not None and not await begins_tls(connection):
                await send_to_https(connection)
                connection.close()
                self._on_close(peer)
                return
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: HttpConnection(peer, self._on_close, server, self._logger),
                connection,
                ssl=self._context,
                ssl_handshake_timeout=HEADER_SECONDS if self._context else None,
            )
        except (OSError, asyncio.CancelledError):  # what was sent is not TLS, or nothing was
            connection.close()
            self._on_close(peer)

    def _limit(self) -> int:
        """Return how many strangers there may be, with the files that are left for them."""
        if self._files is None:
            return MAX_STRANGERS
        known = len(self._peers) - len(self._strangers)
        return max(LEAST_STRANGERS, min(MAX_STRANGERS, self._files - RESERVED_FILES - known))

    def _drop(self, peer: Peer | None) -> None:
        if peer is not None:
            self._strangers.discard(peer)
            peer.drop()

    def _on_close(self, peer: Peer) -> None:
        self._strangers.discard(peer)
        self._peers.discard(peer)


def listen(bind: str, port: int, *, again: bool = False) -> socket.socket:
    """Return a listening socket; `again` where the class expects the round at this very place. Raises SimulatorError."""
    listening = socket.socket(
        socket.AF_INET6 if ":" in bind else socket.AF_INET, socket.SOCK_STREAM
    )
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        if bind == "::":
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listening.bind((bind, port))
        listening.listen(1024)
    except (
        OSError,
        TypeError,
        ValueError,
    ) as error:  # of what cannot be a name, Python says the last two
        listening.close()
        why = (isinstance(error, OSError) and error.strerror) or "it isn't an address"
        place = f"{bind}, port {port}," if port else bind
        if again:
            message = f"This round was served at {place} which can't be used at the moment: {why}."
            hint = (
                "Give this computer's address with --bind, or --port 0 for any free port; "
                "your class then joins with the new line."
            )
        else:
            message = f"{place} can't be used: {why}."
            either = " or another port with --port" if port else ""
            hint = f"Choose another address with --bind{either}."
        raise SimulatorError(message, hint) from None
    listening.setblocking(False)
    return listening
