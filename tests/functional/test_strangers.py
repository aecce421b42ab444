"""Those who connect and say nothing, or take seat after seat: a class is let in all the same."""

from __future__ import annotations

import asyncio
import resource
import socket
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from simulator.rounds.hosted import listener
from simulator.rounds.hosted.strangers import MAX_OF_ADDRESS
from tests.support.patience import PATIENCE
from tests.support.round_stage import OWN_ADDRESS, Client, Hosted, joined
from tests.support.scene import perform
from tests.support.served import hosted as served_here

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

TROLL, CLASS, OTHERS = "127.0.0.2", "127.0.0.3", "127.0.0.4"
GREETING = (
    "GET /ws HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
)
HALF = GREETING.encode()[:40]
ENOUGH_FILES = 2000
DRIP_SECONDS = 0.1
"""Between two bytes of those who send one at a time: the pace of an attack, nothing is waited for."""


@asynccontextmanager
async def connected_from(address: str, url: str, **hello: Any) -> AsyncIterator[Client]:
    """A connection from an address of this machine that has said who it is."""
    connector = aiohttp.TCPConnector(local_addr=(address, 0), ssl=False)
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        session.ws_connect(f"{url}/ws") as wire,
    ):
        client = Client(wire)
        await client.send(v=1, **hello)
        yield client


async def dial(address: str, url: str, text: bytes) -> socket.socket:
    """A connection from an address that has sent so much and reads nothing."""
    loop = asyncio.get_running_loop()
    wire = socket.socket()
    wire.setblocking(False)
    wire.bind((address, 0))
    parts = urlsplit(url)
    await loop.sock_connect(wire, (parts.hostname, parts.port))
    if text:
        await loop.sock_sendall(wire, text)
    return wire


def shut(wires: list[socket.socket]) -> None:
    """Close them all."""
    for wire in wires:
        wire.close()


@pytest.mark.parametrize("secret", ["off", "on"], ids=["plain", "tls"])
def test_silent_sockets_keep_nobody_out(
    parcel: str, host: Callable[..., Hosted], secret: str
) -> None:
    """Twice as many as there may be of one address, greeted or not: a class joins, and comes back from that address too."""
    about = host(parcel, "--tls", secret).about
    url, code = about["url"], about["code"]
    greeting = GREETING.format(host=urlsplit(url).netloc).encode() + b"\r\n"

    async def scene() -> None:
        async with AsyncExitStack() as stack:
            join = {"type": "join", "code": code, "name": "Kim"}
            kim = await stack.enter_async_context(connected_from(TROLL, url, **join))
            await joined(kim)
            texts = [b"", greeting] * MAX_OF_ADDRESS
            stack.callback(shut, [await dial(TROLL, url, text) for text in texts])
            for number in range(20):
                join = {"type": "join", "code": code, "name": f"Trainee {number}"}
                one = await stack.enter_async_context(connected_from(CLASS, url, **join))
                assert "lobby" == (await joined(one))["phase"]
            resume = {"type": "resume", "token": kim.token}
            again = await stack.enter_async_context(connected_from(TROLL, url, **resume))
            assert "lobby" == (await joined(again))["phase"]

    perform(scene)


@pytest.fixture
def many_files() -> Iterator[None]:
    """Room for both ends of many connections in this process; many systems give 1,024 files at first."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if -1 < before[0] < ENOUGH_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (ENOUGH_FILES, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.usefixtures("many_files")
def test_half_sent_requests_are_closed_in_time(
    parcel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six hundred of them, some that never go on and some that drip: all are closed, and joiners come in meanwhile."""
    assert 5.0 == listener.HEADER_SECONDS
    monkeypatch.setattr(listener, "HEADER_SECONDS", 2.0)

    async def scene() -> None:
        loop = asyncio.get_running_loop()
        async with served_here(tmp_path, parcel) as served:
            url, code = served.url, served.round.admission.code
            wires = [await dial(f"127.0.0.{2 + number % 3}", url, HALF) for number in range(600)]

            async def drip() -> None:
                while True:
                    for wire in wires[::10]:
                        try:
                            wire.send(b"X")
                        except OSError:
                            continue
                    await asyncio.sleep(DRIP_SECONDS)

            dripping = asyncio.create_task(drip())
            async with connected_from(TROLL, url, type="join", code=code, name="Kim") as kim:
                await joined(kim)
            for wire in wires:
                with suppress(ConnectionResetError):
                    assert b"" == await asyncio.wait_for(loop.sock_recv(wire, 1000), PATIENCE)
            dripping.cancel()
            shut(wires)

    perform(scene)


