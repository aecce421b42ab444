"""The standing server as a program: killed, started again, refused a second time on its file, and served over TLS."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import ssl
import subprocess
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.support.patience import PATIENCE
from tests.support.round_stage import SIMULATOR
from tests.support.server_stage import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = re.compile(r'name="form_token" value="(\w+)"')


class Program:
    """Servers on one file, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[str]] = []

    def start(self, *options: str) -> dict[str, Any]:
        """Start one, and return what it says of itself."""
        command = [*SIMULATOR, "serve", "--json", "--db", str(self.folder / "team.sqlite")]
        process = subprocess.Popen(
            [*command, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder)},
        )
        self.running.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        return json.loads(line) if line else {}

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """End the last one; gives its exit code and what it said."""
        process = self.running[-1]
        process.send_signal(number)
        _, told = process.communicate(timeout=PATIENCE)
        return process.returncode, told


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A program, ended afterwards."""
    found = Program(tmp_path)
    yield found
    for process in found.running:
        if process.poll() is None:
            process.kill()
        process.communicate()


async def send(
    session: aiohttp.ClientSession, url: str, page: str, path: str, **fields: str
) -> str:
    """Open a page and send a form with its token; gives the page that it leads to."""
    async with session.get(url + page) as opened:
        found = TOKEN.search(await opened.text())
    assert found
    async with session.post(url + path, data={"form_token": found[1], **fields}) as answer:
        assert answer.status == 200
        return await answer.text()


def test_a_killed_server_loses_nothing(program: Program) -> None:
    """Of ten classes that were acknowledged while it was killed, all are there; whoever was signed in still is."""
    first = program.start()
    url = first["url"]
    port = url.rpartition(":")[2]

    async def run() -> None:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            link = first["link"].removeprefix(url)
            names = {"name": "Ada", "passphrase": PASSPHRASE, "again": PASSPHRASE}
            await send(session, url, link, link, **names)
            for number in range(10):
                await send(session, url, "/classes", "/classes", title=f"Class {number}")
            assert -signal.SIGKILL == program.end(signal.SIGKILL)[0]
            again = program.start("--port", port)
            assert (url, None) == (again["url"], again["link"])
            async with session.get(f"{url}/classes") as answer:
                listed = await answer.text()
        assert [f"Class {number}" for number in range(10)] == sorted(
            set(re.findall(r"Class \d", listed))
        )

    asyncio.run(run())
    assert (0, True) == (
        (ended := program.end(signal.SIGTERM))[0],
        "The server has stopped." in ended[1],
    )


def test_a_second_server_on_the_file_is_refused(program: Program) -> None:
    """In one sentence; the first one goes on."""
    about = program.start()
    assert {} == program.start()
    second = program.running.pop()
    _, told = second.communicate(timeout=PATIENCE)
    assert 2 == second.returncode
    assert "Another server has" in told
    assert "Traceback" not in told

    async def well() -> Any:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{about['url']}/healthz") as answer,
        ):
            return await answer.json()

    assert {"ok": True} == asyncio.run(well())


def test_it_is_served_over_tls(program: Program) -> None:
    """With the certificate that the program makes, whose fingerprint it tells; cookies stay on it."""
    about = program.start("--tls", "on")
    assert about["url"].startswith("https://127.0.0.1:")

    async def run() -> str:
        check = aiohttp.Fingerprint(bytes.fromhex(about["fingerprint"]))
        async with (
            aiohttp.ClientSession() as session,
            session.get(about["url"], ssl=check) as answer,
        ):
            return answer.headers["Set-Cookie"]

    cookie = asyncio.run(run())
    assert cookie.startswith("__Host-device=")
    assert "Secure" in cookie
    with pytest.raises(ssl.SSLError):
        asyncio.run(_plain(about["url"]))


async def _plain(url: str) -> None:
    """Open a page as a client that knows only public certificates."""
    try:
        async with aiohttp.ClientSession() as session, session.get(url):
            pass
    except aiohttp.ClientConnectorCertificateError as error:
        raise error.certificate_error from None
