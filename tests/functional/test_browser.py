"""The browser's seat and the board in a real browser: played by keyboard, through breaks, and looked at closely."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.keys import Keys

from tests.support.browser_stage import (
    NO_SOCKET,
    Page,
    begin,
    choices,
    command,
    key_of,
    seat_of,
)
from tests.support.round_stage import OWN_ADDRESS, Hosted, connected
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    Hosts: TypeAlias = Callable[..., Hosted]
    Pages: TypeAlias = Callable[[Hosted], Page]

MARKED = "<b>Kim</b>&amp;"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Callable[..., Hosted]]:
    """Starts servers with one scenario, or as many as are asked for, and ends them."""
    path = tmp_path / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    started: list[Hosted] = []

    def start(*arguments: str, scenarios: int = 1) -> Hosted:
        given = [str(path)]
        for number in range(2, scenarios + 1):
            other = path.with_name(f"late-parcel-{number}.toml")
            other.write_text(PARCEL.replace("Late parcel", f"Late parcel {number}"), "utf-8")
            given.append(str(other))
        given = given[:scenarios]
        started.append(Hosted.start(tmp_path, *given, *arguments))
        return started[-1]

    yield start
    for hosted in started:
        if hosted.process.poll() is None:
            hosted.kill()


def test_a_round_by_keyboard_alone(host: Hosts, page: Pages) -> None:
    """Join, brief, countdown, a play by numbers and by Tab and Enter, and the debrief; the focus is always somewhere of use."""
    hosted = host("--countdown", "90", "--limit", "300", "--clock", "0")
    seat = page(hosted)
    seat.open()
    seat.until(lambda: seat.focus() == "code")
    seat.press(hosted.about["code"].lower(), Keys.TAB, "Kim", Keys.TAB, Keys.ENTER)
    seat.until(lambda: seat.focus() == "lobby-title")
    assert "You answer for a parcel service." == seat.text("brief")
    assert "You're in. The round hasn't started yet." == seat.text("status")
    assert "exam mode" == seat.text("where")
    command(hosted.about, type="start")
    seat.until_text("clock", "Starts in 1:")
    at_first = seat.text("clock")
    seat.until(lambda: seat.text("clock") != at_first)
    assert "The round is about to start. Read the brief." == seat.text("status")
    assert "The scenario starts in 90 seconds." == seat.text("spoken")
    command(hosted.about, type="extend", seconds=-90)
    seat.until(lambda: seat.focus() == "newest")
    seat.until(lambda: re.fullmatch(r"4:5\d left", seat.text("clock")))
    assert [
        "The line crackles.",
        "Dana Weiss: My parcel was meant to come on Monday.",
    ] == seat.texts("#said p")
    assert ["Dana Weiss", "wary", "Waits for a parcel."] == seat.texts("#person p")
    seat.press("l")
    seat.until_text("said", "And I can't stay in tomorrow.")
    assert "newest" == seat.focus()
    texts = choices(seat)
    steps = next(number for number, text in enumerate(texts, 1) if "put right" in text)
    seat.press(*[Keys.TAB] * steps, Keys.ENTER)
    seat.until_text("said", "You: You stayed in, and nobody came.")
    assert "newest" == seat.focus()
    seat.until(lambda: choices(seat))
    assert ["W. Wait"] == choices(seat)
    seat.press("w")
    seat.until_text("said", "You waited.")
    seat.until(lambda: choices(seat))
    assert ["1. It is in the depot."] == choices(seat)
    seat.press("2")
    seat.until_text("notice", "There's no reply 2 here. Press 1.")
    seat.press("1")
    seat.until_text("status", "You've finished. Wait for the others. 1 of 1 has finished.")
    seat.until(lambda: seat.focus() == "after-title")
    assert re.fullmatch(r"You came 1st of 1, with \d+ points\.", seat.text("own"))
    assert "How it ended" == seat.texts("#moments h3")[0]
    assert ["Ending", "Mood", "Satisfaction", "Quality"] == seat.texts("#result dt")[:4]
    assert "saved" == seat.texts("#result dd")[0]
    assert 4 == len(seat.texts("#turns summary"))
    assert not seat.js("return document.querySelector('#turns ul').checkVisibility()")
    seat.js("document.querySelector('#turns summary').focus()")
    seat.press(Keys.ENTER)
    assert "anger −2, heard +4." in seat.texts("#turns ul li")[0]
    assert "Keep and change" in seat.texts("#sections h3")
    parts = ["Verdict", "Mood", "Scores", "What if", "Lesson"]
    assert parts == seat.texts("#sections summary")
    assert ["1.Kim"] == [text[:5] for text in seat.texts("#rows li.own")]
    assert not seat.shown("class")


def test_the_clock_runs_out_into_silence(host: Hosts, page: Pages) -> None:
    """The seconds are shown, the last of them are told, and then time says nothing in one's place."""
    seat = page(host("--countdown", "0", "--clock", "3", "--mode", "coach"))
    seat.join()
    begin(seat)
    seat.until(lambda: re.fullmatch(r"0:0\d", seat.text("time")))
    seat.until_text("warning", "5 seconds left for your reply.")
    # a reply that is lost on its way
    seat.js(
        "const { live } = link, { send } = live; live.send = () => { live.send = send; return true; }"
    )
    seat.press("1")
    seat.until_text("said", "Time ran out before you replied.")
    assert "Your reply came too late: the time had run out." == seat.text("notice")
    assert "anger40" in seat.text("person")
    seat.until(lambda: choices(seat))
    seat.press(key_of(seat, "put right"))
    seat.until_text("said", "You said it back to them")


