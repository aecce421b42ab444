"""A whole class in one round: simulated people, terminals and browsers, led from the trainer's page through loss and restart.

Shared by a test, with few people, and `python -m bench.whole_class`, with thirty, which also takes pictures of every page in
every phase. Waits for conditions, never for time.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

from tests.support.browser_stage import SIDEWAYS, TOO_SMALL, Page
from tests.support.patience import PATIENCE
from tests.support.round_stage import SIMULATOR, Hosted, connected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from selenium.webdriver import Chrome

    from tests.support.round_stage import Client

PHONE, DESKTOP, ZOOMED, PROJECTOR = (390, 844), (1280, 800), (320, 200), (1280, 720)
LINES = 60
"""Lines that a terminal's seat types ahead; each is read when a move is due."""
ANSWER = """
const made = document.querySelector("#choices button:not(:disabled), #also button:not(:disabled)");
if (made) made.click();
return Boolean(made);
"""


def is_at_name(page: Page) -> Callable[[], bool]:
    """Whether a page waits for a name."""
    return lambda: page.focus() == "name"


def has_made(turns: int) -> Callable[[Page], bool]:
    """Whether a seat's page has made that many moves."""
    return lambda page: bool(page.js("return turn") >= turns)


def is_in(phase: str) -> Callable[[Page], bool]:
    """Whether a page shows a phase."""
    return lambda page: bool(page.js("return state && state.phase") == phase)


class Failed(AssertionError):
    """What the class ran into; its text says where."""


class Tab:
    """A page of the round in a tab, at a size; each is opened by another address, so that it keeps nothing of the others."""

    def __init__(
        self, browser: Chrome, about: dict[str, Any], name: str, number: int, size: tuple[int, int]
    ) -> None:
        browser.switch_to.new_window("tab")
        own = about["url"].replace("127.0.0.1", f"127.0.0.{number}")
        self.name, self.dimensions = name, size
        self.page = Page(browser, {**about, "url": own})
        self._handle = browser.current_window_handle

    def shown(self) -> Page:
        """Come to the front, at its size."""
        self.page.driver.switch_to.window(self._handle)
        self.page.size(*self.dimensions)
        return self.page

    def leave(self) -> None:
        """Go away, as a phone whose battery is empty."""
        self.shown().driver.get("about:blank")


class Simulated:
    """Someone who plays at random by the protocol, and comes back by themselves when the server was away."""

    def __init__(self, number: int, seed: int) -> None:
        self.name = f"Person {number}"
        self.turns, self.over = 0, False
        self._random = random.Random(f"{seed}/{number}")
        self._token = ""
        self.hold = asyncio.Event()
        """While it isn't set, no move is made after the second."""

    async def play(self, about: dict[str, Any]) -> None:
        """Play until the round is over."""
        while not self.over:
            try:
                await self._sit(about)
            except (OSError, AssertionError, TimeoutError, ValueError):
                await asyncio.sleep(0.1)  # the server is away

    async def _sit(self, about: dict[str, Any]) -> None:
        import aiohttp

        hello = {"type": "resume", "token": self._token} if self._token else {
            "type": "join", "code": about["code"], "name": self.name}  # fmt: skip
        try:
            async with connected(about["url"], **hello) as client:
                self._token = (await client.next("seat"))["token"]
                await self._play_on(client)
        except aiohttp.ClientError:
            await asyncio.sleep(0.1)

    async def _play_on(self, client: Client) -> None:
        while True:
            message = await self._heard(client)
            if message["type"] == "state":
                self.turns = message["turn"]
                if message["phase"] in ("debrief", "closed"):
                    self.over = message["phase"] == "closed"
                    if self.over:
                        return
                if message["phase"] != "open":
                    continue
            else:
                self.turns = message["turn"]
            if not message.get("ended") and message.get("scene"):
                await self._move(client, message["scene"])

    async def _heard(self, client: Client) -> dict[str, Any]:
        """Return what comes next; once they needn't hold any more, they come back, and are told all of it again."""
        heard = asyncio.ensure_future(client.next("state", "moved"))
        held = asyncio.ensure_future(self.hold.wait())
        waits = {heard} if self.hold.is_set() else {heard, held}
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        held.cancel()
        if heard.done():
            return heard.result()
        heard.cancel()
        raise ConnectionResetError

    async def _move(self, client: Client, scene: dict[str, Any]) -> None:
        if self.turns >= 2 and not self.hold.is_set():
            return
        moves = [item["id"] for item in scene["offered"]]
        if scene["can_listen"] and (not moves or self._random.random() < 0.5):
            moves = ["listen"]
        if moves or not scene["can_listen"]:
            moves = moves or ["silence"]
            cmd = f"{self.name.replace(' ', '')}-{self.turns}-{self._random.random()}"[:40]
            move = self._random.choice(moves)
            await client.send(type="move", cmd=cmd.replace(".", ""), turn=self.turns, move=move)


