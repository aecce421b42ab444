"""A terminal's connection to a round: says who it is, hands over messages, comes back by itself after a break.

It keeps the seat's token as a ticket, so that a program begun anew finds its seat too. A certificate that nobody vouches for is
known by its fingerprint, which stands behind the `#` of the address.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp

from simulator.errors import SimulatorError
from simulator.text import clean_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from simulator.rounds.client.tickets import Tickets

FIRST_WAIT, LONGEST_WAIT = 0.3, 5.0
LOST = {"type": "lost"}
"""Handed over where the connection has broken off and is being made again."""
GONE_FOR_GOOD = ("bad-token", "closed")
"""Why a ticket is worth nothing any more."""


class JoinFailed(SimulatorError):
    """A round that could not be joined, in the server's words."""


class RoundClient:
    """One seat of a round, reached over the network."""

    def __init__(self, address: str, code: str, name: str, tickets: Tickets) -> None:
        try:
            parts = urlsplit(address)
            host = parts.hostname and parts.port != 0
        except ValueError:
            parts, host = urlsplit(""), None
        if parts.scheme not in ("http", "https") or not host:
            raise SimulatorError(
                f"{clean_name(address, 80)} is no address of a round.",
                "It begins with http:// or https://.",
            )
        self._url = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/ws"
        self._ssl: aiohttp.Fingerprint | bool = True
        if parts.fragment:
            try:
                self._ssl = aiohttp.Fingerprint(bytes.fromhex(parts.fragment))
            except ValueError:
                raise SimulatorError("What stands behind the # is no fingerprint.") from None
        self._tickets, self._ticket = tickets, (address, code, name)
        self._join: dict[str, Any] = {"type": "join", "v": 1, "code": code, "name": name}
        self._token = tickets.find(*self._ticket)
        self._seated = False
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def messages(self) -> AsyncIterator[dict[str, Any]]:
        """Every message of the server, through any number of breaks; raises JoinFailed where the server shows us the door."""
        wait = FIRST_WAIT
        async with aiohttp.ClientSession() as session:
            while True:
                anew = False
                try:
                    async with session.ws_connect(
                        self._url, ssl=self._ssl, heartbeat=20.0
                    ) as socket:
                        await socket.send_json(self._hello)
                        async for frame in socket:
                            message = _read(frame.data)
                            if message["type"] == "error":
                                anew = self._may_join_anew(message)
                                if anew:
                                    break
                                raise JoinFailed(clean_name(str(message.get("message")), 400))
                            if message["type"] == "seat":
                                wait = FIRST_WAIT
                                self._socket = socket
                                self._keep(message)
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
                except (aiohttp.ClientError, OSError, TimeoutError) as error:
                    if not self._seated:
                        told = clean_name(str(error), 200) or "it does not answer"
                        raise JoinFailed(f"The round cannot be reached: {told}.") from None
                finally:
                    self._socket = None
                if self._seated:
                    yield dict(LOST)
                elif not anew:
                    raise JoinFailed("The round ends the connection before it says anything.")
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

    @property
    def _hello(self) -> dict[str, Any]:
        if self._token is None:
            return self._join
        return {"type": "resume", "v": 1, "token": self._token}

    def _keep(self, message: dict[str, Any]) -> None:
        token = message.get("token")
        if not isinstance(token, str):
            raise JoinFailed("The server gives no seat.")
        self._seated = True
        if token != self._token:
            self._token = token
            self._tickets.keep(*self._ticket, token)

    def _may_join_anew(self, message: dict[str, Any]) -> bool:
        """Whether an error only says that an old ticket is worth nothing any more; it is then dropped."""
        if self._token is None or self._seated or message.get("reason") not in GONE_FOR_GOOD:
            return False
        self._tickets.drop(*self._ticket)
        self._token = None
        return True


def _read(data: Any) -> dict[str, Any]:
    """A message of the server; raises JoinFailed where it is none."""
    try:
        message = json.loads(data)
    except (ValueError, TypeError, RecursionError):
        message = None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise JoinFailed(
            "The server says something that this program does not understand.",
            "Both must be of the same version.",
        )
    return message
