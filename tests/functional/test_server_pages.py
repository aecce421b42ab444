"""The standing server's pages in a browser: by keyboard alone, wide and narrow, light and dark, with nothing in the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

from tests.support.browser_stage import SIDEWAYS, TOO_SMALL, Page
from tests.support.patience import PATIENCE
from tests.support.round_stage import SIMULATOR
from tests.support.scenarios import PARCEL
from tests.support.server_stage import PASSPHRASE, PIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from selenium.webdriver import Chrome

LONG = "Wolfeschlegelsteinhausen"


@pytest.fixture
def about(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A server, with how it is reached; it has to end well."""
    process = subprocess.Popen(
        [*SIMULATOR, "serve", "--json", "--db", str(tmp_path / "server.sqlite")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        yield {**json.loads(process.stdout.readline()), "code": "no code yet"}
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(PATIENCE)
        assert "The server has stopped." in process.stderr.read()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()
        process.stderr.close()


class Site(Page):
    """A tab that goes from page to page of the server."""

    def loaded(self, title: str) -> None:
        """Wait for a page by its heading."""
        self.until(
            lambda: (
                self.js("return document.readyState") == "complete"
                and [title] == self.texts("main h1")
            )
        )

    def looks_well(self) -> None:
        """In a wide light window and a narrow dark one, nothing is cut off, too small to hit, or in anyone's way."""
        assert "en" == self.js("return document.documentElement.lang")
        for width, height, scheme in ((320, 640, "dark"), (1280, 800, "light")):
            self.size(width, height)
            self.scheme(scheme)
            assert 0 == self.js(SIDEWAYS), (width, self.texts("h1"))
            assert [] == self.js(TOO_SMALL), (width, self.texts("h1"))
            assert [] == self.barriers(), (width, scheme, self.texts("h1"))
            if folder := os.environ.get("SERVER_PICTURES"):  # to be looked at
                taken = len(list(Path(folder).iterdir()))
                self.driver.save_screenshot(f"{folder}/{taken:03}-{width}.png")

    def fill(self, first: str, *values: str) -> None:
        """Type values into the fields from one on, from field to field with the Tab key, and press Enter in the last."""
        self.js("document.getElementById(arguments[0]).focus()", first)
        for at, value in enumerate(values):
            self.press(value, *([Keys.TAB] if at + 1 < len(values) else [Keys.ENTER]))

    def press_button(self, label: str) -> None:
        """Press a button by its label, as a keyboard does."""
        script = """
        const found = [...document.querySelectorAll("main button, nav button")].filter((e) => e.textContent === arguments[0]);
        found[0].focus();
        return found.length;
        """
        assert self.js(script, label) >= 1
        self.press(Keys.ENTER)

    def follow(self, label: str) -> None:
        """Follow a link by its label, as a keyboard does."""
        self.js(
            'for (const e of document.querySelectorAll("a")) if (e.textContent === arguments[0]) { e.focus(); break; }',
            label,
        )
        self.press(Keys.ENTER)


def test_a_scenario_is_put_right_beside_its_messages(
    browser: Chrome, about: dict[str, Any], tmp_path: Path
) -> None:
    """A file is sent, its errors are put right in the text, and it is tried and offered, by keyboard."""
    site = Site(browser, about)
    for log in ("browser", "performance"):
        browser.get_log(log)  # type: ignore[no-untyped-call]
    site.open(about["link"].removeprefix(about["url"]))
    site.loaded("Make your trainer account")
    site.fill("name", "Ada", PASSPHRASE, PASSPHRASE)
    site.loaded("Your classes")
    site.follow("Files")
    site.loaded("Your team's scenarios")
    site.looks_well()
    broken = tmp_path / "late-parcel.toml"
    broken.write_text(PARCEL.replace('to = "done"', 'to = "nowhere"', 1), "utf-8")
    browser.find_element("id", "file").send_keys(str(broken))
    site.press_button("Check and save")
    site.loaded("late-parcel")
    assert "nowhere" in "".join(site.texts(".messages"))
    site.looks_well()
    site.js(
        "const e = document.getElementById('text'); e.value = e.value.replace('nowhere', 'done')"
    )
    site.press_button("Check and save")
    site.loaded("Late parcel")
    assert ["Version 1 is saved. Try it, then offer it to everyone."] == site.texts("[role=status]")
    site.looks_well()
    site.press_button("Offer to everyone")
    site.until(lambda: "Everyone can now play" in "".join(site.texts("[role=status]")))
    site.press_button("Try it")
    site.until(lambda: "/plays/" in browser.current_url)
    assert [] == [fault for fault in site.faults() if "422" not in fault]


def test_a_round_is_opened_led_and_joined(browser: Chrome, about: dict[str, Any]) -> None:
    """Its pages find their parts and their connection in the round's folder, and the class needs no code."""
    site = Site(browser, about)
    site.open(about["link"].removeprefix(about["url"]))
    site.loaded("Make your trainer account")
    site.fill("name", "Ada", PASSPHRASE, PASSPHRASE)
    site.loaded("Your classes")
    site.fill("class-title", "Evening")
    site.loaded("Evening")
    code = site.texts(".code")[0].replace(" ", "")
    site.follow("Start a round")
    site.loaded("Start a round")
    site.looks_well()
    site.js("document.getElementById('first').value = 'just-directions'")
    site.fill("name", "Tuesday")
    site.loaded("Tuesday")
    site.looks_well()
    for log in ("browser", "performance"):
        browser.get_log(log)  # type: ignore[no-untyped-call]
    site.follow("Lead the round")
    site.until(lambda: "/trainer" in browser.current_url and site.text("title") == "Tuesday")
    site.press("s")
    site.until_text("where", "open")
    assert [] == site.faults()
    browser.back()
    site.loaded("Tuesday")
    site.press_button("Sign out")
    site.loaded("Welcome")

    site.fill("code", code)
    site.loaded("Join Evening")
    site.fill("name", "Kim", PIN, PIN)
    site.loaded("Evening")
    site.looks_well()
    for log in ("browser", "performance"):
        browser.get_log(log)  # type: ignore[no-untyped-call]
    site.press_button("Join Tuesday")
    site.until(lambda: site.text("me") == "Kim")
    assert ("Just directions", "") == (site.text("title"), site.js("return location.hash"))
    assert [] == site.faults()
    browser.refresh()
    site.until(lambda: site.text("me") == "Kim")
    browser.delete_all_cookies()
    site.js("sessionStorage.clear(); localStorage.clear()")


def test_a_class_from_its_first_trainer_to_its_end(browser: Chrome, about: dict[str, Any]) -> None:
    """Everything that trainers and trainees do with accounts and classes, without a mouse."""
    site = Site(browser, about)
    for log in ("browser", "performance"):
        browser.get_log(log)  # type: ignore[no-untyped-call]
    site.open("/")
    site.loaded("Welcome")
    site.looks_well()
    site.press(Keys.TAB)
    assert "Skip to the content" == site.js("return document.activeElement.textContent")
    site.press(Keys.ENTER)
    assert "main" == site.focus()

    site.open(about["link"].removeprefix(about["url"]))
    site.loaded("Make your trainer account")
    site.looks_well()
    site.fill("name", "Ada", "short", "short")
    site.until(lambda: site.texts("[role=alert]"))
    site.looks_well()
    assert "Problem: Make your trainer account" in browser.title
    site.fill("passphrase", PASSPHRASE, PASSPHRASE)
    site.loaded("Your classes")
    assert ["Welcome, Ada. Your account is ready."] == site.texts("[role=status]")
    site.looks_well()
    site.fill("class-title", f"Term 3 {LONG}")
    site.loaded(f"Term 3 {LONG}")
    site.looks_well()
    code = site.texts(".code")[0].replace(" ", "")
    site.follow("Trainers")
    site.loaded("Trainers")
    site.press_button("Make an invitation")
    site.until(lambda: site.texts("[role=status] strong"))
    site.looks_well()
    site.follow("Account")
    site.loaded("Your account")
    site.looks_well()
    site.press_button("Sign out")
    site.loaded("Welcome")

    site.fill("code", f"{code[:4].lower()} {code[4:]}")
    site.loaded(f"Join Term 3 {LONG}")
    site.looks_well()
    site.fill("name", LONG, PIN, PIN)
    site.loaded(f"Term 3 {LONG}")
    site.looks_well()
    site.press_button("Sign out")
    site.loaded("Welcome")

    site.follow("Sign in as a trainer")
    site.loaded("Sign in as a trainer")
    site.fill("name", "Ada", "not the passphrase")
    site.until(lambda: site.texts("[role=alert]"))
    assert "passphrase" == site.focus()
    site.looks_well()
    site.press(PASSPHRASE, Keys.ENTER)
    site.loaded("Your classes")
    site.follow(f"Term 3 {LONG}")
    site.until(lambda: LONG in site.texts("tbody a"))
    site.looks_well()
    site.follow(LONG)
    site.loaded(LONG)
    site.press_button("Give a one-time PIN")
    site.until(lambda: site.texts("[role=status]"))
    site.looks_well()
    pin = site.texts("[role=status]")[0].partition(" is ")[2][:7]
    site.press_button(f"Remove {LONG}")
    site.until(lambda: "You've removed" in "".join(site.texts("[role=status]")))
    site.looks_well()
    site.press_button(f"Let {LONG} back in")
    site.until(lambda: "can come in again" in "".join(site.texts("[role=status]")))
    site.press_button("Sign out")
    site.loaded("Welcome")

    site.fill("code", code)
    site.loaded(f"Join Term 3 {LONG}")
    site.fill("back-name", LONG, pin)
    site.loaded("Choose a new PIN")
    site.looks_well()
    site.fill("new", "246801", "246801")
    site.loaded(f"Term 3 {LONG}")
    site.press_button("Sign out")
    site.loaded("Welcome")

    site.open("/sign-in")
    site.loaded("Sign in as a trainer")
    site.fill("name", "Ada", PASSPHRASE)
    site.loaded("Your classes")
    site.follow(f"Term 3 {LONG}")
    site.loaded(f"Term 3 {LONG}")
    site.follow("Settings of this class")
    site.loaded(f"Settings of Term 3 {LONG}")
    site.looks_well()
    site.follow("See who did what in this class")
    site.loaded("Who did what")
    site.looks_well()
    site.follow("Back")
    site.until(lambda: site.texts(".qr"))
    site.follow("Settings of this class")
    site.loaded(f"Settings of Term 3 {LONG}")
    site.press_button("Close the class")
    site.until(lambda: "The class is closed" in "".join(site.texts("[role=status]")))
    site.follow("Delete the class and everything in it")
    site.loaded(f"Delete Term 3 {LONG}?")
    site.looks_well()
    site.fill("typed", f"Term 3 {LONG}")
    site.loaded("Your classes")
    site.open("/no-such-page")
    site.loaded("There's nothing here")
    site.looks_well()
    expected = ("404", "422", 'Cleared data types: "storage"')
    assert [] == [fault for fault in site.faults() if not any(part in fault for part in expected)]