def test_a_reload_goes_back_to_the_same_seat(host: Hosts, page: Pages) -> None:
    """With what was said; a second window takes the seat over, and either can be left for somebody else."""
    hosted = host("--countdown", "0", "--clock", "0")
    seat = page(hosted)
    seat.join()
    begin(seat)
    seat.press("l")
    seat.until_text("said", "And I can't stay in tomorrow.")
    said = seat.texts("#said p")
    seat.driver.refresh()
    seat.until(lambda: seat.focus() == "newest")
    assert said == seat.texts("#said p")
    assert 1 == len(command(hosted.about)["roster"])
    first = seat.driver.current_window_handle
    second = page(hosted)
    second.open()
    second.until(lambda: second.focus() == "newest")
    seat.driver.switch_to.window(first)
    seat.until(lambda: seat.focus() == "out-title")
    assert "Your seat is open in another window or on another device." == seat.text("why")
    seat.use("return")
    seat.until(lambda: seat.focus() == "newest")
    assert said == seat.texts("#said p")
    assert "Not Kim?" == seat.text("leave-summary")
    seat.use("brief-button")
    seat.use("leave-summary")
    seat.use("leave-now")
    seat.until(lambda: seat.focus() == "name")
    assert "" == seat.js("return document.getElementById('name').value")
    assert not seat.shown("seat")
    seat.join("Sam")
    assert ["Kim", "Sam"] == [known["name"] for known in command(hosted.about)["roster"]]


@pytest.mark.parametrize("way", ["socket", "events"])
def test_a_break_is_told_and_loses_nothing(host: Hosts, page: Pages, way: str) -> None:
    """A server killed and gone on: the page comes back by itself, and a reply given meanwhile counts once."""
    hosted = host("--countdown", "0", "--clock", "0", "--bind", OWN_ADDRESS)
    seat = page(hosted)
    seat.breaks = True
    if way == "events":
        seat.cdp("Page.addScriptToEvaluateOnNewDocument", source=NO_SOCKET)
    seat.join()
    begin(seat)
    seat.press("l")
    seat.until_text("said", "And I can't stay in tomorrow.")
    hosted.kill()
    seat.until_text("link", "The connection is lost.")
    seat.press(key_of(seat, "put right"))
    seat.until_text("link", "Your reply is saved")
    seat.press("1", "2")
    about = host("--go-on", scenarios=0).about
    assert hosted.about["url"] == about["url"]
    seat.until_text("status", "Your reply is saved and will be sent when the round resumes.")
    assert "" == seat.text("link")
    seat.driver.refresh()
    seat.until_text("status", "Your reply is saved and will be sent when the round resumes.")
    assert 1 == seat_of(about, "Kim")["turn"]
    command(about, type="go-on")
    seat.until_text("said", "You: You stayed in, and nobody came.")
    seat.until(lambda: choices(seat))
    assert 2 == seat_of(about, "Kim")["turn"]
    assert 1 == len(seat.texts("#said .you"))


