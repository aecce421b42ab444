"""How the browser's seat and the board look: portrait, sizes, contrast, and nothing in anyone's way, in every phase."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.keys import Keys

from simulator.portrait.svg import svg
from simulator.portrait.traits import Traits, settle
from simulator.vocabulary import PORTRAIT
from tests.support.browser_stage import (
    SIDEWAYS,
    TOO_SMALL,
    Page,
    begin,
    choices,
    command,
    key_of,
    seat_of,
)
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from tests.support.round_stage import Hosted

    Hosts: TypeAlias = Callable[..., Hosted]
    Pages: TypeAlias = Callable[[Hosted], Page]


PHONE, NARROW, DESKTOP, ZOOMED, LANDSCAPE = (
    (390, 844),
    (320, 640),
    (1280, 800),
    (320, 200),
    (844, 390),
)
PROJECTORS = ((1280, 720), (1024, 768))
HOSTILE = '<img src=x onerror="document.title=1"><b>bold</b>&amp;'
FACE = '[customer.portrait]\nhair = "scarf"\nink = "plum"\nextra = "beard"\n\n'
IN_VIEW = """
const seen = (e, inside) => {
  const [found, room] = [e.getBoundingClientRect(), inside ? inside.getBoundingClientRect() : { top: 0, bottom: innerHeight }];
  return found.height > 0 && found.top >= Math.max(0, room.top) - 1 && found.bottom <= Math.min(innerHeight, room.bottom) + 1;
};
const customer = [...document.querySelectorAll("#newest .customer")].at(-1);
const reply = document.querySelector("#choices button");
return {
  words: !customer || seen(customer, document.getElementById("said")),
  clock: document.getElementById("turn-clock").hidden || seen(document.getElementById("turn-clock")),
  reply: !reply || seen(reply, document.getElementById("choices")),
};
"""
DRAWN = 'return [...document.querySelectorAll("#person path")].map((e) => [e.getAttribute("fill"), e.getAttribute("d")])'
SMALLEST = """
const shown = (e) => e.checkVisibility() && !e.classList.contains("spoken") &&
  [...e.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
const found = [...document.querySelectorAll("body *")].filter(shown);
return Math.min(...found.map((e) => parseFloat(getComputedStyle(e).fontSize)));
"""
FULL_BOARD = """
const long = "W".repeat(24);
const board = Array.from({ length: 10 }, (_, at) => ({ rank: at + 1, name: long, points: 200 - at, done: at < 4 }));
const [phase, mode, count] = arguments;
const teams = Array.from({ length: count }, (_, at) => (
  { rank: at + 1, team: at % 4 < 3 ? "Team " + at : long, points: 150 - at, seats: 15, done: 8 }));
Object.assign(state, { phase, mode, board, teams, seats: 60, done: 34, limit_ms: 900000, remaining_ms: 400000 });
told = state.scenario.number + (state.phase === "debrief" ? "over" : state.phase);
named = state.phase === "debrief";
draw();
"""
"""A board with all that can be on it: sixty people, ten rows, so many teams, and how to join while one can."""
FULL_WALK = """
const words = "So sorry about this. Thank you for being so patient. Bear with me while I look, and I'll write by noon. ";
const text = (at, length) => (at + " " + words.repeat(9)).slice(0, length);
const [count, length] = arguments;
const chosen = Array.from({ length: count }, (_, at) => (
  { reply: "r" + at, text: text(at, length), count: count - at, before: -45, after: -66 + 9 * at }));
Object.assign(state, {
  phase: "debrief",
  class: [
    { scene: "a", times: 60, says: [words], chosen },
    { scene: "b", times: 3, says: ["Well?"], chosen: chosen.slice(0, 2) },
  ],
  class_words: { hardest: [1, 2].map((at) => text(at, 300)), principles: [3, 4, 5, 6, 7, 8, 9].map((at) => text(at, 150)) },
});
told = state.scenario.number + "over";
named = revealed = false;
step = leaf = 0;
draw();
"""
"""A walk through what a class did, with so many replies of so many signs at its first turning point."""
WALK_OUT_OF_VIEW = """
const end = document.querySelector("footer").getBoundingClientRect().top;
return [...document.querySelectorAll("#walk-title, #point *")].filter((e) => e.checkVisibility()).filter((e) => {
  const { top, bottom, left, right } = e.getBoundingClientRect();
  return top < 0 || bottom > end + 1 || left < 0 || right > innerWidth + 1;
}).map((e) => e.textContent).concat(document.documentElement.scrollHeight > innerHeight ? ["the page"] : []);
"""
ROWS_SHOWN = """
return [...document.querySelectorAll("#rows li, #team-rows li")].filter((e) => e.checkVisibility()).length;
"""
OUT_OF_VIEW = """
const parts = "#done, #bricks i, #rows li, #team-rows li, #join-line, #later, footer button, #clock";
const out = ({ top, bottom, left, right }) => top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1;
return [...document.querySelectorAll(parts)].filter((e) => e.checkVisibility() && out(e.getBoundingClientRect()))
  .map((e) => e.textContent);
"""
SEEN = {"words": True, "clock": True, "reply": True}


def written(tmp_path: Path, text: str) -> str:
    """A scenario's file."""
    path = tmp_path / "scenario.toml"
    path.write_text(text, "utf-8")
    return str(path)


def paths(picture: str) -> list[list[str]]:
    """The paths of a portrait: each a colour and its outline."""
    return [list(found) for found in re.findall(r'fill="(.*?)" d="(.*?)"', picture)]


def make(seat: Page, part: str) -> None:
    """Make a move once it is offered, and see that it was made."""
    seat.until(lambda: any(part in text for text in choices(seat)))
    turn = seat.js("return turn")
    seat.press(key_of(seat, part))
    seat.until(lambda: seat.js("return turn") > turn)


def look(page: Page, sizes: tuple[tuple[int, int], ...]) -> None:
    """Find nothing in anyone's way, light and dark; nothing too small for a finger; and no need to scroll sideways."""
    for width, height in sizes:
        page.size(width, height)
        assert [] == page.js(TOO_SMALL), (width, height)
        assert 0 == page.js(SIDEWAYS), (width, height)
        for scheme in ("light", "dark"):
            page.scheme(scheme)
            assert [] == page.barriers(), (width, height, scheme)


def test_nothing_of_a_seat_is_in_anyones_way(host: Hosts, page: Pages, parcel: str) -> None:
    """Join, lobby, countdown, play, brief, pause, debrief with all of it open, and removed from the round."""
    hosted = host(parcel, "--mode", "coach", "--countdown", "90", "--clock", "600")
    sizes = (PHONE, DESKTOP, NARROW)
    seat = page(hosted)
    seat.open()
    seat.until(lambda: seat.focus() == "code")
    look(seat, sizes)
    seat.join("W" * 24)
    look(seat, sizes)
    command(hosted.about, type="start")
    seat.until_text("clock", "Starts in")
    look(seat, (PHONE,))
    command(hosted.about, type="extend", seconds=-90)
    seat.until(lambda: choices(seat))
    seat.press(key_of(seat, "put right"))
    seat.until_text("said", "You: ")
    look(seat, (*sizes, LANDSCAPE, ZOOMED))
    seat.size(*PHONE)
    seat.use("earlier")
    seat.use("brief-button")
    look(seat, (PHONE,))
    seat.use("brief-button")
    command(hosted.about, type="pause")
    seat.until_text("status", "paused")
    look(seat, (PHONE, DESKTOP))
    command(hosted.about, type="close")
    seat.until(lambda: bool(seat.shown("after") and seat.texts("#turns li")))
    seat.js("for (const e of document.querySelectorAll('details')) e.open = true")
    look(seat, sizes)
    command(hosted.about, type="remove", seat=seat_of(hosted.about, "W" * 24)["seat"])
    seat.until(lambda: seat.focus() == "out-title")
    look(seat, sizes)


def test_nothing_of_the_board_is_in_anyones_way(host: Hosts, page: Pages, parcel: str) -> None:
    """Refused, lobby, open, debrief without and with names, and closed; and no letter is smaller than 20 pixels."""
    hosted = host(parcel, "--mode", "practice", "--countdown", "0", "--clock", "0")
    about = hosted.about
    board = page(hosted)
    projector = board.driver.current_window_handle

    def show() -> None:
        board.driver.switch_to.window(projector)
        look(board, PROJECTORS)
        for width, height in PROJECTORS:
            board.size(width, height)
            assert board.js(SMALLEST) >= 20

    board.open("/board#token=nonsense")
    board.until_text("status", "This address doesn't open the board.")
    show()
    board.open(f"/board#token={about['view_token']}")
    board.until_text("code", about["code"])
    seat = page(hosted)
    own = seat.driver.current_window_handle
    seat.join(HOSTILE[:24])
    board.driver.switch_to.window(projector)
    board.until(lambda: board.texts("#names li") == [HOSTILE[:24]])
    show()
    command(about, type="team", seat=seat_of(about, HOSTILE[:24])["seat"], team="Red")
    seat.driver.switch_to.window(own)
    begin(seat)
    seat.press(key_of(seat, "put right"))
    seat.until_text("said", "You: ")
    board.driver.switch_to.window(projector)
    board.until(lambda: "points" in "".join(board.texts("#rows li")))
    show()
    command(about, type="close")
    board.until(lambda: board.shown("walk"))
    show()
    board.press("n")
    board.until(lambda: board.shown("rows"))
    show()
    command(about, type="close")
    board.until_text("status", "The round has ended.")
    show()


def test_a_full_board_fits_the_projector(host: Hosts, page: Pages, parcel: str) -> None:
    """Ten rows with the longest names, up to twelve teams, sixty bricks and how to join; nothing scrolls."""
    board = page(host(parcel, "--countdown", "0", "--clock", "0"))
    board.open(f"/board#token={board.about['view_token']}")
    board.until_text("code", board.about["code"])
    for width, height in PROJECTORS:
        board.size(width, height)
        for phase, mode, rows, teams in (
            ("open", "practice", 10, 4),
            ("open", "practice", 10, 12),
            ("open", "exam", 0, 4),
            ("debrief", "exam", 10, 12),
        ):
            board.js(FULL_BOARD, phase, mode, teams)
            assert [] == board.js(OUT_OF_VIEW), (width, phase, mode)
            assert 0 == board.js(SIDEWAYS)
            assert rows + teams == board.js(ROWS_SHOWN), (phase, mode, teams)
            assert (phase == "open") == bool(board.text("join-line"))
            assert board.js(SMALLEST) >= 20
            assert [] == board.barriers()


def test_a_long_walk_fits_the_projector(host: Hosts, page: Pages, parcel: str) -> None:
    """Smaller where it has to be, else on several pages that Next and Back go through; R goes to the page it marks."""
    board = page(host(parcel, "--countdown", "0", "--clock", "0"))
    board.open(f"/board#token={board.about['view_token']}")
    board.until_text("code", board.about["code"])
    for width, height in PROJECTORS:
        board.size(width, height)
        for count, length in ((3, 110), (6, 110), (9, 194), (12, 400)):
            board.js(FULL_WALK, count, length)
            texts, titles = board.texts("#point .told > div"), [board.text("walk-title")]
            assert [] == board.js(WALK_OUT_OF_VIEW), (width, count)
            assert board.js(SMALLEST) >= 20
            while not board.js("return document.getElementById('next').disabled"):
                board.press(Keys.PAGE_DOWN)
                titles.append(board.text("walk-title"))
                texts += board.texts("#point .told > div") if "1 of 2" in titles[-1][:22] else []
                assert [] == board.js(WALK_OUT_OF_VIEW), (width, count, titles)
            assert count == len(set(texts))
            assert (count > 6) == ("page 1 of " in titles[0])
            back = [titles[-1]]
            while not board.js("return document.getElementById('previous').disabled"):
                board.press(Keys.PAGE_UP)
                back.append(board.text("walk-title"))
            assert titles == back[::-1]
            board.press("r")
            best = board.texts("#point .best .told > div")
            assert (count > 3) == any(text.startswith(f"“{count - 1} ") for text in best)


def test_words_clock_and_reply_stay_in_view(host: Hosts, page: Pages, parcel: str) -> None:
    """After each move, on a phone and on a laptop: the customer's last words, the clock, and the first reply."""
    hosted = host(parcel, "--mode", "coach", "--countdown", "0", "--clock", "600")
    seat = page(hosted)
    seat.size(*PHONE)
    seat.join()
    begin(seat)
    for part in ("", "there's more", "busy season"):
        if part:
            make(seat, part)
        for width, height in (PHONE, DESKTOP):
            seat.size(width, height)
            assert SEEN == seat.js(IN_VIEW), (part, width, height)


def test_the_last_words_stay_in_view_as_the_conversation_grows(host: Hosts, page: Pages) -> None:
    """On a laptop too: more replies leave less room for what was said, and the last words are shown all the same."""
    hosted = host("day-45", "--countdown", "0", "--clock", "600")
    seat = page(hosted)
    seat.size(*DESKTOP)
    seat.join()
    begin(seat)
    for turn in range(1, 5):
        seat.js("document.querySelector('#choices button').click()")
        seat.until(lambda turn=turn: seat.js("return turn") >= turn)  # type: ignore[misc]
        assert SEEN == seat.js(IN_VIEW), turn


def test_a_language_from_the_right_and_a_wait_for_the_trainer(
    host: Hosts, page: Pages, tmp_path: Path
) -> None:
    """The form gives way to the wait, which can be left; what a scenario says carries its language wherever it is shown."""
    text = PARCEL.replace("[customer]", 'language = "ar"\n\n[customer]', 1)
    (tmp_path / "class.csv").write_text("Kim\n", "utf-8")
    roster = ("--roster", str(tmp_path / "class.csv"))
    hosted = host(written(tmp_path, text), "--mode", "practice", "--countdown", "0", *roster)
    seat = page(hosted)
    seat.open(f"/#code={hosted.about['code']}")
    for name in ("Sam", "Kim"):
        seat.until(lambda: seat.shown("join") and seat.focus() in ("code", "name"))
        seat.js("document.getElementById('name').value = arguments[0]", name)
        seat.use("enter")
        if name == "Sam":
            seat.until(lambda: seat.focus() == "waiting-title")
            assert not seat.shown("join")
            assert seat.text("waiting-why").startswith("Sam isn't on the class list.")
            look(seat, (PHONE,))
            seat.use("give-up")
            seat.until(lambda: not command(hosted.about).get("waiting"))
    seat.until(lambda: seat.shown("lobby"))
    begin(seat)
    for selector in ("#said .customer > :last-child", ".reply > :last-child > :first-child"):
        assert {("ar", "rtl")} == tongues(seat, selector), selector
    make(seat, "put right")
    command(hosted.about, type="close")
    seat.until(lambda: bool(seat.texts("#turns li")))
    chosen = {"reply": "a", "text": "Sorry.", "count": 1, "before": 0, "after": 3}
    walk = [{"scene": "opening", "times": 1, "says": ["Well?"], "chosen": [chosen]}]
    seat.js("state.class = arguments[0]; classView();", walk)
    for selector in ("#title", "#brief p", ".person .name", "#points .told > :first-child"):
        assert {("ar", "rtl")} == tongues(seat, selector), selector
    assert 0 == seat.js("return document.querySelectorAll('#own[lang], #result [lang]').length")
    look(seat, (PHONE,))
    board = page(hosted)
    board.open(f"/board#token={hosted.about['view_token']}")
    board.until(lambda: board.shown("walk"))
    board.js("state.class = arguments[0]; draw();", walk)
    for selector in ("#title span", "#point .opening", "#point .told > :first-child"):
        assert {("ar", "rtl")} == tongues(board, selector), selector


def tongues(page: Page, selector: str) -> set[tuple[str, str]]:
    """The language and the direction of all that a selector finds."""
    script = "return [...document.querySelectorAll(arguments[0])].map((e) => [e.lang, e.dir])"
    return {(lang, way) for lang, way in page.js(script, selector)}


@pytest.mark.parametrize("mode", ["exam", "practice"])
def test_the_customer_has_a_face(host: Hosts, page: Pages, tmp_path: Path, mode: str) -> None:
    """As the author drew it, changing with the mood, and for a screen reader the word; in an exam no number."""
    text = PARCEL.replace("[scenes.opening]", f"{FACE}[scenes.opening]", 1)
    hosted = host(written(tmp_path, text), "--mode", mode, "--countdown", "0", "--clock", "0")
    traits = settle("Dana Weiss", {"hair": "scarf", "ink": "plum", "extra": "beard"})
    seat = page(hosted)
    seat.join()
    begin(seat)

    def is_drawn() -> None:
        band = seat.js("return state.scene.band")
        assert paths(svg(traits, band)) == seat.js(DRAWN)
        assert band == seat.texts("#person .mood")[0].partition(" ")[0]
        assert "true" == seat.js("return document.querySelector('#person svg').ariaHidden")
        assert (mode == "exam") == (seat.texts("#person .gauges") == [])
        assert (mode == "exam") == (re.search(r"\d", seat.text("person")) is None)

    is_drawn()
    seat.press(key_of(seat, "busy season"))
    seat.until_text("said", "You: ")
    is_drawn()


def test_the_browser_draws_each_face_as_the_program_does(
    host: Hosts, page: Pages, parcel: str
) -> None:
    """A few hundred of all traits, in every mood; and none where a part isn't known."""
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    draw = random.Random(seed)
    wanted = [
        (Traits(*(draw.choice((*words, *[""] * (trait == "extra"))) for trait, words in PORTRAIT.items())), band)
        for _ in range(40)
        for band in ("furious", "angry", "frustrated", "wary", "calm", "pleased", "delighted")
    ]  # fmt: skip
    seat = page(host(parcel))
    seat.open()
    seat.until(lambda: seat.focus() == "code")
    drawn = seat.js(
        "return arguments[0].map(([traits, band]) => portraitPaths(traits, band))",
        [(traits._asdict(), band) for traits, band in wanted],
    )
    for (traits, band), found in zip(wanted, drawn, strict=True):
        assert paths(svg(traits, band)) == found, (traits, band)
    for strange in (None, {}, {**wanted[0][0]._asdict(), "hair": "__proto__"}):
        assert seat.js("return portrait(arguments[0], 'calm')", strange) is None


def test_the_words_fit_the_channel(host: Hosts, page: Pages, tmp_path: Path) -> None:
    """Nobody listens to a letter or is cut off in one; the debrief names what was rated in words."""
    text = PARCEL.replace('channel = "phone"', 'channel = "letter"')
    seat = page(host(written(tmp_path, text), "--countdown", "0", "--clock", "0"))
    seat.join()
    begin(seat)
    assert "L. Read on: there's more" in choices(seat)
    for part in ("Read on", "put right"):
        make(seat, part)
    seat.until_text("choices", "There's no reply to give and nothing more to read.")
    for part in ("Wait", "depot"):
        make(seat, part)
    seat.until(lambda: bool(seat.shown("after") and seat.texts("#turns li")))
    assert "You read on." in seat.texts("#turns summary")[0]
    assert {"Listening", "Responsibility", "Making it easy"} <= set(seat.texts("#result dt"))


def test_no_text_of_a_scenario_is_markup(host: Hosts, page: Pages, tmp_path: Path) -> None:
    """Title, name, brief, words and replies of a hostile file are shown as they are."""
    hostile = HOSTILE.replace('"', '\\"')
    text = PARCEL
    for harmless in ("Late parcel", "Dana Weiss", "Waits for a parcel.", "The line crackles.",
                     "You answer for a parcel service.", "It is the busy season."):  # fmt: skip
        text = text.replace(f'"{harmless}"', f'"{hostile}"')
    seat = page(host(written(tmp_path, text), "--countdown", "0", "--clock", "0"))
    seat.join()
    begin(seat)
    assert HOSTILE == seat.text("title")
    assert HOSTILE in seat.text("said")
    assert HOSTILE in seat.text("brief-again")
    assert HOSTILE in seat.text("person")
    seat.press(key_of(seat, HOSTILE))
    seat.until_text("said", f"You: {HOSTILE}")
    assert 0 == seat.js("return document.querySelectorAll('img, #said b, h1 b').length")


def test_the_address_can_be_read_by_a_camera(host: Hosts, page: Pages, parcel: str) -> None:
    """The board's QR code is that of another program; one for an address that is too long is left out."""
    hosted = host(parcel)
    board = page(hosted)
    board.open(f"/board#token={hosted.about['view_token']}")
    board.until_text("code", hosted.about["code"])
    assert board.shown("qr")
    rows = board.js(
        "return qrModules(arguments[0]).map((row) => row.map(Number).join(''))", QR_ADDRESS
    )
    assert QR == " ".join(f"{int(row, 2):08x}" for row in rows)
    assert board.js("return qrPicture('x'.repeat(107))") is None
    assert [21, 37] == board.js(
        "return [17, 106].map((length) => qrModules('x'.repeat(length)).length)"
    )


QR_ADDRESS = "https://192.168.1.20:8443/#code=K7QF2M"
QR = (
    "1fc9337f 10472e41 175d655d 174ee15d 1744c35d 1048fe41 1fd5557f 001de800 1df64ec4 1cb63c69 "
    "0b788d47 0d221e12 1cd10c4b 172b8069 0deb49cb 0801ccea 0bde7c6b 0126786d 16548d33 0f2e3dba "
    "12c12bf0 00178b17 1fd74f5b 1055ff1b 175a59f3 174e5097 17549919 10563d4a 1fd1191b"
)
"""The rows of a version 3-L code with mask 0, as the qrcode package makes it."""
