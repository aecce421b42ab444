"""A terminal's connection to a round: says who it is, hands over messages, comes back by itself after a break.

It keeps the seat's token in a file, so that a program that is started again finds its seat. A certificate that no
authority has signed is known by its fingerprint, which comes after the `#` of the address.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from simulator.errors import SimulatorError
from simulator.rounds.client.reading import read_message
from simulator.rounds.client.session import Lost
from simulator.rounds.protocol import Failure, SeatGiven, encode
from simulator.rounds.requests import PROTOCOL, Join, Resume
from simulator.text import clean_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from simulator.rounds.client.seat_tokens import SeatTokens
    from simulator.rounds.client.session import SessionMessage
    from simulator.rounds.requests import Move, Say

FIRST_WAIT, MAX_WAIT = 0.3, 5.0
GONE_FOR_GOOD = ("bad-token", "closed")
"""Why a token is worth nothing any more."""
MAX_REASON = 400
"""Signs of a refusal that are shown."""


class JoinFailed(SimulatorError):
    """A round that could not be joined, in the server's words."""


class RoundClient:
    """One seat of a round, reached over the network."""

    def __init__(self, address: str, code: str, name: str, tokens: SeatTokens) -> None:
        try:
            parts = urlsplit(address)
            host = parts.hostname and parts.port != 0
        except ValueError:
            parts, host = urlsplit(""), None
        if parts.scheme not in ("http", "https") or not host:
            raise SimulatorError(
                f"{clean_name(address, 80)} isn't the address of a round.",
                "A round's address begins with http:// or https://.",
            )
        # A standing server has each of its rounds in a folder.
        place = parts.netloc + parts.path.rstrip("/")
        self._url = f"{'wss' if parts.scheme == 'https' else 'ws'}://{place}/ws"
        self._shown = clean_name(f"{parts.scheme}://{place}", 80)
        self._ssl: aiohttp.Fingerprint | bool = True
        if parts.fragment:
            try:
                self._ssl = aiohttp.Fingerprint(bytes.fromhex(parts.fragment))
            except ValueError:
                raise SimulatorError("The part after the # isn't a valid fingerprint.") from None
        self._tokens, self._seat = tokens, (address, code, name)
        self._join = Join(PROTOCOL, code, name)
        self._token = tokens.find(*self._seat)
        self._seated = False
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def messages(self) -> AsyncIterator[SessionMessage]:
        """Yield every message of the server, through any number of breaks.

        Raises JoinFailed where the server refuses this seat, and NotUnderstood.
        """
        wait = FIRST_WAIT
        async with aiohttp.ClientSession() as session:
            while True:
                joins_again = False
                with self._breaks():
                    async with session.ws_connect(
                        self._url, ssl=self._ssl, heartbeat=20.0
                    ) as socket:
                        await socket.send_str(encode(self._hello).decode())
                        async for frame in socket:
                            message = read_message(frame.data)
                            if message is None:
                                continue
                            if isinstance(message, Failure):
                                joins_again = self._can_join_again(message)
                                if joins_again:
                                    break
                                raise JoinFailed(clean_name(message.message, MAX_REASON))
                            if isinstance(message, SeatGiven):
                                wait = FIRST_WAIT
                                self._socket = socket
                                self._keep(message)
                            yield message
                if self._seated:
                    yield Lost()
                elif not joins_again:
                    raise JoinFailed("The server closed the connection without answering.")
                await asyncio.sleep(wait)
                wait = min(MAX_WAIT, 2 * wait)

    @contextlib.contextmanager
    def _breaks(self) -> Iterator[None]:
        """Let the connection break, once there is a seat; until then raise JoinFailed with why it can't be had."""
        try:
            yield
        except aiohttp.ServerFingerprintMismatch:
            raise JoinFailed(
                "This isn't the server that the join line names: its certificate is different."
            ) from None
        except aiohttp.ClientConnectorCertificateError:
            raise JoinFailed(
                "This computer doesn't trust the server's certificate.",
                "Join with the whole line on the trainer's screen, including the part after the #.",
            ) from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            if not self._seated:
                raise JoinFailed(
                    f"The round at {self._shown} can't be reached: {_reason(error)}.",
                    "Check the address, and that this computer is on the same network as the trainer's.",
                ) from None
        finally:
            self._socket = None

    async def send(self, message: Move | Say) -> bool:
        """Send a move or a sentence; return False where there is no connection just now."""
        socket = self._socket
        if socket is None:
            return False
        with contextlib.suppress(ConnectionError, aiohttp.ClientError, RuntimeError):
            await socket.send_str(encode(message).decode())
            return True
        return False

    @property
    def _hello(self) -> Join | Resume:
        if self._token is None:
            return self._join
        return Resume(PROTOCOL, self._token)

    def _keep(self, seat: SeatGiven) -> None:
        self._seated = True
        if seat.token != self._token:
            self._token = seat.token
            self._tokens.keep(*self._seat, seat.token)

    def _can_join_again(self, failure: Failure) -> bool:
        """Return whether a failure only says that an old token is worth nothing any more; it is then dropped."""
        if self._token is None or self._seated or failure.reason not in GONE_FOR_GOOD:
            return False
        self._tokens.drop(*self._seat)
        self._token = None
        return True


def _reason(error: Exception) -> str:
    """Return why a connection failed, in the words of the system where there are some and never in those of the library."""
    if isinstance(error, TimeoutError):
        return "it isn't responding"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "no computer has this name"
    if isinstance(error, aiohttp.ClientConnectorError):
        error = error.os_error
    if isinstance(error, ssl.SSLError):
        return "it doesn't use TLS"
    number = error.errno if isinstance(error, OSError) else None
    return os.strerror(number).lower() if number and number > 0 else "it isn't a round"