def test_a_play_without_a_websocket(host: Hosts, page: Pages) -> None:
    """After two refusals the page goes by events, and remembers that; no token stands in an address."""
    hosted = host("--countdown", "0", "--clock", "0")
    seat = page(hosted)
    seat.cdp("Page.addScriptToEvaluateOnNewDocument", source=NO_SOCKET)
    seat.join()
    assert 2 == seat.js("return window.refusals")
    begin(seat)
    seat.press("l")
    seat.until_text("said", "And I can't stay in tomorrow.")
    seat.driver.refresh()
    seat.until(lambda: seat.focus() == "newest")
    assert 0 == seat.js("return window.refusals")
    assert [("Kim", True)] == [
        (known["name"], known["connected"]) for known in command(hosted.about)["roster"]
    ]
    command(hosted.about, type="remove", seat=seat_of(hosted.about, "Kim")["seat"])
    seat.until_text("why", "The trainer has removed you from this round.")


def test_a_refusal_is_told_and_stays(host: Hosts, page: Pages) -> None:
    """A wrong code, a removed seat, an answer to another moment: each is said in words that nothing else writes over."""
    hosted = host("--countdown", "0", "--clock", "0", "--mode", "practice")
    seat = page(hosted)
    seat.open("/#code=WRONG1")
    seat.until(lambda: seat.focus() == "name")
    seat.press("Kim", Keys.ENTER)
    seat.until_text("notice", "That isn't the code for this round. Check it and try again.")
    assert ("code", "") == (seat.focus(), seat.text("link"))
    seat.join()
    begin(seat)
    seat.js("turn = 7; document.querySelector('#choices button').click()")
    seat.until_text("notice", "The conversation has moved on. Choose again.")
    seat.until(lambda: seat.js("return turn") == 0 and choices(seat))
    assert "The conversation has moved on. Choose again." == seat.text("notice")
    assert "" == seat.text("link")
    known = seat_of(hosted.about, "Kim")
    command(hosted.about, type="remove", seat=known["seat"])
    seat.until_text("why", "The trainer has removed you from this round.")
    assert "out-title" == seat.focus()
    assert not seat.shown("return")
    seat.driver.refresh()
    seat.until_text("why", "The trainer has removed you from this round.")
    assert not seat.shown("return")
    command(hosted.about, type="allow", seat=known["seat"])
    seat.driver.refresh()
    seat.until(lambda: seat.focus() == "newest")
    command(hosted.about, type="remove", seat=known["seat"])
    seat.until(lambda: seat.focus() == "out-title")
    seat.use("other")
    seat.until(lambda: seat.shown("join"))


