"""A client that is served by a stream of events, where a network lets no WebSocket through."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp

from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Stream:
    """A stream of events that has been opened, and what speaks for it."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, key: str, answer: aiohttp.ClientResponse
    ) -> None:
        self._session, self._url, self.key, self._answer = session, url, key, answer
        self.got: list[dict[str, Any]] = []

    async def next(self, *types: str) -> dict[str, Any]:
        """The next message of one of these types."""
        while True:
            line = await asyncio.wait_for(self._answer.content.readline(), PATIENCE)
            assert line, "the stream has ended"
            if line.startswith(b"data: "):
                message: dict[str, Any] = json.loads(line[6:])
                self.got.append(message)
                if message["type"] in types:
                    return message

    async def ended(self) -> bool:
        """Whether the server ends it; what comes before is passed over."""
        while await asyncio.wait_for(self._answer.content.readline(), PATIENCE):
            pass
        return True

    async def say(self, message: dict[str, Any] | str) -> int:
        """Post a message; gives the status."""
        text = message if isinstance(message, str) else json.dumps(message)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        async with self._session.post(f"{self._url}/message", data=text, headers=headers) as answer:
            return answer.status

    async def move(self, move: str, turn: int, cmd: str) -> dict[str, Any]:
        """Make a move and give the answer."""
        assert 204 == await self.say({"type": "move", "cmd": cmd, "turn": turn, "move": move})
        return await self.next("moved", "refused")


@asynccontextmanager
async def streamed(url: str, **hello: Any) -> AsyncIterator[Stream]:
    """A stream that has said who it is."""
    # The server closes idle connections after some seconds; aiohttp does not send a POST again on a fresh one, as browsers do.
    connector = aiohttp.TCPConnector(force_close=True)
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        async with session.post(f"{url}/session", json={"v": 1, **hello}) as answer:
            assert 200 == answer.status
            given = await answer.json()
        address = f"{url}/events?stream={given['stream']}"
        async with session.get(address) as answer:
            assert "text/event-stream" == answer.content_type
            yield Stream(session, url, given["key"], answer)
