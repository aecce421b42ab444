"""A terminal's connection to a round: says who it is, hands over messages, comes back by itself after a break.

It keeps the seat's token for as long as the program runs, and resumes with it. A certificate that nobody vouches for is known
by its fingerprint, which stands behind the `#` of the address.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FIRST_WAIT, LONGEST_WAIT = 0.3, 5.0
LOST = {"type": "lost"}
"""Handed over where the connection has broken off and is being made again."""


class JoinFailed(SimulatorError):
    """A round that could not be joined, in the server's words."""


class RoundClient:
    """One seat of a round, reached over the network."""

    def __init__(self, address: str, code: str, name: str) -> None:
        try:
            parts = urlsplit(address)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise SimulatorError(
                f"{address[:80]!r} is no address of a round.", "It begins with http:// or https://."
            )
        self._url = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/ws"
        self._ssl: aiohttp.Fingerprint | bool = True
        if parts.fragment:
            try:
                self._ssl = aiohttp.Fingerprint(bytes.fromhex(parts.fragment))
            except ValueError:
                raise SimulatorError("What stands behind the # is no fingerprint.") from None
        self._hello: dict[str, Any] = {"type": "join", "v": 1, "code": code, "name": name}
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def messages(self) -> AsyncIterator[dict[str, Any]]:
        """Every message of the server, through any number of breaks; raises JoinFailed where the server shows us the door."""
        wait = FIRST_WAIT
        async with aiohttp.ClientSession() as session:
            while True:
                try:
                    async with session.ws_connect(
                        self._url, ssl=self._ssl, heartbeat=20.0
                    ) as socket:
                        self._socket = socket
                        await socket.send_json(self._hello)
                        async for frame in socket:
                            message = json.loads(frame.data)
                            if message["type"] == "error":
                                raise JoinFailed(message["message"])
                            if message["type"] == "seat":
                                wait = FIRST_WAIT
                                self._hello = {"type": "resume", "v": 1, "token": message["token"]}
                            yield message
                except aiohttp.ServerFingerprintMismatch:
                    raise JoinFailed(
                        "The server is not the one of that join line: its certificate is another."
                    ) from None
                except aiohttp.ClientConnectorCertificateError:
                    raise JoinFailed(
                        "Nobody vouches for the server's certificate.",
                        "Join with the whole line that the trainer's screen shows, with what stands behind the #.",
                    ) from None
                except (aiohttp.ClientError, OSError, ValueError, TypeError) as error:
                    if self._hello["type"] == "join":
                        raise JoinFailed(f"The round cannot be reached: {error}.") from None
                finally:
                    self._socket = None
                yield dict(LOST)
                await asyncio.sleep(wait)
                wait = min(LONGEST_WAIT, 2 * wait)

    async def send(self, message: dict[str, Any]) -> bool:
        """Send a message; false where there is no connection just now."""
        socket = self._socket
        if socket is None:
            return False
        with contextlib.suppress(ConnectionError, aiohttp.ClientError, RuntimeError):
            await socket.send_json(message)
            return True
        return False