def test_practice_and_teams_are_told_as_they_go(host: Hosts, page: Pages, tmp_path: Path) -> None:
    """That the scenario is practice, in lobby and play; teams by rank, with their points of now; nothing is "undefined"."""
    practised = tmp_path / "practice.toml"
    practised.write_text(PARCEL.replace("Late parcel", "First parcel"), "utf-8")
    hosted = host(
        *("--practice", str(practised), "--mode", "practice", "--countdown", "0", "--clock", "0")
    )
    about = hosted.about
    board = page(hosted)
    projector = board.driver.current_window_handle
    board.open(f"/board#token={about['view_token']}")
    board.until_text("practice", "This scenario is practice: its points don't count.")
    seat = page(hosted)
    own = seat.driver.current_window_handle
    seat.join()
    seat.until_text("practice", "This scenario is practice: its points don't count.")
    command(about, type="team", seat=seat_of(about, "Kim")["seat"], team="Red")
    begin(seat)
    assert "practice" in seat.text("practice")
    seat.until(lambda: seat.texts("#team-rows li") == ["Red0 of 1 finished"])
    assert ["Kim"] == seat.texts("#rows li")
    seat.press(key_of(seat, "put right"))
    seat.until_text("said", "You: ")

    def told(page: Page) -> bool:
        (row,) = page.texts("#team-rows li")
        return re.fullmatch(r"1\.Red\d+ points, [01] of 1 finished", row) is not None

    seat.until(lambda: told(seat))
    first = seat.texts("#team-rows li")
    seat.until(lambda: choices(seat))
    seat.press("w")
    seat.until_text("said", "You waited.")
    seat.until(lambda: choices(seat))
    seat.press(key_of(seat, "in the depot"))
    seat.until(lambda: told(seat) and seat.texts("#team-rows li") != first)
    now = seat.texts("#team-rows li")
    assert now[0].endswith("1 of 1 finished")
    board.driver.switch_to.window(projector)
    board.until(lambda: board.texts("#team-rows li") == now)
    assert "practice" in board.text("practice")
    assert "undefined" not in board.js("return document.body.innerText")
    board.until(lambda: board.shown("walk"))  # the only play has ended
    command(about, type="next")
    board.until(lambda: board.text("practice") == "")
    seat.driver.switch_to.window(own)
    seat.until(lambda: seat.text("practice") == "")
    assert "undefined" not in seat.js("return document.body.innerText")


def test_a_disk_that_is_full_is_no_matter_of_the_trainee(host: Hosts, page: Pages) -> None:
    """A reply that could not be stored is kept and goes out when the round goes on; what was said of it is then gone."""
    hosted = host("--countdown", "0", "--clock", "0")
    seat = page(hosted)
    seat.join()
    begin(seat)
    seat.js(
        "const { live } = link, { send } = live; live.send = () => { live.send = send; return true; }"
    )
    seat.press(key_of(seat, "put right"))
    seat.js(
        "received({ type: 'refused', cmd: pending.cmd, reason: 'not-open', message: 'It is paused.' })"
    )
    assert "" == seat.text("notice")
    assert "Your reply is saved" in seat.text("status")
    command(hosted.about, type="pause")
    seat.until_text("status", "The round is paused.")
    seat.js("document.getElementById('notice').textContent = 'Left over.'")
    command(hosted.about, type="go-on")
    seat.until_text("said", "You: You stayed in, and nobody came.")
    assert "" == seat.text("notice")
    assert 1 == seat_of(hosted.about, "Kim")["turn"]


def test_a_board_that_is_refused_stops_its_clock(host: Hosts, page: Pages) -> None:
    """What stood there would go on as if the round were still this one."""
    hosted = host("--countdown", "0", "--clock", "0", "--limit", "300")
    board = page(hosted)
    board.open(f"/board#token={hosted.about['view_token']}")
    board.until_text("status", "Waiting for the trainer to start the round.")
    command(hosted.about, type="start")
    board.until_text("clock", " left")
    board.js("link.heard({ type: 'error', reason: 'bad-token', message: 'The round is over.' })")
    board.until_text("status", "Open the one on the trainer's screen.")
    board.js("tick()")
    assert "" == board.text("clock")


