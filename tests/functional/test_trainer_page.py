"""The trainer's page in a real browser: a round led by keyboard from it, people looked after, and looked at in every phase."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from selenium.webdriver.common.keys import Keys

from tests.support.browser_stage import SIDEWAYS, TOO_SMALL, Page, command
from tests.support.round_stage import Client, connected, joined

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from tests.support.round_stage import Hosted

    Hosts: TypeAlias = Callable[..., Hosted]
    Pages: TypeAlias = Callable[[Hosted], Page]

DESKTOP, PHONE, ZOOMED = (1280, 800), (390, 844), (320, 200)
STRUCTURE = """
const named = (e) => (e.labels && e.labels.length) || e.ariaLabel || e.textContent.trim();
return {
  lang: document.documentElement.lang,
  headings: document.querySelectorAll("h1").length,
  unnamed: [...document.querySelectorAll("button, input:not([type=hidden]), select, summary")].filter((e) => !named(e)).length,
  inline: document.querySelectorAll("[style]:not(i), style, script:not([src]), [onclick]").length,
};
"""
HOSTILE = "<i>Lou</i>"


def open_page(page: Page) -> None:
    """Open the page as the terminal says."""
    page.open(f"/trainer#token={page.about['trainer_token']}")
    page.until(lambda: page.shown("leading"))


def look(page: Page, *sizes: tuple[int, int]) -> None:
    """Find nothing in anyone's way, light and dark; nothing too small for a finger; and no need to scroll sideways."""
    for width, height in sizes or (DESKTOP, PHONE):
        page.size(width, height)
        assert [] == page.js(TOO_SMALL), (width, height)
        assert 0 == page.js(SIDEWAYS), (width, height)
        for scheme in ("light", "dark"):
            page.scheme(scheme)
            assert [] == page.barriers(), (width, height, scheme)
    page.size(*DESKTOP)


def rows(page: Page) -> list[list[str]]:
    """Name, team, moves and what they are doing, of each person."""
    script = """return [...document.querySelectorAll(".person-row")].map((row) =>
      ["name", "team", "moves", "now"].map((cell) => row.querySelector(".cell-" + cell).textContent));"""
    return [list(row) for row in page.js(script)]


def open_person(page: Page, at: int) -> None:
    """Open what can be done about a person, by their place."""
    page.js("document.querySelectorAll('.who')[arguments[0]].focus()", at)
    page.press(Keys.ENTER)
    page.until(lambda: page.shown("person"))


async def first_move(client: Client, state: dict[str, Any], part: str) -> None:
    """Give the first reply with that text."""
    (reply,) = (reply for reply in state["scene"]["offered"] if part in reply["text"])
    assert "moved" == (await client.move(reply["id"], 0, "c1"))["type"]


