"""Scenario files that trainers add: checked with the messages of check, kept in versions, tried, offered, and never run."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import TYPE_CHECKING

import aiohttp

from simulator.scenario.limits import MAX_BYTES
from simulator.server.serving import offer_added
from simulator.server.uploads import words
from simulator.server.uploads.checked import check, id_from
from tests.support.server_stage import Answer, Browser, ServerStage, served
from tests.support.solo_stage import PARCEL

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

BROKEN = PARCEL.replace('to = "done"', 'to = "nowhere"')
SECOND = PARCEL.replace("The parcel", "The second parcel")


def run(folder: Path, story: Callable[[ServerStage, Browser], Awaitable[None]]) -> None:
    """Tell a story with a new server and its first trainer."""

    async def told() -> None:
        async with served(folder) as stage:
            await story(stage, await stage.first_trainer())

    asyncio.run(told())


async def send_file(
    browser: Browser, path: str, text: str, filename: str = "late-parcel.toml", **fields: str
) -> Answer:
    """Send a file as a browser does."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in {"form_token": browser.token, **fields}.items():
        form.add_field(name, value, content_type="text/plain")
    form.add_field("file", BytesIO(text.encode()), filename=filename)
    async with browser.client.post(path, data=form) as sent:
        return Answer(sent.status, sent.url.path, await sent.text())


def test_a_file_is_added_tried_and_offered(tmp_path: Path) -> None:
    """Trainees see it only then; a restart changes nothing."""

    async def story(stage: ServerStage, ada: Browser) -> None:
        _, code = await ada.make_class("Term 3")
        kim = await stage.browser()
        await kim.join(code, "Kim")
        await ada.open("/files")
        added = await send_file(ada, "/files", PARCEL)
        assert ("/files/late-parcel", True) == (
            added.path,
            words.SAVED_VERSION.format(number=1) in added.words,
        )
        assert words.NOT_OFFERED in added.words
        assert "The parcel" not in (await kim.open("/scenarios")).words
        assert 404 == (await kim.open("/files")).status
        tried = await ada.send("/files/late-parcel/try", number="1", cmd="x")
        assert tried.path.startswith("/plays/")
        assert "My parcel." in tried.words

        await ada.open("/files/late-parcel")
        offered = await ada.send("/files/late-parcel/offer", number="1")
        assert words.WAS_OFFERED.format(number=1, title="The parcel") in offered.words
        assert "The parcel" in (await kim.open("/scenarios")).words
        await kim.open("/scenarios/late-parcel")
        begun = await kim.send(
            "/scenarios/late-parcel/begin", mode="coach", clock="1", day="", cmd="y"
        )
        assert "My parcel." in begun.words, begun.words
        downloaded = await ada.open("/files/late-parcel/1")
        assert PARCEL == downloaded.text
        assert (
            'attachment; filename="late-parcel.toml"' == downloaded.headers["Content-Disposition"]
        )

        stage.site.plays.shelf.withdraw("late-parcel")
        await offer_added(stage.site)
        assert "The parcel" in (await kim.open("/scenarios")).words
        await ada.open("/files/late-parcel")
        gone = await ada.send("/files/late-parcel/withdraw")
        assert words.WAS_WITHDRAWN.format(title="The parcel") in gone.words
        assert 404 == (await kim.open("/scenarios/late-parcel")).status
        assert "My parcel." in (await kim.open(begun.path)).words

    run(tmp_path, story)


def test_a_play_stays_with_its_version(tmp_path: Path) -> None:
    """However often the file is changed; what is begun later has the version that is offered then."""

    async def story(stage: ServerStage, ada: Browser) -> None:
        await ada.open("/files")
        await send_file(ada, "/files", PARCEL)
        await ada.send("/files/late-parcel/offer", number="1")
        await ada.open("/scenarios/late-parcel")
        first = await ada.send(
            "/scenarios/late-parcel/begin", mode="coach", clock="1", day="", cmd="1"
        )
        await ada.open("/files/late-parcel")
        changed = await ada.send(
            "/files/late-parcel", text=SECOND.replace("\n", "\r\n"), before="1"
        )
        assert words.SAVED_VERSION.format(number=2) in changed.words
        assert SECOND == (await ada.open("/files/late-parcel/2")).text
        await ada.open("/files/late-parcel")
        await ada.send("/files/late-parcel/offer", number="2")
        assert "The second parcel" in (await ada.open("/scenarios")).words
        stage.site.plays._ready.clear()
        assert "The parcel" == (await ada.open(first.path)).part(r"<h1>(.*)</h1>")

    run(tmp_path, story)