def test_the_next_scenario_begins_in_the_same_page(host: Hosts, page: Pages) -> None:
    """Paused and gone on, played, told, and then the next; what was said is gone and the points are kept."""
    hosted = host("--countdown", "0", "--clock", "0", "--limit", "300", scenarios=2)
    seat = page(hosted)
    seat.join()
    assert "Scenario 1 of 2" in seat.text("where")
    begin(seat)
    command(hosted.about, type="pause")
    seat.until_text("status", "The round is paused. Nothing is lost; your clock has stopped.")
    seat.until_text("clock", "Paused, ")
    assert [] == choices(seat)
    command(hosted.about, type="go-on")
    seat.until(lambda: choices(seat))
    seat.press("l")
    seat.until_text("said", "And I can't stay in tomorrow.")
    command(hosted.about, type="close")
    seat.until(lambda: seat.focus() == "after-title")
    assert "unfinished" == seat.texts("#result dd")[0]
    assert "Scenario 1 of 2 is over. Here's how it went." == seat.text("status")
    assert re.fullmatch(r"You have \d+ points and are now 1st of 1\.", seat.text("own"))
    assert seat.text("cut-off").startswith("You hadn't finished")
    assert "speed" not in seat.text("scale").lower()
    assert seat.texts("#rows .points")[0].endswith("points, unfinished")
    command(hosted.about, type="next")
    seat.until(lambda: seat.shown("onward"))
    assert seat.shown("result")
    assert "Scenario 1 of 2" in seat.text("where")
    onward = "The trainer has moved on to scenario 2, “Late parcel 2”. It hasn't started yet."
    assert onward == seat.text("onward-words")
    seat.use("go-on")
    seat.until(lambda: seat.focus() == "lobby-title")
    assert "Scenario 2 of 2" in seat.text("where")
    assert "Scenario 2 of 2 hasn't started yet." == seat.text("status")
    assert not seat.shown("after")
    seat.use("reread")
    seat.until(lambda: seat.focus() == "after-title")
    assert "unfinished" == seat.texts("#result dd")[0]
    assert ["Open to print", "Save as a page"] == seat.texts("#take-away button")
    seat.js("location.reload()")
    seat.until(lambda: seat.texts("#kept-list p") == ["1. Late parcel"])
    begin(seat)
    handles = seat.driver.window_handles
    assert [False, False] == [seat.shown(part) for part in ("after", "back")]
    assert 2 == len(seat.texts("#said p"))
    own = seat.driver.current_window_handle
    seat.js("document.querySelector('#kept-list button').click()")
    seat.until(lambda: len(seat.driver.window_handles) > len(handles))
    (other,) = set(seat.driver.window_handles) - set(handles)
    seat.driver.switch_to.window(other)
    seat.until(lambda: "Round, Kim" in seat.driver.title)
    assert "How it ended" in seat.js("return document.body.innerText")
    assert seat.driver.current_url.endswith("/debrief")
    seat.driver.switch_to.window(own)
    seat.press("l")
    seat.until_text("said", "And I can't stay in tomorrow.")
    for _ in range(2):
        command(hosted.about, type="close")
    seat.until_text("status", "The round has ended. You can close this page.")
    hosted.stop()
    seat.breaks = True
    seat.until(lambda: seat.js("return link.live === null"))
    assert "" == seat.text("link")


def test_a_name_that_is_too_long_is_said_to_be(host: Hosts, page: Pages) -> None:
    """Below the field while it is typed, with what others will see; and that is the name of the seat."""
    hosted = host("--countdown", "0")
    seat = page(hosted)
    seat.open(f"/#code={hosted.about['code']}")
    seat.until(lambda: seat.focus() == "name")
    seat.press("Maximilian von Hohenberg")
    assert "" == seat.text("name-note")
    seat.press(" the Third")
    assert "will be shown as “Maximilian von Hohenberg”." in seat.text("name-note")
    assert [] == seat.barriers()
    seat.press(Keys.ENTER)
    seat.until(lambda: seat.shown("lobby"))
    assert "Maximilian von Hohenberg" == seat.text("me")


