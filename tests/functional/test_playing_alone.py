"""Playing alone in Chromium, on a server started from the command line: by keyboard, narrow and wide, on two devices."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from simulator.server.assignments import words as tasks
from simulator.server.assignments.standing import Bar
from simulator.server.plays import words
from tests.support.browser_stage import SIDEWAYS, TOO_SMALL, Page
from tests.support.patience import PATIENCE
from tests.support.round_stage import SIMULATOR
from tests.support.solo_stage import PARCEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

TRAINER, PIN = "correct horse battery", "135790"
ENTER = "\ue007"
FILL = """
for (const [id, value] of Object.entries(arguments[0])) document.getElementById(id).value = value;
document.getElementById(arguments[1]).form.requestSubmit();
"""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a server with a scenario of its own, and the path of its first trainer's link."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "parcel.toml").write_text(PARCEL, "utf-8")
    process = subprocess.Popen(
        [*SIMULATOR, "serve", "--json", "--db", str(tmp_path / "server.sqlite"), "--library", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    about = json.loads(process.stdout.readline())
    address = about["url"].rstrip("/")
    yield address, about["link"].removeprefix(address)
    process.terminate()
    process.wait(PATIENCE)
    process.stdout.close()


@pytest.fixture
def tab(browser: Chrome, url: tuple[str, str]) -> Iterator[Page]:
    """A page of that server."""
    yield Page(browser, {"url": url[0], "code": "no code"})
    browser.delete_all_cookies()


def fill(page: Page, **values: str) -> None:
    """Fill in the fields of a form by their ids and send it; wait for the page that answers."""
    page.js("document.documentElement.dataset.old = 1")
    page.js(FILL, values, next(iter(values)))
    page.until(lambda: not page.js("return document.documentElement.dataset.old"))


def follow(page: Page, selector: str) -> None:
    """Use a link or a button as a keyboard does; wait for the page that answers."""
    page.js("document.documentElement.dataset.old = 1")
    page.js("document.querySelector(arguments[0]).focus()", selector)
    page.press(ENTER)
    page.until(lambda: not page.js("return document.documentElement.dataset.old"))


def key_of(page: Page, part: str) -> str:
    """The key that gives the reply with these words."""
    script = """return [...document.querySelectorAll("#choices button")]
      .find((button) => button.textContent.includes(arguments[0])).dataset.key"""
    return str(page.js(script, part))


def looks_well(page: Page) -> None:
    """Find nothing in anyone's way, narrow and wide, light and dark."""
    for width, height in ((320, 640), (1280, 800)):
        page.size(width, height)
        assert 0 == page.js(SIDEWAYS), (page.driver.current_url, width)
        assert [] == page.js(TOO_SMALL), (page.driver.current_url, width)
        for scheme in ("light", "dark"):
            page.scheme(scheme)
            assert [] == page.barriers(), (page.driver.current_url, width, scheme)


def class_code(page: Page, link: str) -> str:
    """Make the first trainer's account and a class; gives the class's code."""
    page.open(link)
    fill(page, name="Ada", passphrase=TRAINER, again=TRAINER)
    page.open("/classes")
    fill(page, **{"class-title": "Monday"})
    return page.texts(".code")[0].replace(" ", "")


def test_a_whole_play_by_keyboard(tab: Page, url: tuple[str, str]) -> None:
    """From joining the class to another try; what is new has the focus, and every page looks well."""
    page = tab
    code = class_code(page, url[1])
    page.driver.delete_all_cookies()
    page.open(f"/join/{code}")
    fill(page, name="Kim", pin=PIN, again=PIN)
    looks_well(page)
    page.open("/scenarios")
    looks_well(page)
    follow(page, ".cards a[href='/scenarios/parcel']")
    looks_well(page)
    follow(page, "main form button")
    looks_well(page)
    play = page.driver.current_url
    page.js("window.stays = 1")
    page.press("l")
    page.until(lambda: "Where is it?" in page.text("newest"))
    assert "newest" == page.focus()
    assert page.js("return window.stays") == 1
    looks_well(page)
    page.press("u")
    page.until(lambda: "Where is it?" not in page.text("newest"))

    # Another device: the cookies are those of the same person.
    page.js("window.stays = 1")
    page.driver.switch_to.new_window("tab")
    page.driver.get(play)
    page.press("1")
    page.until(lambda: "Well?" in page.text("newest"))
    page.driver.close()
    page.driver.switch_to.window(page.driver.window_handles[0])
    page.press("2")
    page.until(lambda: words.ELSEWHERE in "".join(page.texts("[role=alert]")))
    assert "Well?" in page.text("newest")
    page.press("1")
    page.until(lambda: "The call is over." in page.text("newest"))
    looks_well(page)
    follow(page, "a.button.first")
    assert page.texts("h1") == ["The debrief: The parcel"]
    looks_well(page)
    page.js("document.querySelector('.turns details').open = true")
    follow(page, ".turns form button")
    assert words.AGAIN_FROM.format(move=1) in "".join(page.texts(".news"))
    page.open("/plays")
    looks_well(page)
    page.breaks = True  # the answer to a page that was behind is a 409, which the browser notes
    assert [] == page.faults()


def test_an_assignment_is_set_and_done(tab: Page, url: tuple[str, str]) -> None:
    """By a trainer and a trainee; every page of theirs looks well."""
    code = class_code(tab, url[1])
    trainer = tab.driver.get_cookies()
    tab.open("/classes")
    follow(tab, "main ul a")
    follow(tab, "a.button[href$='/assignments/new']")
    looks_well(tab)
    tab.js("document.getElementById('scenario-parcel').click()")
    fill(tab, title="Week 1", tries="1", **{"pass": "5"})
    looks_well(tab)
    results = tab.driver.current_url
    tab.driver.delete_all_cookies()
    tab.open(f"/join/{code}")
    fill(tab, name="Kim", pin=PIN, again=PIN)
    looks_well(tab)
    follow(tab, ".cards a")
    looks_well(tab)
    follow(tab, ".cards form button")
    tab.press(key_of(tab, "find it"))  # the order is drawn
    tab.until(lambda: "Well?" in tab.text("newest"))
    tab.press("1")
    tab.until(lambda: "The call is over." in tab.text("newest"))
    follow(tab, "a.button[href*='/assignments/']")
    assert tasks.BARS[Bar.TRIES] in "".join(tab.texts("main"))
    tab.driver.delete_all_cookies()
    for cookie in trainer:
        tab.driver.add_cookie(cookie)
    tab.driver.get(results)
    assert ["Kim1 of 1 finished, 1 passed"] == tab.texts("tbody th")
    looks_well(tab)
    of_class = results.partition("/assignments/")[0]
    tab.driver.get(f"{of_class}/report")
    looks_well(tab)
    tab.driver.get(of_class)
    follow(tab, "a[href*='/people/']")
    follow(tab, "a[href$='/plays']:not([href='/plays'])")
    assert "The parcel" in "".join(tab.texts("main"))
    looks_well(tab)
    assert [] == tab.faults()