def test_a_round_led_from_the_page(
    host: Hosts, page: Pages, parcels: tuple[str, str], tmp_path: Path
) -> None:
    """Two scenarios by keyboard alone: joined, started, paused, looked after, closed, talked over, and stopped."""
    (tmp_path / "class.txt").write_text(f"Kim, Red\n{HOSTILE}\nZoe\n", "utf-8")
    roster = ("--roster", str(tmp_path / "class.txt"))
    hosted = host(*parcels, "--countdown", "0", "--clock", "0", "--limit", "600", *roster)
    trainer = page(hosted)

    async def play() -> None:
        async with AsyncExitStack() as stack:

            async def come(name: str, code: str = "") -> Client:
                about = hosted.about
                hello = {"type": "join", "code": code or about["code"], "name": name}
                return await stack.enter_async_context(connected(about["url"], **hello))

            trainer.open("/trainer#token=wrong")
            trainer.until_text("token-why", "That isn't the trainer's token.")
            assert "token" == trainer.focus()
            look(trainer)
            trainer.press(
                f"{hosted.about['url']}/trainer#token={hosted.about['trainer_token']}", Keys.ENTER
            )
            trainer.until(lambda: trainer.shown("leading"))
            assert "No one has joined yet." == trainer.text("sums")
            kim, lou = await come("kim"), await come(HOSTILE)
            for client in (kim, lou):
                await joined(client)
            gus = await come("Gus")
            await gus.next("waiting")
            trainer.until(lambda: trainer.shown("asks"))
            trainer.until(lambda: len(rows(trainer)) == 2)
            assert "1 waiting for you" == trainer.text("to-asks")
            assert trainer.driver.title.startswith("(1) ")
            trainer.use("to-asks")
            assert "Let them in: Gus" == trainer.js("return document.activeElement.ariaLabel")
            assert [["Kim", "Red", "", "here"], [HOSTILE, "", "", "here"]] == rows(trainer)
            assert "Not here yet: Zoe." == trainer.text("missing")
            assert 0 == trainer.js("return document.querySelectorAll('.who i').length")
            found = trainer.js(STRUCTURE)
            assert {"lang": "en", "headings": 1, "unnamed": 0, "inline": 0} == found
            look(trainer, DESKTOP, PHONE, ZOOMED)
            trainer.press("y")
            await joined(gus)
            trainer.until(lambda: len(rows(trainer)) == 3)
            assert not trainer.shown("asks")
            assert not trainer.shown("ask-count")
            assert not trainer.driver.title.startswith("(")

            trainer.press("s")
            states = [await client.phase("open") for client in (kim, lou, gus)]
            for client, state, part in zip(
                (kim, lou), states, ("put right", "busy season"), strict=False
            ):
                await first_move(client, state, part)
            trainer.until(lambda: [row[2] for row in rows(trainer)] == ["1", "1", "0"])
            assert "not begun" == rows(trainer)[2][3]
            look(trainer)
            trainer.press("p")
            await kim.phase("paused")
            trainer.press("p")
            await kim.phase("open")

            open_person(trainer, 1)
            look(trainer)
            trainer.js("document.getElementById('factor').value = '1.5'")
            trainer.use("ticket")
            trainer.until_text("person-words", "ticket is ")
            ticket = trainer.text("person-words").split("ticket is ")[1][:6]
            trainer.js("document.querySelector('#person-time button').focus()")
            trainer.press(Keys.ENTER)
            trainer.until(lambda: "time × 1.5" in rows(trainer)[1][3])
            trainer.press(Keys.ESCAPE)
            moved = await come("Someone", ticket)
            seat = await moved.next("seat")
            assert (HOSTILE, 1) == (seat["name"], (await moved.next("state"))["turn"])

            open_person(trainer, 2)
            trainer.js("document.getElementById('new-name').value = 'Gustav'")
            trainer.js("document.querySelector('#person-name button').focus()")
            trainer.press(Keys.ENTER)
            trainer.until(lambda: rows(trainer)[2][0] == "Gustav")
            trainer.press(Keys.ESCAPE)
            for box in trainer.js(
                "return [1, 2].map((at) => document.querySelectorAll('.cell-mark input')[at])"
            ):
                box.send_keys(Keys.SPACE)
            trainer.press("x")
            trainer.until_text("ask-title", "Remove 2 people from the round?")
            assert f"They are {HOSTILE} and Gustav." in trainer.text("ask-words")
            trainer.press(Keys.ESCAPE)
            assert not (await asyncio.to_thread(command, hosted.about))["roster"][2]["removed"]

            trainer.press("c")
            trainer.until_text("ask-title", "End this scenario?")
            look(trainer)
            assert "Cancel" == trainer.js("return document.activeElement.textContent")
            trainer.press(Keys.ENTER)
            assert "open" == (await asyncio.to_thread(command, hosted.about))["phase"]
            trainer.press("c", Keys.TAB, Keys.ENTER)
            await kim.phase("debrief")
            trainer.until(lambda: trainer.shown("class"))
            look(trainer)

            trainer.press("d")
            trainer.until(lambda: trainer.shown("walk"))
            assert "Turning point 1 of 1" == trainer.text("walk-part")
            assert (
                "“My parcel was meant to come on Monday.”"
                == trainer.texts("#walk-point .opening")[0]
            )
            assert ["1 of 2", "1 of 2"] == [
                text[:6] for text in trainer.texts("#walk-point .figures")
            ]
            assert "Kim" not in trainer.text("walk-point")
            assert [] == trainer.texts("#walk-point .best")
            look(trainer)
            trainer.press("v", "r")
            assert "Kim." in trainer.texts("#walk-point .figures")
            assert ["Hide the best reply", "Hide names"] == [
                trainer.text(id) for id in ("walk-best", "walk-names")
            ]
            assert "" == trainer.text("walk-none")
            (best,) = trainer.texts("#walk-point .best")
            assert "The best reply on offer" in best
            look(trainer)
            titles = []
            while not trainer.js("return document.getElementById('walk-on').disabled"):
                trainer.press(Keys.ARROW_RIGHT)
                titles.append(trainer.text("walk-part"))
            wanted = [
                "Mistakes most of the class made",
                "Hardest moments",
                "Principles that came up",
            ]
            assert wanted == titles
            trainer.press(Keys.ESCAPE)
            assert (True, False) == (trainer.shown("people"), trainer.shown("walk"))
            assert "class" == trainer.focus()

            trainer.press("n", Keys.TAB, Keys.ENTER)
            await kim.phase("lobby")
            trainer.until_text("where", "scenario 2 of 2")
            trainer.press("d")
            trainer.until(lambda: trainer.shown("walk"))
            assert "What the class did: “Late parcel”" == trainer.text("walk-title")
            trainer.press(Keys.ESCAPE, "c", Keys.TAB, Keys.ENTER)
            await kim.phase("closed")
            trainer.until(lambda: not trainer.shown("close"))
            assert not trainer.shown("joining")
            look(trainer)
            trainer.breaks = True
            trainer.use("stop")
            trainer.until_text("ask-title", "Stop the server?")
            trainer.press(Keys.TAB, Keys.ENTER)
            trainer.until_text("notice", "The server has stopped. The round is saved.")
            assert "title" == trainer.focus()
            assert not trainer.shown("side")
            assert not trainer.shown("leading")
            assert trainer.driver.title.startswith("Server stopped: ")

    with contextlib.suppress(ConnectionError):
        asyncio.run(play())
    assert 0 == hosted.wait()