def test_the_board(host: Hosts, page: Pages) -> None:
    """Code and address, names as they come, ranks, and one turning point after the other by the arrow keys; names if wanted."""
    hosted = host("--countdown", "0", "--clock", "0", "--mode", "practice")
    about: dict[str, Any] = hosted.about
    board = page(hosted)
    projector = board.driver.current_window_handle
    board.size(1280, 720)
    board.open("/board#token=nonsense")
    board.until_text("status", "This address doesn't open the board.")
    board.open(f"/board#token={about['view_token']}")
    board.until_text("code", about["code"])
    assert about["url"].partition("//")[2] == board.text("url")
    for name, move in ((MARKED, "put right"), ("Sam", "busy season")):
        seat = page(hosted)
        seat.join(name)
        if seat.shown("lobby"):
            board.driver.switch_to.window(projector)
            board.until(lambda name=name: board.texts("#names li") == [name])  # type: ignore[misc]
            command(about, type="start")
            board.driver.switch_to.window(board.driver.window_handles[-1])
        seat.until(lambda seat=seat: choices(seat))  # type: ignore[misc]
        seat.press(key_of(seat, move))
        seat.until_text("said", "You: ")
        assert name == seat.text("me")
        assert f"Not {name}?" == seat.text("leave-summary")
        seat.use("brief-button")
        seat.use("leave-summary")
        seat.use("leave-now")
    board.driver.switch_to.window(projector)
    board.until(lambda: len(board.texts("#rows li")) == 2)
    assert not board.shown("door")
    assert f"1.{MARKED}" == board.texts("#rows li")[0].rpartition(" ")[0].rstrip("0123456789")
    command(about, type="close")
    board.until(lambda: board.shown("walk"))
    assert not board.shown("rows")
    assert ["1 of 2", "1 of 2"] == [text[:6] for text in board.texts("#point .figures")]
    assert "Turning point 1 of 1" == board.text("walk-title")
    opening = ["Dana Weiss said", "“My parcel was meant to come on Monday. …”"]
    assert opening == board.texts("#point > p")
    assert [True, False] == board.js("return [previous.disabled, next.disabled]")
    titles = []
    while not board.js("return next.disabled"):
        board.press(Keys.ARROW_RIGHT)
        titles.append(board.text("walk-title"))
    assert ["Hardest moments", "Principles that came up"] == titles
    assert "Done in" in board.text("point")
    board.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    board.press("n")
    board.until(lambda: board.shown("rows"))
    assert not board.shown("walk")
    board.press("n")
    board.until(lambda: board.shown("walk"))
    board.js(
        "const more = state.class[0]; state.class = [more, { ...more, scene: 'x', times: 9 }]; draw();"
    )
    board.press(Keys.ARROW_RIGHT)
    assert "Turning point 2 of 2" == board.text("walk-title")
    assert "1 of 9" == board.texts("#point .figures")[0][:6]
    team = "{ rank: 1, team: '<i>Blue</i>', points: 9, seats: 2, done: 1 }"
    board.js(f"state.teams = [{team}]; draw();")
    assert ["1.<i>Blue</i>9 points, 1 of 2 finished"] == board.texts("#team-rows li")
    moods = "[{ after: 5 }, { after: 20 }, { after: 1 }]"
    board.js(
        "const had = state.class[0].chosen[0]; state.class[1].chosen = "
        f"{moods}.map((mood) => ({{ ...had, before: 0, ...mood }})); draw();"
    )
    assert 0 == board.js("return document.querySelectorAll('.best').length")
    board.press("r")
    assert [False, True, False] == board.js(
        "return [...document.querySelectorAll('#point li')].map((e) => e.matches('.best'))"
    )
    assert board.texts("#point .figures")[1].endswith("did most for the mood.")
    board.press(Keys.ARROW_LEFT)
    assert "Turning point 1 of 2" == board.text("walk-title")
    board.js("state.limit_ms = 600000; clock.set(300000, true); state.phase = 'open'; tick();")
    assert "scaleX(0.5)" == board.js("return rest.style.transform")


STRUCTURE = """
const named = (e) => (e.labels && e.labels.length) || e.textContent.trim();
return {
  lang: document.documentElement.lang,
  title: document.title.length > 0,
  headings: document.querySelectorAll("h1").length,
  main: document.querySelectorAll("main").length,
  unnamed: [...document.querySelectorAll("button, input:not([type=hidden]), select, summary")].filter((e) => !named(e)).length,
  inline: document.querySelectorAll("[style]:not(i), style, script:not([src]), [onclick]").length,
  live: [...document.querySelectorAll("[role=status], [role=alert], [role=log]")].map((e) => e.id),
  unlabelled: [...document.querySelectorAll("section")].filter(
    (e) => !document.getElementById(e.getAttribute("aria-labelledby"))).length,
  clickable: [...document.querySelectorAll("*")].filter(
    (e) => e.onclick && !["button", "summary"].includes(e.localName)).length,
};
"""
WIDE = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTRAST = """
const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
const light = (text) => {
  const [r, g, b] = numbers(text).map((x) => (x /= 255) <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (e) => {
  for (let at = e; at; at = at.parentElement) {
    const found = getComputedStyle(at).backgroundColor;
    if (numbers(found)[3] !== 0) return found;
  }
};
return [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && e.innerText && !e.closest(":disabled"))
  .map((e) => {
    const both = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => b - a);
    return [(both[0] + 0.05) / (both[1] + 0.05), e.id || e.className || e.localName];
  }).filter(([ratio, name]) => ratio < 4.5 && name !== "rest");
"""


