"""A headless Chromium for the pages of a round, and what the tests of them share. It waits for conditions, never for time."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.action_chains import ActionChains

from tests.support.patience import PATIENCE
from tests.support.round_stage import connected

if TYPE_CHECKING:
    from collections.abc import Callable

"""Seconds to wait for what is asserted, on a machine that has other work too."""
NO_SOCKET = """
window.refusals = 0;
window.WebSocket = class {
  static OPEN = 1;
  constructor() { window.refusals += 1; setTimeout(() => this.onclose(), 0); }
  close() {}
};
"""
"""A browser that opens no WebSocket."""


SIDEWAYS = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_SMALL = """
return [...document.querySelectorAll("button, summary, input, select, a")].filter((e) => e.checkVisibility()).map((e) => {
  const found = (e.closest("label") || e).getBoundingClientRect();
  const least = e.matches(".reply, .listen, .silence") ? 44 : 24;
  return found.width < least || found.height < least ? e.id + e.textContent + " " + found.width + "x" + found.height : "";
}).filter(Boolean);
"""
AXE = """
const done = arguments[0];
axe.run(document, { resultTypes: ["violations"] }).then((found) => done(
  found.violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.html.slice(0, 120)]))));
"""


def axe_script() -> str:
    """Return the script of axe-core, as a package for another driver carries it; without it the tests are skipped."""
    package = importlib.util.find_spec("axe_playwright_python")
    if package is None or not package.submodule_search_locations:
        missing = "There is no axe-core here: run `make .venv/.ready`."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return (Path(package.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")


def start_browser(profile: Path) -> Chrome:
    """A browser; without one the tests are skipped, but on CI they fail."""
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    driver = shutil.which(os.environ.get("CHROMEDRIVER", "chromedriver"))
    if not chromium or not driver:
        missing = "There is no Chromium with its driver here: run tests/set-up-browser."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    options = ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={profile}",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return Chrome(options=options, service=ChromeService(driver))


class Page:
    """A tab of the browser that shows a page of a round."""

    def __init__(self, driver: Chrome, about: dict[str, Any]) -> None:
        self.driver, self.about = driver, about
        self.breaks = False
        """Whether the server goes away in this test, so that failed connections are no fault."""

    def open(self, path: str = "/") -> None:
        """Show a page; a change behind the # alone would not load it anew."""
        self.driver.get("about:blank")
        self.driver.get(self.about["url"] + path)

    def js(self, script: str, *arguments: Any) -> Any:
        """What a script gives."""
        return self.driver.execute_script(script, *arguments)

    def cdp(self, command: str, **arguments: Any) -> Any:
        """Ask the browser itself."""
        return self.driver.execute_cdp_cmd(command, arguments)

    def text(self, id: str) -> str:
        """The text of an element, shown or not."""
        return str(self.js("return document.getElementById(arguments[0]).textContent", id))

    def shown(self, id: str) -> bool:
        """Whether an element can be seen."""
        return bool(
            self.js("return document.getElementById(arguments[0]).getClientRects().length > 0", id)
        )

    def focus(self) -> str:
        """The id of what has the focus; its name where it has none."""
        return str(self.js("let a = document.activeElement; return a.id || a.localName"))

    def texts(self, selector: str) -> list[str]:
        """The texts of all that a selector finds."""
        script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
        return list(self.js(script, selector))

    def press(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def use(self, id: str) -> None:
        """Use a button or a summary as a keyboard does; news may move it about under a mouse."""
        self.until(lambda: self.shown(id))
        self.js("document.getElementById(arguments[0]).focus()", id)
        self.press("\ue007")

    def until(self, found: Callable[[], object]) -> None:
        """Wait for a condition."""
        deadline = time.monotonic() + PATIENCE
        while not found():
            if time.monotonic() > deadline:
                pytest.fail(f"It never came to that. The page:\n{self.js(SEEN)}")
            time.sleep(0.02)

    def until_text(self, id: str, part: str) -> None:
        """Wait for a text."""
        self.until(lambda: part in self.text(id))

    def join(self, name: str = "Kim") -> None:
        """Take a seat, with an impatient finger."""
        self.open(f"/#code={self.about['code']}")
        self.until(lambda: self.focus() == "name")
        self.press(name, "\ue007", "\ue007")
        self.until(lambda: self.shown("lobby") or self.shown("play"))

    def size(self, width: int, height: int) -> None:
        """Look through a window of this size, in pixels of the page."""
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def scheme(self, scheme: str) -> None:
        """Prefer `light` or `dark`."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.cdp("Emulation.setEmulatedMedia", features=[feature])

    def barriers(self) -> list[str]:
        """What axe-core finds in the way of people who can't see well, or use no mouse."""
        if not self.js("return typeof axe === 'object'"):
            self.js(axe_script())
        found = self.driver.execute_async_script(AXE)
        return [f"{rule}: {where}" for rule, where in found]

    def faults(self) -> list[str]:
        """What the browser complained of, and what was asked of anybody but the server."""
        found = [
            str(entry["message"])
            for entry in self.driver.get_log("browser")  # type: ignore[no-untyped-call]
            if not (self.breaks and entry["source"] == "network")
            and not (self.breaks and "WebSocket connection to" in entry["message"])
        ]
        home = urlsplit(self.about["url"]).netloc
        for entry in self.driver.get_log("performance"):  # type: ignore[no-untyped-call]
            event = json.loads(entry["message"])["message"]
            asked = {
                "Network.requestWillBeSent": event["params"].get("request", {}).get("url"),
                "Network.webSocketCreated": event["params"].get("url"),
            }.get(event["method"])
            if asked and urlsplit(asked).scheme not in ("about", "data", "chrome"):
                if urlsplit(asked).netloc != home:
                    found.append(f"asked of another: {asked}")
                if (
                    self.about["code"] in asked.partition("#")[0]
                    or "token" in asked.partition("#")[0]
                ):
                    found.append(f"told in an address: {asked}")
        return found


SEEN = """
return [...document.querySelectorAll("h1, [role=status], [role=alert], main > :not([hidden])")]
  .map((e) => (e.id || e.localName) + ": " + e.innerText).join("\\n") + "\\nfocus: " + document.activeElement.id;
"""


def command(about: dict[str, Any], **message: Any) -> dict[str, Any]:
    """What a trainer says; gives the state after it."""

    async def said() -> dict[str, Any]:
        async with connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer:
            state = await trainer.next("state")
            if message:
                await trainer.send(**message)
                state = await trainer.next("state")
            return state

    return asyncio.run(said())


def seat_of(about: dict[str, Any], name: str) -> dict[str, Any]:
    """What the trainer's roster says of somebody."""
    (seat,) = (seat for seat in command(about)["roster"] if seat["name"] == name)
    return dict(seat)


def choices(seat: Page) -> list[str]:
    """What can be chosen now."""
    return seat.texts("#choices button:not(:disabled), #also button:not(:disabled)")


def begin(seat: Page) -> None:
    """Let a round without a countdown begin."""
    command(seat.about, type="start")
    seat.until(lambda: choices(seat))


def key_of(seat: Page, part: str) -> str:
    """The key that gives a reply."""
    (found,) = (text for text in choices(seat) if part in text)
    return found.partition(".")[0].lower()