def test_two_tabs_lead_one_round(host: Hosts, page: Pages, parcels: tuple[str, str]) -> None:
    """Each shows what the other does; a yes to what the other has ended by then changes nothing, however quick it is."""
    hosted = host(*parcels, "--countdown", "0", "--limit", "0")
    one, other = page(hosted), page(hosted)
    second = other.driver.current_window_handle
    open_page(other)
    other.driver.switch_to.window(other.driver.window_handles[-2])
    first = one.driver.current_window_handle
    open_page(one)
    one.press("s")
    one.until(lambda: one.js("return state.phase") == "open")
    assert "End this scenario" == one.text("close")
    one.press("c")
    one.until_text("ask-title", "End this scenario?")
    other.driver.switch_to.window(second)
    other.until(lambda: other.js("return state.phase") == "open")
    other.press("c", Keys.TAB, Keys.ENTER)
    other.until(lambda: other.js("return state.phase") == "debrief")
    assert ["Next scenario", "End the round"] == [other.text(id) for id in ("next", "close")]
    one.driver.switch_to.window(first)
    one.press(Keys.TAB, Keys.ENTER)
    one.until_text("notice", "The round has moved on, so nothing was changed.")
    one.js("want('close', { ends: 'scenario', scenario: 1 })")  # as if its state hadn't come yet
    one.until_text("notice", "The round has moved on, so nothing was changed.")
    assert "debrief" == command(hosted.about)["phase"]
    one.press("n", Keys.TAB, Keys.ENTER)
    one.until(lambda: one.js("return state.scenario.number") == 2)
    one.press("s")
    one.until(lambda: one.js("return state.phase") == "open")
    one.press("c", Keys.TAB, Keys.ENTER)
    one.until(lambda: one.js("return state.phase") == "debrief")
    assert (False, "End the round") == (one.shown("next"), one.text("close"))
    other.driver.switch_to.window(second)
    other.until(lambda: other.js("return state.scenario.number") == 2)
    other.press("c")
    other.until_text("ask-title", "End the round?")
    assert "until you stop the server" in other.text("ask-words")


