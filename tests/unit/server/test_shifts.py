"""Shifts in pages without a script: a whole one, its pauses, a restart in the middle, and who sees what."""

from __future__ import annotations

import asyncio
import random
import re
from typing import TYPE_CHECKING

import pytest

from simulator.play.shift_day import day_of
from simulator.play.shift_session import ShiftSession
from simulator.scenario.library import Library, folders
from simulator.server.plays import words as solo
from simulator.server.shifts import words
from simulator.shift.debrief import after_sections
from simulator.shift.library import find_shift, read_shift
from simulator.shift.words import NO_BREATH_LEFT
from tests.support.server_stage import served
from tests.support.solo_pages import fields

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.server_stage import Answer, Browser, ServerStage

SHIFT = "first-day"
LIBRARY = Library(folders())


async def trainee(stage: ServerStage) -> tuple[Browser, str]:
    """Someone who has joined a class, and its code."""
    ada = await stage.first_trainer()
    _, code = await ada.make_class("Monday")
    kim = await stage.browser()
    await kim.join(code, "Kim")
    return kim, code


async def begin(browser: Browser) -> Answer:
    """Begin the shift as its brief's form does."""
    brief = await browser.open(f"/shift-files/{SHIFT}")
    cmd = brief.part(r'name="cmd" value="([^"]+)"')
    return await browser.send(
        f"/shift-files/{SHIFT}/begin", cmd=cmd, intention="listening", feeling="4"
    )


def offered(page: Answer) -> list[str]:
    """What the buttons of a page ask for."""
    return re.findall(r'name="move" value="([^"]+)"', page.text)


def test_a_whole_shift(tmp_path: Path) -> None:
    """Customer by customer, with a restart in the middle: the day is told as every face tells it."""
    draw = random.Random(3)

    async def play_on(kim: Browser, page: Answer, customers: int) -> Answer:
        while customers and "form" in page.text and offered(page):
            page = await kim.send(page.path, **fields(page), move=draw.choice(offered(page)))
            if "/between/" in page.path:
                customers -= 1
                page = await kim.open(page.part(r'href="(/shifts/[^"]+)"'))
        return page

    async def scene() -> None:
        async with served(tmp_path, LIBRARY) as stage:
            kim, code = await trainee(stage)
            assert f"/shift-files/{SHIFT}" in (await kim.open("/shifts")).text
            page = await begin(kim)
            assert words.place_words(1, 3) in page.words
            assert "Your composure: " in page.words
            page = await play_on(kim, page, 1)
            assert words.place_words(2, 3) in page.words
        async with served(tmp_path, LIBRARY, seed=2) as stage:
            kim = await stage.browser()
            await kim.come_back(code, "Kim")
            assert page.words.replace("Signed in", "") == (await kim.open(page.path)).words.replace(
                "Signed in", ""
            )
            page = await play_on(kim, await kim.open(page.path), 9)
            assert words.AFTER in page.words
            moves = [
                str(move)
                for (move,) in stage.rows(
                    "SELECT json_extract(body, '$.move') FROM events WHERE stream LIKE '%/shift/%' "
                    "AND kind = 'moved' ORDER BY version"
                )
            ]
            ((seed,),) = stage.rows(
                "SELECT json_extract(body, '$.seed') FROM events WHERE kind = 'opened'"
            )
            session = ShiftSession(
                read_shift(find_shift(LIBRARY, SHIFT), LIBRARY), int(str(seed)), lambda: 0.0, None
            )
            for move in moves:
                session.restore(move)
            day = day_of(session, (("intention", "listening"), ("day", "4")))
            for item in after_sections(day):
                assert item.title in page.words
                for entry in item.entries:
                    assert " ".join(entry.text.split()) in page.words
            debrief = await kim.open(f"{page.path}/customers/1")
            assert "How it ended" in debrief.words
            assert [(3, True)] == [
                (served_by, bool(ended))
                for served_by, ended in stage.rows("SELECT served, ended_at FROM shifts")
            ]

    asyncio.run(scene())


def test_breaths(tmp_path: Path) -> None:
    """Two with each customer; the third is refused in one sentence."""

    async def scene() -> None:
        async with served(tmp_path, LIBRARY) as stage:
            kim, _ = await trainee(stage)
            page = await begin(kim)
            for left in (1, 0):
                page = await kim.send(page.path, **fields(page), move="breath")
                assert (f"{left} breath" in page.words) == bool(left)
            refused = await kim.send(page.path, **fields(page), move="breath")
            assert (409, True) == (refused.status, NO_BREATH_LEFT in refused.words)
            assert [(3,)] == stage.rows("SELECT count(*) FROM events WHERE stream LIKE '%/shift/%'")

    asyncio.run(scene())


def test_two_devices_in_one_shift(tmp_path: Path) -> None:
    """The one that is behind is told so; a form sent twice makes one move."""

    async def scene() -> None:
        async with served(tmp_path, LIBRARY) as stage:
            kim, code = await trainee(stage)
            page = await begin(kim)
            other = await stage.browser()
            await other.come_back(code, "Kim")
            elsewhere = await other.open(page.path)
            move = {**fields(elsewhere), "move": offered(elsewhere)[0]}
            await asyncio.gather(*(other.send(page.path, **move) for _ in range(3)))
            stale = await kim.send(page.path, **fields(page), move=offered(page)[0])
            assert (409, True) == (stale.status, solo.ELSEWHERE in stale.words)
            assert [(2,)] == stage.rows("SELECT count(*) FROM events WHERE stream LIKE '%/shift/%'")

    asyncio.run(scene())


@pytest.mark.parametrize("rest", ["", "/between/1", "/customers/1"])
def test_no_one_else_sees_a_shift(tmp_path: Path, rest: str) -> None:
    """Nor is a customer shown who hasn't left."""

    async def scene() -> None:
        async with served(tmp_path, LIBRARY) as stage:
            kim, code = await trainee(stage)
            page = await begin(kim)
            lou = await stage.browser()
            await lou.join(code, "Lou")
            assert 404 == (await lou.open(f"{page.path}{rest}")).status
            assert (404 if rest else 200) == (await kim.open(f"{page.path}{rest}")).status

    asyncio.run(scene())


def test_causes_are_counted_over_all_shifts(tmp_path: Path) -> None:
    """What brought the same customers before, in another shift of the same person."""

    async def scene() -> None:
        async with served(tmp_path, LIBRARY) as stage:
            kim, _ = await trainee(stage)
            for times in ("once", "twice"):
                page = await begin(kim)
                while offered(page):
                    sent = {**fields(page), "move": offered(page)[0]}
                    page = await kim.send(page.path, **sent)
                    if "/between/" in page.path:
                        page = await kim.open(page.part(r'href="(/shifts/[^"]+)"'))
                assert f": {times} across all your shifts." in page.words

    asyncio.run(scene())
