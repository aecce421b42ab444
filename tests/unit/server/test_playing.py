"""Playing alone in pages without a script: a whole play, two devices, forms sent twice, restarts, and who sees what."""

from __future__ import annotations

import asyncio
import random
import re
from typing import TYPE_CHECKING

import pytest

from simulator.scenario.library import Library, folders, load
from simulator.server.plays import rows, words
from simulator.server.store import Statement, delete_streams
from tests.support.server_stage import served
from tests.support.solo_pages import fields, make, reply
from tests.support.solo_stage import PARCEL, told_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.server_stage import Answer, Browser, ServerStage


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library of one scenario."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "parcel.toml").write_text(PARCEL, "utf-8")
    return Library((folder,))


async def trainee(stage: ServerStage, name: str = "Kim") -> tuple[Browser, str]:
    """Someone who has joined a class, and its code."""
    ada = await stage.first_trainer()
    _, code = await ada.make_class("Monday")
    kim = await stage.browser()
    assert (await kim.join(code, name)).status == 200
    return kim, code


async def begin(browser: Browser, scenario: str = "parcel", mode: str = "coach") -> Answer:
    """Begin a play as the brief's form does."""
    brief = await browser.open(f"/scenarios/{scenario}")
    cmd = brief.part(r'name="cmd" value="([^"]+)"')
    return await browser.send(f"/scenarios/{scenario}/begin", cmd=cmd, mode=mode, clock="1")


def test_a_whole_play(tmp_path: Path, library: Library) -> None:
    """From the library to the debrief, and what is told of it after."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, _ = await trainee(stage)
            assert "Not played yet." in (await kim.open("/scenarios")).words
            page = await begin(kim)
            assert "My parcel." in page.words
            page = await make(kim, page, "find it")
            assert "Well?" in page.words
            assert "You took responsibility" in page.words
            debrief = await kim.open(f"{page.path}/debrief")
            assert (404, True) == (debrief.status, words.NOT_OVER in debrief.words)
            page = await make(kim, page, "here")
            assert "The call is over." in page.words
            debrief = await kim.open(f"{page.path}/debrief")
            assert "The debrief: The parcel" in debrief.words
            assert "How it ended" in debrief.words
            library_page = (await kim.open("/scenarios")).words
            assert "You've found 1 ending of 2." in library_page
            assert "quality" in (await kim.open("/plays")).words
            again = await kim.send(f"{page.path}/again", cmd="again", move="1")
            assert words.AGAIN_FROM.format(move=2) in again.words
            assert "Well?" in again.words

    asyncio.run(scene())


def test_the_debrief_says_what_was_in_reach(tmp_path: Path, library: Library) -> None:
    """Once that is worked out: the best possible result, and a good play from a moment."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, _ = await trainee(stage)
            page = await make(kim, await begin(kim), "No idea")
            page = await make(kim, page, "here")
            shown = await kim.open(f"{page.path}/debrief")
            while words.LOOK_AGAIN in shown.words:
                shown = await kim.open(f"{page.path}/debrief")
            assert re.search(r"Satisfaction −?\d+, of a possible \d+", shown.words)
            assert "possible points" in shown.words
            assert words.GOOD_PLAY in shown.words

    asyncio.run(scene())