def test_everybody_can_read_it(host: Hosts, page: Pages) -> None:
    """Structure, names and live regions; 320 pixels wide; light, dark and forced colours; without motion."""
    hosted = host("--countdown", "0", "--clock", "0", "--mode", "coach")
    seat = page(hosted)
    seat.cdp(
        "Emulation.setDeviceMetricsOverride",
        width=320,
        height=640,
        deviceScaleFactor=1,
        mobile=False,
    )

    def look() -> None:
        assert 0 == seat.js(WIDE)
        for scheme in ("light", "dark"):
            feature = {"name": "prefers-color-scheme", "value": scheme}
            seat.cdp("Emulation.setEmulatedMedia", features=[feature])
            assert [] == seat.js(CONTRAST), scheme
        found = seat.js(STRUCTURE)
        assert found.pop("live")
        assert {
            "lang": "en",
            "title": True,
            "headings": 1,
            "main": 1,
            "unnamed": 0,
            "inline": 0,
            "unlabelled": 0,
            "clickable": 0,
        } == found

    seat.open()
    seat.until(lambda: seat.focus() == "code")
    look()
    seat.join("W" * 24)
    look()
    begin(seat)
    seat.press(key_of(seat, "put right"))
    seat.until_text("said", "You: ")
    look()
    live = {"late", "status", "link", "notice", "spoken", "warning", "name-note"}
    assert live == set(seat.js(STRUCTURE)["live"])
    for feature, value, script, wanted in (
        ("prefers-reduced-motion", "reduce", "token('--quick')", "0ms"),
        ("prefers-reduced-motion", "no-preference", "token('--quick')", "120ms"),
        ("forced-colors", "active", "matchMedia('(forced-colors: active)').matches", True),
    ):
        seat.cdp("Emulation.setEmulatedMedia", features=[{"name": feature, "value": value}])
        token = "const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name); "
        assert wanted == seat.js(f"{token}return {script}")
    command(hosted.about, type="close")
    seat.until(lambda: seat.shown("after"))
    seat.js("for (const e of document.querySelectorAll('details')) e.open = true")
    look()
    seat.open(f"/board#token={hosted.about['view_token']}")
    seat.until(lambda: seat.shown("walk"))
    look()


@pytest.mark.parametrize("open_meanwhile", [True, False])
def test_a_device_whose_seat_was_handed_over_offers_no_way_back_to_it(
    host: Hosts, page: Pages, open_meanwhile: bool
) -> None:
    """It says where the seat went, and has the form to join again; so does one that comes back only afterwards."""
    hosted = host("--countdown", "0")
    seat = page(hosted)
    seat.join()
    (row,) = command(hosted.about)["roster"]
    state = command(hosted.about, type="ticket", seat=row["seat"])
    (row,) = state["roster"]
    if not open_meanwhile:
        seat.driver.get("about:blank")

    async def take_over() -> None:
        about = hosted.about
        hello = {"type": "join", "code": row["ticket"], "name": "Someone"}
        async with connected(about["url"], **hello) as other:
            assert "seat" == (await other.next("seat"))["type"]

    asyncio.run(take_over())
    if not open_meanwhile:
        seat.open()
    seat.until_text("notice", "This seat was given to another device.")
    assert seat.text("notice").endswith(" You can join again below.")
    assert seat.shown("join")
    assert not seat.shown("return")