class Terminal:
    """A seat in a terminal, as its own process."""

    def __init__(self, about: dict[str, Any], number: int, folder: Path) -> None:
        env = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "XDG_DATA_HOME": str(folder / f"home-{number}"),
        }
        self.name = f"Terminal {number}"
        self.process = subprocess.Popen(
            [*SIMULATOR, "join", "--plain", about["url"], about["code"], "--as", self.name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env,
        )  # fmt: skip
        self.heard: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.heard.append(line)

    def type(self, *lines: str) -> None:
        """Type some lines."""
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{line}\n" for line in lines))
        self.process.stdin.flush()

    def end(self) -> None:
        """End it if it runs, and close its pipes."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()


class WholeClass:
    """The round, and everyone in it."""

    def __init__(
        self,
        browser: Chrome,
        folder: Path,
        scenarios: Sequence[str],
        *,
        people: int,
        terminals: int,
        pictures: Path | None = None,
        seed: int = 1,
    ) -> None:
        """`pictures` is where pictures go; with them every page is looked at in every phase."""
        self.browser, self.folder, self.pictures = browser, folder, pictures
        self.scenarios, self._terminals = scenarios, terminals
        self.people = [Simulated(number + 1, seed) for number in range(people)]
        self.terminals: list[Terminal] = []
        self.hosted: Hosted
        self.tabs: dict[str, Tab] = {}
        self.findings: list[str] = []
        self._number = 1
        self._taken = 0

    def open(self, name: str, path: str, size: tuple[int, int]) -> Page:
        """Open a page in a tab."""
        self._number += 1
        self.tabs[name] = Tab(self.browser, self.hosted.about, name, self._number, size)
        page = self.tabs[name].shown()
        page.open(path)
        return page

    async def until(self, name: str, found: Callable[[Page], object]) -> Page:
        """Wait until a page is so, while everyone else goes on."""
        page = self.tabs[name].shown()
        await asyncio.to_thread(page.until, lambda: found(page))
        return page

    async def roster(self) -> dict[str, Any]:
        """The trainer's state, with everyone by name."""
        about = self.hosted.about
        async with connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer:
            state = await trainer.next("state")
        return {**state, "people": {row["name"]: row for row in state["roster"]}}

    async def until_roster(
        self, holds: Callable[[dict[str, Any]], bool], what: str
    ) -> dict[str, Any]:
        """Wait until the trainer's state is so."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while True:
            state = await self.roster()
            if holds(state):
                return state
            if asyncio.get_running_loop().time() > deadline:
                turns = {row["name"]: row["turn"] for row in state["roster"]}
                raise Failed(f"It never came to that: {what}. In {state['phase']}: {turns}")
            await asyncio.sleep(0.1)

    def look(self, phase: str) -> None:
        """Take a picture of every page, and note what is in anyone's way on it."""
        if self.pictures is None:
            return
        for tab in self.tabs.values():
            page = tab.shown()
            self._taken += 1
            for scheme in ("light", "dark"):
                page.scheme(scheme)
                name = (
                    f"{self._taken:02}-{phase}-{tab.name}{'-dark' if scheme == 'dark' else ''}.png"
                )
                self.browser.save_screenshot(str(self.pictures / name))
                self.findings += [
                    f"{phase}, {tab.name}, {scheme}: {item}" for item in page.barriers()
                ]
            page.scheme("light")
            small, sideways = page.js(TOO_SMALL), page.js(SIDEWAYS)
            self.findings += [f"{phase}, {tab.name}: too small: {item}" for item in small]
            if sideways:
                self.findings.append(f"{phase}, {tab.name}: {sideways} pixels too wide")

    async def play(self) -> dict[str, Any]:
        """Play it all; gives the round as it is read from its file in another folder."""
        self.hosted = Hosted.start(
            self.folder, *self.scenarios, "--bind", "0.0.0.0", "--tls", "off", "--i-know", "--countdown", "60",
            "--limit", "900", "--clock", "0", "--name", "Term 3",
        )  # fmt: skip
        self.hosted.about["url"] = f"http://127.0.0.1:{self.hosted.about['url'].rpartition(':')[2]}"
        plays = []
        try:
            await self._gather()
            about = self.hosted.about
            plays = [asyncio.create_task(one.play(about)) for one in self.people]
            await self._begin()
            await self._lose_a_phone()
            await self._kill()
            await self._finish()
            await self._second()
            await asyncio.wait_for(asyncio.gather(*plays), PATIENCE)
        finally:
            for play in plays:
                play.cancel()
            for terminal in self.terminals:
                terminal.end()
            if self.hosted.process.poll() is None:
                self.hosted.kill()
        return self._read_elsewhere()

    async def _gather(self) -> None:
        """Open every page, and let everyone join."""
        about = self.hosted.about
        trainer = self.open("trainer", f"/trainer#token={about['trainer_token']}", DESKTOP)
        await self.until("trainer", lambda page: page.shown("leading"))
        self.open("board", f"/board#token={about['view_token']}", PROJECTOR)
        for name, size in (("phone", PHONE), ("desktop", DESKTOP), ("zoomed", ZOOMED)):
            page = self.open(name, f"/#code={about['code']}", size)
            await asyncio.to_thread(page.until, is_at_name(page))
            self.look(f"join-{name}") if name == "zoomed" else None
            page.press(name.capitalize(), "\ue007")
            await self.until(name, lambda page: page.shown("lobby"))
        self.terminals = [
            Terminal(about, number + 1, self.folder) for number in range(self._terminals)
        ]
        del trainer

    async def _begin(self) -> None:
        """Start the round from the trainer's page; a minute of countdown is taken away there."""
        everyone = len(self.people) + len(self.terminals) + 3
        await self.until("trainer", lambda page: page.js("return state.roster.length") == everyone)
        self.look("lobby")
        self.tabs["trainer"].shown().press("s")
        await self.until("phone", lambda page: "Starts in" in page.text("clock"))
        self.look("countdown")
        page = self.tabs["trainer"].shown()
        page.press("e")
        page.js("[...document.querySelectorAll('#ask-ways button')].at(-2).click()")
        await self.until("trainer", lambda page: page.js("return state.phase") == "open")
        await self._type_until(2)
        for name in ("phone", "desktop", "zoomed"):
            for turn in (1, 2):
                await self.until(name, lambda page: page.js(ANSWER))
                await self.until(name, has_made(turn))
        await self.until_roster(
            lambda state: all(row["turn"] >= 2 for row in state["roster"]), "two moves of everyone"
        )
        self.look("open")

    async def _type_until(self, turns: int) -> None:
        """Let each terminal reply, or wait where there is nothing to say, until it has made that many moves."""
        for line in ["1", ""] * LINES:
            rows = (await self.roster())["people"]
            behind = [item for item in self.terminals if rows[item.name]["turn"] < turns]
            for terminal in behind:
                terminal.type(line)
            if not behind:
                return
            await asyncio.sleep(0.1)

    async def _lose_a_phone(self) -> None:
        """The phone is gone; its owner comes back on another one, and the trainer gives them their seat."""
        turns = (await self.roster())["people"]["Phone"]["turn"]
        self.tabs.pop("phone").leave()
        await self.until_roster(
            lambda state: not state["people"]["Phone"]["connected"], "the phone's loss"
        )
        page = self.open("phone", f"/#code={self.hosted.about['code']}", PHONE)
        await asyncio.to_thread(page.until, is_at_name(page))
        page.press("phone", "\ue007")
        await self.until("phone", lambda page: page.shown("waiting"))
        await self.until("trainer", lambda page: page.shown("asks"))
        self.look("handed-over")
        trainer = self.tabs["trainer"].shown()
        if "Phone" not in trainer.texts("#waiting button")[0]:
            raise Failed("The seat that was lost isn't offered.")
        trainer.press("y")
        await self.until("phone", lambda page: page.js("return turn") == turns)

    async def _kill(self) -> None:
        """Kill the server and reopen the round as its last line says; everyone is back where they were."""
        before = {row["name"]: row["turn"] for row in (await self.roster())["roster"]}
        self.hosted.kill()
        record = str(self.folder / "round.sqlite")
        process = subprocess.Popen(
            [*SIMULATOR, "host", "--resume", "--db", record, "--headless", "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        url = self.hosted.about["url"]
        self.hosted = Hosted(process)
        self.hosted.about["url"] = url
        await self.until("trainer", lambda page: page.shown("token-form"))
        self.look("restarted")
        page = self.tabs["trainer"].shown()
        page.js(
            "document.getElementById('token').value = arguments[0]",
            self.hosted.about["trainer_url"],
        )
        page.js("document.getElementById('token').focus()")
        page.press("\ue007")
        await self.until("trainer", lambda page: page.shown("leading"))
        state = await self.until_roster(
            lambda state: all(row["connected"] for row in state["roster"]), "everyone is back"
        )
        after = {row["name"]: row["turn"] for row in state["roster"]}
        if before != after or state["phase"] != "paused":
            raise Failed(f"After the restart it isn't as before: {before} became {after}.")
        self.look("paused")
        self.tabs["trainer"].shown().press("p")
        await self.until("phone", lambda page: page.js("return state.phase") == "open")

    async def _finish(self) -> None:
        """Everyone plays on; then the trainer closes the scenario and goes through what the class did."""
        for person in self.people:
            person.hold.set()
        for terminal in self.terminals:
            terminal.type(*["1", ""] * LINES)
        await self.until_roster(
            lambda state: (
                sum(row["turn"] >= 4 or row["ended"] for row in state["roster"]) >= len(self.people)
            ),
            "four moves of the simulated people",
        )
        self.look("further")
        page = self.tabs["trainer"].shown()
        page.press("c")
        self.look("asked")
        self.tabs["trainer"].shown()
        page.js("document.querySelector('#ask-ways .careful')?.click()")
        for name in ("phone", "desktop", "zoomed"):
            await self.until(
                name, lambda page: page.shown("take-away") and page.texts("#turns summary")
            )
        await self.until("board", lambda page: page.shown("walk"))
        self.look("debrief")
        page = self.tabs["trainer"].shown()
        page.press("d")
        await self.until("trainer", lambda page: page.shown("walk"))
        if not page.texts("#walk-point .opening"):
            raise Failed("The walk doesn't say what the customer had said.")
        page.press("r", "v")
        self.tabs["board"].shown().press("n")
        self.look("walk")
        self.tabs["trainer"].shown().press("\ue00c")

    async def _second(self) -> None:
        """Go to the next scenario: the last debrief can still be opened; then the round is closed."""
        page = self.tabs["trainer"].shown()
        page.press("n")
        page.js("document.querySelector('#ask-ways .careful').click()")
        await self.until("desktop", lambda page: page.shown("onward"))
        self.tabs["desktop"].shown().js("location.reload()")
        await self.until("desktop", lambda page: bool(page.texts("#kept-list p")))
        self.look("next")
        page = self.tabs["trainer"].shown()
        page.press("s")
        await self.until("trainer", lambda page: page.js("return state.phase") == "countdown")
        page.press("e")
        page.js("[...document.querySelectorAll('#ask-ways button')].at(-2).click()")
        await self.until("zoomed", lambda page: page.js("return state.phase") == "open")
        await self.until("desktop", lambda page: page.shown("kept"))
        for phase in ("debrief", "closed"):
            self.tabs["trainer"].shown().press("c")
            page.js("document.querySelector('#ask-ways .careful').click()")
            await self.until("trainer", is_in(phase))
        await self.until("board", lambda page: "ended" in page.text("status"))
        self.look("closed")
        page = self.tabs["trainer"].shown()
        page.breaks = True
        page.js("document.getElementById('stop').click()")
        page.js("document.querySelector('#ask-ways .careful').click()")
        await asyncio.to_thread(self.hosted.wait)
        for terminal in self.terminals:
            await asyncio.to_thread(terminal.process.wait, PATIENCE)

    def _read_elsewhere(self) -> dict[str, Any]:
        """Return the round as it is read from a copy of its file in an empty folder, without its scenarios."""
        other = self.folder / "elsewhere"
        other.mkdir()
        shutil.copy(self.folder / "round.sqlite", other / "copy.sqlite")
        told = subprocess.run(
            [sys.executable, "-m", "simulator", "rounds", "copy.sqlite", "--json"],
            cwd=other, capture_output=True, text=True, check=True, env={**os.environ, "XDG_DATA_HOME": str(other)},
        )  # fmt: skip
        found: dict[str, Any] = json.loads(told.stdout)
        return found
