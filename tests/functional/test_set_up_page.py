"""A round set up in a browser: scenarios and one's own files, every option, a class list; begun, and led on the next page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

from tests.support.browser_stage import SIDEWAYS, TOO_SMALL, Page
from tests.support.patience import PATIENCE
from tests.support.round_stage import SIMULATOR
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

ON_THE_PAGE = """
const values = arguments[0];
for (const [id, value] of Object.entries(values)) {
  const found = document.getElementById(id);
  if (typeof value === "boolean") found.checked = value; else found.value = value;
  found.dispatchEvent(new Event("change"));
}
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The program, which waits for a round to be set up."""
    library = tmp_path / "library"
    library.mkdir()
    (library / "late-parcel.toml").write_text(PARCEL, "utf-8")
    command = ["host", "--browser", "--json", "--library", str(library), "--limit", "600"]
    process = subprocess.Popen(
        [*SIMULATOR, *command, "--db", str(tmp_path / "round.sqlite")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "XDG_DATA_HOME": str(tmp_path)},
    )
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()
    for stream in (process.stdout, process.stderr):
        assert stream is not None
        stream.close()


def test_a_round_is_set_up_and_led(
    browser: Chrome, program: subprocess.Popen[str], tmp_path: Path
) -> None:
    """What is wrong is said and nothing is lost; then the round begins as it was chosen, and the file is in its record."""
    assert program.stderr is not None
    assert program.stdout is not None
    address = program.stderr.readline().partition(": ")[2].strip()
    url, _, behind = address.partition("/trainer")
    page = Page(browser, {"url": url, "code": "not yet"})
    page.open("/trainer#token=wrong")
    page.until_text("notice", "That isn't the trainer's token.")
    assert not page.shown("round")
    assert "token" == page.focus()
    assert [] == page.js(TOO_SMALL)
    assert [] == page.barriers()
    page.press(address, Keys.ENTER)
    page.until(lambda: page.shown("round"))
    assert not page.shown("token-form")
    assert browser.current_url.endswith(behind)
    page.js("document.getElementById('name').focus()")
    page.press("x" * 41)
    assert "at most 40 characters" in page.text("name-note")
    page.press(Keys.BACKSPACE)
    assert "" == page.text("name-note")
    assert "10" == page.js("return document.getElementById('limit').value")
    for width, height in ((1280, 800), (390, 844), (320, 640)):
        page.size(width, height)
        assert 0 == page.js(SIDEWAYS), width
        assert [] == page.js(TOO_SMALL), width
        for scheme in ("light", "dark"):
            page.scheme(scheme)
            assert [] == page.barriers(), (width, scheme)
    page.size(1280, 800)

    page.use("host")
    page.until_text("notice", "Choose one or more scenarios first.")
    assert "notice" == page.focus()
    own, bad = tmp_path / "mine.toml", tmp_path / "bad.toml"
    own.write_text(PARCEL.replace("Late parcel", "<b>Mine</b>"), "utf-8")
    bad.write_text("title = ", "utf-8")
    browser.find_element("id", "files").send_keys(f"{own}\n{bad}")
    page.until_text("notice", "bad.toml can't be played: it has 1 error. The first is on line 1")
    assert ["<b>Mine</b>"] == page.texts("#chosen b")
    page.js("document.getElementById('find').focus()")
    page.press("late par", Keys.ENTER)
    assert ["Late parcel"] == page.texts("#shelf b")
    page.press(Keys.TAB, Keys.ENTER)
    assert ["<b>Mine</b>", "Late parcel"] == page.texts("#chosen b")
    page.use("up-1")
    assert ["Late parcel", "<b>Mine</b>"] == page.texts("#chosen b")
    page.js("document.querySelector('#chosen input').click()")
    values = {"name": "Term 3", "mode": "coach", "countdown": "0", "clock": "0", "reset": True}
    page.js(ON_THE_PAGE, values)
    page.js("document.getElementById('roster').selectedIndex = 1")
    page.js(ON_THE_PAGE, {"people": "Kim, Red\nLou:99"})
    page.use("host")
    page.until_text("notice", "Line 2: extra time is a number from 1 to 10")
    page.js(ON_THE_PAGE, {"people": "Kim, Red\nLou:1.5", "port": "70000"})
    page.js("document.getElementById('round').noValidate = true")
    page.use("host")
    page.until_text("notice", "--port must be a number from 0 to 65535")
    page.js(ON_THE_PAGE, {"port": ""})
    assert ["Late parcel", "<b>Mine</b>"] == page.texts("#chosen b")
    page.js("document.getElementById('round').dispatchEvent(new Event('change'))")
    browser.refresh()
    page.until(lambda: page.texts("#chosen b") == ["Late parcel", "<b>Mine</b>"])
    assert "" == page.text("notice")
    assert page.js("return document.querySelector('#chosen input').checked")
    assert page.shown("people")
    assert ["Term 3", "coach", "Kim, Red\nLou:1.5", ""] == page.js(
        "return ['name', 'mode', 'people', 'port'].map((id) => document.getElementById(id).value)"
    )
    page.use("host")
    about = json.loads(program.stdout.readline())
    page.until(lambda: browser.current_url == about["trainer_url"])
    page.until(
        lambda: page.js("return document.readyState") == "complete" and page.shown("leading")
    )
    assert page.js("return sessionStorage.getItem('simulator-set-up')") is None
    assert "Term 3" == page.text("title")
    assert "lobby, scenario 1 of 2, coach mode" == page.text("where")
    assert "Not here yet: Kim, Lou." == page.text("missing")
    assert "This scenario is practice" in page.text("scenario")
    program.send_signal(signal.SIGTERM)
    assert 0 == program.wait(PATIENCE)
    assert "<b>Mine</b>" in (tmp_path / "round.sqlite").read_bytes().decode("utf-8", "replace")