@pytest.mark.parametrize("files", [256, 400])
def test_few_files_are_shared_out_so_that_a_class_still_comes_in(
    tmp_path: Path, parcel: str, files: int
) -> None:
    """With as few files as some systems give, half-sent requests of two addresses take those of no joiner."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

    hosted = Hosted.start(tmp_path, parcel, preexec_fn=limit)
    url, code = hosted.about["url"], hosted.about["code"]

    async def scene() -> None:
        async with AsyncExitStack() as stack:
            addresses = [TROLL, OTHERS] * 210
            stack.callback(shut, [await dial(address, url, HALF) for address in addresses])
            for number in range(60):
                join = {"type": "join", "code": code, "name": f"Trainee {number}"}
                one = await stack.enter_async_context(connected_from(CLASS, url, **join))
                assert "lobby" == (await joined(one))["phase"]

    try:
        perform(scene)
    finally:
        assert 0 == hosted.stop()


def test_one_address_cannot_take_the_seats_of_a_class(
    parcel: str, host: Callable[..., Hosted]
) -> None:
    """Seventy join from one address and take all seats it may have; most of a class from elsewhere still finds room."""
    about = host(parcel, "--max-seats", "60").about
    url, code = about["url"], about["code"]

    async def scene() -> None:
        async with AsyncExitStack() as stack:

            async def join(address: str, name: str) -> str:
                hello = {"type": "join", "code": code, "name": name}
                one = await stack.enter_async_context(connected_from(address, url, **hello))
                answer = await one.next("seat", "error")
                return str(answer["type"])

            trolls = [await join(TROLL, f"Troll {number}") for number in range(70)]
            assert ["seat"] * 60 + ["error"] * 10 == trolls
            assert ["seat"] * 40 == [await join(CLASS, f"Kim {number}") for number in range(40)]
            assert "error" == await join(CLASS, "One more")
            assert "error" == await join(TROLL, "One more")

    perform(scene)


def test_behind_a_proxy_everyone_has_one_address(parcel: str, host: Callable[..., Hosted]) -> None:
    """With --public-url addresses mean nothing: all connections are one crowd, and the seats are as many as were given."""
    with socket.socket() as free:
        free.bind((OWN_ADDRESS, 0))
        port = str(free.getsockname()[1])
    url = f"http://{OWN_ADDRESS}:{port}"
    where = ("--bind", OWN_ADDRESS, "--port", port, "--public-url", url)
    code = host(parcel, "--max-seats", "2", *where).about["code"]

    async def scene() -> None:
        async with AsyncExitStack() as stack:
            told = []
            for address in (TROLL, TROLL, CLASS):
                hello = {"type": "join", "code": code, "name": "A"}
                one = await stack.enter_async_context(connected_from(address, url, **hello))
                told.append((await one.next("seat", "error"))["type"])
            assert ["seat", "seat", "error"] == told

    perform(scene)


def test_tls_is_begun_in_time(parcel: str, tmp_path: Path, host: Callable[..., Hosted]) -> None:
    """What is no TLS is closed without a word on the host's screen."""
    hosted = host(parcel, "--tls", "on")

    async def scene() -> None:
        wire = await dial(TROLL, hosted.about["url"], b"GET / HTTP/1.1\r\n\r\n")
        loop = asyncio.get_running_loop()
        while await asyncio.wait_for(loop.sock_recv(wire, 1000), PATIENCE):
            pass
        wire.close()

    perform(scene)
    hosted.process.terminate()
    _, told = hosted.process.communicate(timeout=PATIENCE)
    assert "simulator: " not in told
    assert "Traceback" not in told