def test_what_would_do_nothing_and_keys_that_are_off(host: Hosts, page: Pages, parcel: str) -> None:
    """The server's sentence is shown; without shortcuts a letter does nothing; a new code is asked about; no reveal."""
    hosted = host(parcel, "--countdown", "0", "--limit", "0")
    trainer = page(hosted)
    open_page(trainer)
    board = page(hosted)
    board.open(f"/board#token={hosted.about['view_token']}")
    board.until_text("code", hosted.about["code"])
    board.driver.switch_to.window(board.driver.window_handles[-2])
    trainer.js("want('pause')")
    trainer.until_text("notice", "This scenario hasn't started yet")
    trainer.js("document.getElementById('keys').click()")
    trainer.press("s")
    assert "lobby" == command(hosted.about)["phase"]
    trainer.js("document.getElementById('reveal').click()")
    trainer.until(lambda: command(hosted.about).get("reveal") is False)
    trainer.js("document.getElementById('lock').click()")
    trainer.until_text("lock", "Unlock the round")
    trainer.js(
        "document.getElementById('show').value = 'none'; document.getElementById('show').dispatchEvent(new Event('change'))"
    )
    trainer.until(lambda: command(hosted.about)["show"] == "none")
    trainer.use("new-code")
    trainer.until_text("ask-title", "Make a new code?")
    trainer.press(Keys.TAB, Keys.ENTER)
    trainer.until(lambda: "The round's code is now" in trainer.text("notice"))
    code = command(hosted.about)["code"]
    assert code != hosted.about["code"]
    trainer.until(lambda: trainer.text("join-code") == " ".join(code))
    board.driver.switch_to.window(board.driver.window_handles[-1])
    board.until_text("code", code)
    command(hosted.about, type="start")
    command(hosted.about, type="close")
    board.until(lambda: board.shown("walk"))
    assert not board.shown("reveal")


def test_a_break_is_seen_wherever_the_page_is_scrolled_to(
    host: Hosts, page: Pages, parcel: str
) -> None:
    """The line that stays at the top and the tab's title say so, and no clock runs; once it is back, all is as before."""
    hosted = host(parcel, "--countdown", "0", "--limit", "600")
    trainer = page(hosted)
    open_page(trainer)
    command(hosted.about, type="start")
    trainer.until_text("clock", " left")
    trainer.size(1280, 480)
    trainer.js("scrollTo(0, document.documentElement.scrollHeight)")
    trainer.js("link.dial = () => {}; link.live.close()")
    trainer.until(lambda: trainer.shown("lost"))
    assert 0 < trainer.js("return scrollY")
    assert 0 <= trainer.js("return document.getElementById('lost').getBoundingClientRect().top")
    assert "" == trainer.text("clock")
    assert trainer.driver.title.startswith("Connection lost: ")
    trainer.js("delete link.dial; link.open()")
    trainer.until_text("clock", " left")
    assert not trainer.shown("lost")
    assert not trainer.driver.title.startswith("Connection lost")


def test_where_no_reply_was_good_the_page_says_why_none_can_be_shown(
    host: Hosts, page: Pages, parcel: str
) -> None:
    """The button is off, and the sentence beside it says that every reply was a mistake."""
    hosted = host(parcel, "--countdown", "0", "--limit", "0")
    trainer = page(hosted)
    open_page(trainer)
    trainer.js(
        """walked = { number: 1, title: "T", customer: "C", channel: "counter", language: "en",
          points: [{ scene: "s", times: 2, heard: "", chosen: [] }] };
        drawWalk();"""
    )
    assert trainer.js("return document.getElementById('walk-best').disabled")
    assert "Every reply on offer here was a mistake." == trainer.text("walk-none")


def test_who_is_away_is_counted_apart(host: Hosts, page: Pages, parcel: str) -> None:
    """One count of the people, that of those who are connected, with those who are away beside it."""
    hosted = host(parcel, "--countdown", "0", "--limit", "0")
    trainer = page(hosted)
    open_page(trainer)

    async def come() -> None:
        hello = {"type": "join", "code": hosted.about["code"]}
        async with connected(hosted.about["url"], **hello, name="Kim") as kim:
            await joined(kim)
            async with connected(hosted.about["url"], **hello, name="Lou") as lou:
                await joined(lou)
                trainer.until_text("sums", "2 people are here.")
            trainer.until_text("sums", "1 here, 1 away.")

    asyncio.run(come())
    command(hosted.about, type="start")
    trainer.until_text("sums", "0 here, 2 away. 0 of 2 have finished.")
