"""A round's server as a process of its own, and clients that speak the protocol."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp

from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

SIMULATOR = [sys.executable, "-m", "simulator"]
_PROCESS = os.getpid()
OWN_ADDRESS = f"127.{1 + (_PROCESS >> 16) % 250}.{(_PROCESS >> 8) % 256}.{1 + _PROCESS % 250}"
"""An address of this machine that only this process's servers use: nothing else takes a port that a round has freed."""


class Hosted:
    """A server that runs, and what it said of itself."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.stderr.read() if process.stderr else ""
        self.about: dict[str, Any] = json.loads(line)

    @classmethod
    def start(
        cls, folder: Path, *arguments: str, preexec_fn: Callable[[], None] | None = None
    ) -> Hosted:
        """`simulator host --headless --json` with these arguments, its record in a folder."""
        command = [*SIMULATOR, "host", *arguments, "--db", str(folder / "round.sqlite")]
        process = subprocess.Popen(
            [*command, "--headless", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            preexec_fn=preexec_fn,
        )
        return cls(process)

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        self.process.wait()
        self._close()

    def stop(self) -> int:
        """End it in order; gives its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        """Wait for its end, which something else began, as a second signal could kill it as it ends; gives its exit code."""
        code = self.process.wait(PATIENCE)
        self._close()
        return code

    def _close(self) -> None:
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


class Client:
    """A connection that keeps what it is sent."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.got: list[dict[str, Any]] = []
        self.token = ""
        self.seat = ""

    async def send(self, **message: Any) -> None:
        """Send a message."""
        await self.socket.send_json(message)

    async def next(self, *types: str) -> dict[str, Any]:
        """The next message of one of these types; others are kept and passed over."""
        while True:
            frame = await asyncio.wait_for(self.socket.receive(), PATIENCE)
            assert frame.type is aiohttp.WSMsgType.TEXT, frame
            message: dict[str, Any] = json.loads(frame.data)
            self.got.append(message)
            if message["type"] in types:
                return message

    async def phase(self, phase: str) -> dict[str, Any]:
        """The next state of that phase."""
        while True:
            state = await self.next("state")
            if state["phase"] == phase:
                return state

    async def closed(self) -> bool:
        """Whether the server closes it; what comes before is passed over."""
        while True:
            frame = await asyncio.wait_for(self.socket.receive(), PATIENCE)
            if frame.type in (
                aiohttp.WSMsgType.CLOSE,
                aiohttp.WSMsgType.CLOSED,
                aiohttp.WSMsgType.CLOSING,
            ):
                return True

    async def move(self, move: str, turn: int, cmd: str) -> dict[str, Any]:
        """Make a move and give the answer."""
        await self.send(type="move", cmd=cmd, turn=turn, move=move)
        return await self.next("moved", "refused")


@asynccontextmanager
async def connected(url: str, **hello: Any) -> AsyncIterator[Client]:
    """A connection that has said who it is, if it is to say so."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{url}/ws") as socket:
        client = Client(socket)
        if hello:
            await client.send(v=1, **hello)
        yield client


async def joined(client: Client) -> dict[str, Any]:
    """Take the seat that a join or a resume gives; gives the state."""
    seat = await client.next("seat")
    client.token, client.seat = seat["token"], seat["seat"]
    return await client.next("state")
