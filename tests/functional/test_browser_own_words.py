"""A round in people's own words in a real browser: what is said first, the line, the question, and who declines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

from simulator.own_words.flow import Found, OwnWords
from simulator.play import own_words
from simulator.rounds import words
from simulator.rounds.results import read_round
from simulator.scenario.library import Library
from tests.support.browser_stage import AXE, Page, axe_script, begin, choices
from tests.support.round_stage import Hosted
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Pages = Callable[[Hosted], Page]

SAID = "you stayed in and nobody came, thats ours to put right"
MARKUP = "<img src=x onerror=window.bad=1> [b]that is busy[/b]"


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[Hosted]:
    """A round in own words of one scenario."""
    path = tmp_path / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    arguments = ("--countdown", "0", "--clock", "0", "--mode", "coach", "--own-words")
    server = Hosted.start(tmp_path, str(path), *arguments)
    yield server
    if server.process.poll() is None:
        server.kill()


def test_a_play_in_own_words(hosted: Hosted, page: Pages, tmp_path: Path) -> None:
    """It is said where the words go; then a sentence that is taken, one that is asked about, and the debrief with both."""
    seat = page(hosted)
    seat.join()
    begin(seat)
    assert words.TYPED_LEAVES in seat.text("choices")
    assert "put right" not in seat.text("choices")
    seat.driver.execute_script(axe_script())
    assert [] == seat.driver.execute_async_script(AXE)
    seat.js("[...document.querySelectorAll('#choices button')][0].click()")
    seat.until(lambda: seat.focus() == "typed")
    assert [] == seat.driver.execute_async_script(AXE)
    assert own_words.WHAT_DO_YOU_SAY in seat.text("choices")
    seat.press(SAID, Keys.ENTER)
    seat.until_text("said", f"You: {SAID}")
    seat.until_text("said", "You gave: You stayed in, and nobody came. That is ours to put right.")
    seat.until(lambda: choices(seat) == ["W. Wait"])
    seat.press("w")
    seat.until(lambda: seat.js("return document.getElementById('typed') !== null"))
    assert "" == seat.js("return document.getElementById('typed').value")
    seat.js("document.getElementById('typed').focus()")
    seat.press("not in the depot", Keys.ENTER)
    seat.until(lambda: seat.focus() == "which")
    assert "You typed: not in the depot" in seat.text("choices")
    assert [] == seat.driver.execute_async_script(AXE)
    seat.press("1")
    seat.until_text("status", "You've finished.")
    seat.until(lambda: seat.focus() == "after-title")
    seat.until(lambda: "In your own words" in seat.texts("#sections h3"))
    hosted.stop()
    (play,) = read_round(tmp_path / "round.sqlite", Library(())).plays
    found = [turn.own for turn in play.turns if turn.own]
    assert [OwnWords(SAID, Found.MATCHED), OwnWords("not in the depot", Found.OFFERED)] == found


def test_hostile_words_and_all_replies(hosted: Hosted, page: Pages) -> None:
    """Markup is text; the last row of the question shows all replies, and a long text is cut."""
    seat = page(hosted)
    seat.join()
    begin(seat)
    seat.js("[...document.querySelectorAll('#choices button')][0].click()")
    seat.until(lambda: seat.focus() == "typed")
    seat.press(MARKUP, Keys.ENTER)
    seat.until(lambda: seat.focus() == "which")
    assert f"You typed: {MARKUP}" in seat.text("choices")
    assert seat.js("return window.bad === undefined")
    seat.press("3")
    seat.until(lambda: "You stayed in" in " ".join(choices(seat)))
    seat.press("l")
    seat.until_text("said", "And I can't stay in tomorrow.")
    seat.until(lambda: seat.js("return document.getElementById('typed') !== null"))
    seat.js(
        "const area = document.getElementById('typed'); area.value = '\U0001f600'.repeat(9) + '\u00fc'.repeat(10000);"
        "area.dispatchEvent(new Event('input'))"
    )
    seat.until_text("notice", own_words.CUT)
    seat.js("document.getElementById('typed').form.requestSubmit()")
    seat.until_text("choices", own_words.NOTHING_CLOSE)
    assert (
        2000 + 9
        == len(seat.js("return document.getElementById('typed').value").encode("utf-16-le")) // 2
    )
    seat.driver.execute_script(axe_script())
    assert [] == seat.driver.execute_async_script(AXE)
    seat.press("not in the depot", Keys.ENTER)


def test_who_declines_sees_the_replies(hosted: Hosted, page: Pages) -> None:
    """At once, at every turn, and after a reload."""
    seat = page(hosted)
    seat.join()
    begin(seat)
    seat.js("[...document.querySelectorAll('#choices button')][1].click()")
    seat.until(lambda: "put right" in seat.text("choices"))
    seat.press("l")
    seat.until_text("said", "And I can't stay in tomorrow.")
    seat.until(lambda: "put right" in seat.text("choices"))
    seat.driver.refresh()
    seat.until(lambda: "put right" in seat.text("choices"))
