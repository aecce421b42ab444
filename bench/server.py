"""What the standing server costs: a page, a sign-in, and a page while a whole class signs in.

    python -m bench.server [--people N]

The server is a process of its own, the load is this one; both on one machine. Trust the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

PASSPHRASE = "correct horse battery"
TOKEN = re.compile(r'name="form_token" value="(\w+)"')


class Person:
    """Someone's browser, with the cookies of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def open(self, path: str) -> str:
        """Open a page."""
        async with self.session.get(self.url + path) as answer:
            assert answer.status == 200, (path, answer.status)
            return await answer.text()

    async def send(self, page: str, path: str, **fields: str) -> str:
        """Open a page and send its form; gives the path it leads to."""
        token = TOKEN.search(await self.open(page))
        assert token
        async with self.session.post(
            self.url + path, data={"form_token": token[1], **fields}
        ) as answer:
            assert answer.status == 200, (path, answer.status, await answer.text())
            return answer.url.path


def told(what: str, seconds: list[float]) -> None:
    """Print the middle and the slow end of what was measured."""
    ordered = sorted(seconds)
    slow = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(f"{what:45} p50 {statistics.median(ordered) * 1000:7.1f} ms   p99 {slow * 1000:7.1f} ms")


async def measure(url: str, link: str, people: int) -> None:
    """Let a class join, sign in again, and its trainer look on."""
    ada = Person(url)
    path = link.removeprefix(url)
    await ada.send(path, path, name="Ada", passphrase=PASSPHRASE, again=PASSPHRASE)
    class_path = await ada.send("/classes", "/classes", title="Term 3")
    found = re.search(r"/join/([A-Z0-9]{8})", await ada.open(class_path))
    assert found
    code = found[1]
    trainees = [Person(url) for _ in range(people)]
    pin = {"pin": "135790", "again": "135790"}
    begun = time.perf_counter()
    await asyncio.gather(
        *(
            one.send(f"/join/{code}", f"/join/{code}/new", name=f"Person {number}", **pin)
            for number, one in enumerate(trainees)
        )
    )
    print(f"{people} join at once in {time.perf_counter() - begun:.2f} s")

    pages = [await timed(ada.open(class_path)) for _ in range(300)]
    told(f"the page of a class of {people}", pages)
    begun = time.perf_counter()
    await asyncio.gather(*(repeated(one, "/account", 20) for one in trainees))
    seconds = time.perf_counter() - begun
    print(f"{people * 20 / seconds:.0f} pages a second from {people} people at once")

    signings = []
    for number in range(20):
        one = Person(url)
        await one.open(f"/join/{code}")
        back = one.send(
            f"/join/{code}", f"/join/{code}/back", name=f"Person {number}", pin="135790"
        )
        signings.append(await timed(back))
        await one.session.close()
    told("a sign-in, with the page before and after", signings)

    fresh = [Person(url) for _ in range(people)]
    meanwhile: list[float] = []
    ends = asyncio.Event()

    async def look() -> None:
        while not ends.is_set():
            meanwhile.append(await timed(ada.open(class_path)))
            await asyncio.sleep(0.01)

    looking = asyncio.create_task(look())
    begun = time.perf_counter()
    await asyncio.gather(
        *(
            one.send(f"/join/{code}", f"/join/{code}/back", name=f"Person {number}", pin="135790")
            for number, one in enumerate(fresh)
        )
    )
    print(f"{people} sign in at once in {time.perf_counter() - begun:.2f} s")
    ends.set()
    await looking
    told("meanwhile, the page of the class", meanwhile)
    for one in (ada, *trainees, *fresh):
        await one.session.close()


async def repeated(person: Person, path: str, times: int) -> None:
    """Open a page again and again."""
    for _ in range(times):
        await person.open(path)


async def timed(work: object) -> float:
    """Return the seconds that something took."""
    begun = time.perf_counter()
    await work  # type: ignore[misc]
    return time.perf_counter() - begun


def main() -> None:
    """Start a server, measure, and end it."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=30)
    people = given.parse_args().people
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "simulator", "serve", "--json"]
        server = subprocess.Popen(
            [*command, "--db", str(Path(folder) / "server.sqlite")],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert server.stdout is not None
        try:
            about = json.loads(server.stdout.readline())
            asyncio.run(measure(about["url"], about["link"], people))
            status = Path(f"/proc/{server.pid}/status").read_text()
            memory = re.search(r"VmHWM:\s+(\d+)", status)
            print(f"the server took {int(memory[1]) // 1024 if memory else 0} MiB at most")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(10)


if __name__ == "__main__":
    main()