def test_the_same_text_under_another_name_takes_nothing_away(tmp_path: Path) -> None:
    """Another trainer who adds a copy, offers it and stops offering it doesn't end what others play, now or after a restart."""

    async def story(stage: ServerStage, ada: Browser) -> None:
        for name in ("late-parcel.toml", "copy.toml"):
            await ada.open("/files")
            added = await send_file(ada, "/files", PARCEL, name)
            await ada.send(f"{added.path}/offer", number="1")
        await offer_added(stage.site)
        await ada.open("/files/copy")
        await ada.send("/files/copy/withdraw")
        page = await ada.open("/scenarios/late-parcel")
        assert 200 == page.status, page.words
        cmd = page.part(r'name="cmd" value="([^"]+)"')
        begun = await ada.send(
            "/scenarios/late-parcel/begin", mode="coach", clock="1", day="", cmd=cmd
        )
        assert (200, True) == (begun.status, begun.path.startswith("/plays/")), begun.words

    run(tmp_path, story)


def test_errors_are_shown_beside_the_text(tmp_path: Path) -> None:
    """With the sentences of `simulator check`, the lines they are about, and the text to put right; nothing was saved."""

    async def story(stage: ServerStage, ada: Browser) -> None:
        found = check(BROKEN.encode(), "late-parcel")
        assert found.errors >= 1
        await ada.open("/files")
        told = await send_file(ada, "/files", BROKEN)
        assert 422 == told.status
        for problem in found.problems:
            assert " ".join(problem.message.split()) in told.words
            assert f"Line {problem.line}, column {problem.column}" in told.words
        assert "nowhere" in told.part(r"(?s)<textarea[^>]*>(.*)</textarea>")
        assert words.NONE_YET in (await ada.open("/files")).words
        saved = await ada.send("/files/late-parcel", text=PARCEL, before="0")
        assert words.SAVED_VERSION.format(number=1) in saved.words
        again = await ada.send("/files/late-parcel", text=PARCEL, before="1")
        assert words.UNCHANGED.format(number=1) in again.words

    run(tmp_path, story)


def test_no_ones_version_is_lost(tmp_path: Path) -> None:
    """Of two trainers who changed the same version, the second is told, keeps the text, and can save it after a look."""

    async def story(stage: ServerStage, ada: Browser) -> None:
        ben = await stage.trainer("Ben")
        await ada.open("/files")
        await send_file(ada, "/files", PARCEL)
        await ben.open("/files/late-parcel")
        await ben.send("/files/late-parcel", text=SECOND, before="1")
        third = PARCEL.replace("The parcel", "The third parcel")
        told = await ada.send("/files/late-parcel", text=third, before="1")
        assert words.SAVED_MEANWHILE.format(name="Ben", number=2) in told.words
        assert "The third parcel" in told.text
        saved = await ada.send("/files/late-parcel", text=third, before="2")
        assert words.SAVED_VERSION.format(number=3) in saved.words
        twice = (
            ada.send("/files/late-parcel", text=third.replace("third", word), before="3")
            for word in ("fourth", "fifth")
        )
        assert [200, 422] == sorted(answer.status for answer in await asyncio.gather(*twice))

    run(tmp_path, story)


def test_what_is_refused(tmp_path: Path) -> None:
    """Each with a sentence; nothing is saved, and no name becomes a path."""

    async def story(stage: ServerStage, ada: Browser) -> None:
        await ada.open("/files")
        for filename, text, id, sentence in (
            ("a.toml", "", "", words.NO_FILE),
            ("???.toml", PARCEL, "", words.NO_ID),
            ("a.toml", PARCEL, "../../etc", words.NO_ID),
            ("a.toml", PARCEL, "<b>", words.NO_ID),
            ("a.toml", "x" * (MAX_BYTES + 1), "", words.TOO_LARGE),
            ("a.toml", "\0\x1b[2J{{ 7*7 }}<script>", "", "Nothing was saved yet"),
        ):
            answer = await send_file(ada, "/files", text, filename, id=id)
            assert (422, True) == (answer.status, sentence in answer.words), (filename, id)
            assert "<script>" not in answer.text
        await send_file(ada, "/files", PARCEL)
        taken = await send_file(ada, "/files", SECOND)
        assert words.ID_TAKEN.format(id="late-parcel") in taken.words
        for path in ("/files/none", "/files/late-parcel/2", "/files/late-parcel/%2e%2e"):
            assert 404 == (await ada.open(path)).status, path
        for path in ("/files/late-parcel/offer", "/files/late-parcel/try"):
            assert 404 == (await ada.send(path, number="9")).status
        assert [("late-parcel", None)] == stage.rows("SELECT scenario, offered FROM uploads")

    run(tmp_path, story)


def test_an_id_from_a_name() -> None:
    """As a file is called, in the signs that an id may have."""
    names = ("Late Parcel.toml", "C:\\x\\Mäx_2.toml", "../../a.b.toml", "ü.toml", "")
    assert ["late-parcel", "m-x-2", "a-b", "", ""] == [id_from(name) for name in names]