def test_what_was_reached_stays_however_much_is_played(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list has the newest plays alone, and the library the best of all."""
    monkeypatch.setattr(rows, "MOST_LISTED", 1)

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, _ = await trainee(stage)
            bests = set()
            for part in ("No idea", "find it"):
                page = await make(kim, await begin(kim), part)
                await make(kim, page, "here")
                bests.add(
                    (await kim.open("/scenarios")).part(r"(Your best satisfaction is [−0-9]+)")
                )
                stage.clock.seconds += 60
            assert 1 == len(bests)
            assert 1 == (await kim.open("/plays")).text.count(words.READ)

    asyncio.run(scene())


def test_trainees_of_a_closed_class_play_nothing(tmp_path: Path, library: Library) -> None:
    """They can still read what they have played."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, _ = await trainee(stage)
            page = await begin(kim)
            await stage.site.store.write(Statement("UPDATE classes SET closed_at = 1"))
            sent = {**fields(page), "move": reply(page, "find it")}
            assert 403 == (await kim.send(page.path, **sent)).status
            assert 403 == (await begin(kim)).status
            assert [(1, 0)] == stage.rows("SELECT count(*), sum(moves) FROM plays")
            assert 200 == (await kim.open(page.path)).status

    asyncio.run(scene())


def test_a_play_is_deleted_with_its_person(tmp_path: Path, library: Library) -> None:
    """With its row and every event of it."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, _ = await trainee(stage)
            await make(kim, await begin(kim), "find it")
            ((id,),) = stage.rows("SELECT account FROM plays")
            remove = Statement("DELETE FROM accounts WHERE id = ?", (str(id),))
            await stage.site.store.write(delete_streams(str(id)), remove)
            assert [(0,)] == stage.rows("SELECT count(*) FROM plays")
            assert [(0,)] == stage.rows("SELECT count(*) FROM events")

    asyncio.run(scene())


def test_a_play_goes_on_on_another_device(tmp_path: Path, library: Library) -> None:
    """The first device is told so at its next reply, and its play is as it is elsewhere."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            phone, code = await trainee(stage)
            page = await begin(phone)
            laptop = await stage.browser()
            await laptop.come_back(code, "Kim")
            assert page.path in (await laptop.open("/plays")).text
            elsewhere = await laptop.open(page.path)
            assert "Well?" in (await make(laptop, elsewhere, "find it")).words
            stale = await make(phone, page, "No idea")
            assert 409 == stale.status
            assert words.ELSEWHERE in stale.words
            assert "Well?" in stale.words
            assert [] == re.findall("No idea", stale.words)
            assert "The call is over." in (await make(phone, stale, "here")).words

    asyncio.run(scene())


def test_a_form_sent_twice_does_it_once(tmp_path: Path, library: Library) -> None:
    """A button that begins a play, and one that gives a reply, one after the other and at the same moment."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, _ = await trainee(stage)
            brief = await kim.open("/scenarios/parcel")
            sent = {"cmd": fields_cmd(brief), "mode": "coach", "clock": "1"}
            begun = [await kim.send("/scenarios/parcel/begin", **sent) for _ in range(2)]
            assert 1 == len({page.path for page in begun})
            page = begun[0]
            move = {**fields(page), "move": reply(page, "find it")}
            answers = await asyncio.gather(*(kim.send(page.path, **move) for _ in range(3)))
            assert [200] * 3 == [answer.status for answer in answers]
            assert [(2,)] == stage.rows("SELECT count(*) FROM events WHERE stream LIKE '%/play/%'")
            assert [(1,)] == stage.rows("SELECT moves FROM plays")

    asyncio.run(scene())


def fields_cmd(page: Answer) -> str:
    """The command of a page's form."""
    return page.part(r'name="cmd" value="([^"]+)"')


def test_a_play_stays_with_the_file_it_began_on(tmp_path: Path, library: Library) -> None:
    """After the scenario was changed and the server started again; a new play is of the new one."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, code = await trainee(stage)
            page = await begin(kim)
            page = await make(kim, page, "find it")
        changed = PARCEL.replace("Well?", "Something new.").replace("find it", "look for it")
        (library.folders[0] / "parcel.toml").write_text(changed, "utf-8")
        async with served(tmp_path, library, seed=2) as stage:
            kim = await stage.browser()
            await kim.come_back(code, "Kim")
            old = await kim.open(page.path)
            assert "Well?" in old.words
            assert "The call is over." in (await make(kim, old, "here")).words
            assert "look for it" in (await begin(kim)).words
        (library.folders[0] / "parcel.toml").unlink()
        async with served(tmp_path, library, seed=3) as stage:
            kim = await stage.browser()
            await kim.come_back(code, "Kim")
            assert "How it ended" in (await kim.open(f"{page.path}/debrief")).words
            assert 404 == (await kim.open("/scenarios/parcel")).status

    asyncio.run(scene())


def test_no_one_else_sees_a_play(tmp_path: Path, library: Library) -> None:
    """Neither its page nor its debrief; nor can they move in it."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, code = await trainee(stage)
            page = await begin(kim)
            lou = await stage.browser()
            await lou.join(code, "Lou")
            for path in (page.path, f"{page.path}/debrief"):
                seen = await lou.open(path)
                assert (404, True) == (seen.status, words.NO_SUCH_PLAY in seen.words)
            sent = {**fields(page), "move": reply(page, "find it")}
            assert 404 == (await lou.send(page.path, **sent)).status
            assert [(0,)] == stage.rows("SELECT moves FROM plays")

    asyncio.run(scene())


@pytest.mark.parametrize(
    "sent",
    [
        {"version": "x", "cmd": "c", "move": "listen"},
        {"version": "9" * 50, "cmd": "c", "move": "listen"},
        {"version": "1", "cmd": "c", "move": "<script>"},
        {"version": "1", "cmd": "c", "move": "own-it' OR 1=1"},
        {"version": "1", "cmd": "", "move": "listen"},
        {},
    ],
)
def test_what_no_page_sends_makes_no_move(
    tmp_path: Path, library: Library, sent: dict[str, str]
) -> None:
    """One sentence, and the play is as it was."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, _ = await trainee(stage)
            page = await begin(kim)
            answer = await kim.send(page.path, **sent)
            assert answer.status in (400, 409)
            assert "<script>" not in answer.text
            assert [(0,)] == stage.rows("SELECT moves FROM plays")

    asyncio.run(scene())


def test_words_of_a_scenario_are_never_markup(tmp_path: Path, library: Library) -> None:
    """On no page: what an author writes is text."""
    hostile = "<img src=x onerror=alert(1)>"
    written = PARCEL.replace("The parcel", hostile).replace("My parcel.", hostile)
    written = written.replace("I'll find it.", hostile).replace("The author's note.", hostile)
    (library.folders[0] / "parcel.toml").write_text(written, "utf-8")

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, _ = await trainee(stage)
            pages = [await kim.open("/scenarios"), await kim.open("/scenarios/parcel")]
            pages.append(await begin(kim))
            pages.append(await make(kim, pages[-1], "&lt;img"))
            pages.append(await make(kim, pages[-1], "here"))
            pages.append(await kim.open(f"{pages[-1].path}/debrief"))
            pages.append(await kim.open("/plays"))
            for page in pages:
                assert hostile in page.words
                assert "<img" not in page.text

    asyncio.run(scene())


def test_no_page_of_an_exam_tells_anything(tmp_path: Path) -> None:
    """Every page of a whole play, as its source: no figure, no reason, no name that the author gave."""
    library = Library(folders())
    scenario = load(library.find("day-45"), warnings=False).scenario
    assert scenario is not None
    forbidden = {text for text in told_in(scenario) if len(text) > 12}
    draw = random.Random(1)

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            kim, _ = await trainee(stage)
            page = await begin(kim, "day-45", "exam")
            path = page.path
            for _ in range(60):
                shown = page.text.partition('id="play"')[2]
                assert [] == [text for text in forbidden if text in shown]
                assert 'class="gauges"' not in shown
                assert 'class="why"' not in shown
                if "<form" not in shown:
                    break
                moves = re.findall(r'name="move" value="([^"]+)"', shown)
                page = await kim.send(path, **fields(page), move=draw.choice(moves))
            assert "The debrief" not in page.words
            assert words.READ in page.words

    asyncio.run(scene())
