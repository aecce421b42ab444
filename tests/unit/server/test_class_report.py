"""The report of a class: in every form, with names and without, of everything or of one assignment."""

from __future__ import annotations

import asyncio
import csv
import io
from typing import TYPE_CHECKING

import pytest

from simulator.report.export.forms import Form, has_names
from simulator.scenario.library import Library
from simulator.server.plays import words
from tests.support.server_stage import served
from tests.support.solo_pages import make
from tests.support.solo_stage import PARCEL

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


async def class_with_plays(stage: ServerStage) -> tuple[Browser, str]:
    """A trainer and a class: Kimberley has finished a play, Ludovic has begun one; a trainer's own play is none of it."""
    ada = await stage.first_trainer("Adalbert")
    of_class, code = await ada.make_class("Monday class")
    for name, moves in (("Kimberley", ("find it", "here")), ("Ludovic", ("No idea",))):
        browser = await stage.browser()
        await browser.join(code, name)
        page = await begin(browser)
        for part in moves:
            page = await make(browser, page, part)
    await begin(ada)
    return ada, of_class


async def begin(browser: Browser) -> Answer:
    """Begin a play as the brief's form does."""
    brief = await browser.open("/scenarios/parcel")
    cmd = brief.part(r'name="cmd" value="([^"]+)"')
    return await browser.send("/scenarios/parcel/begin", cmd=cmd, mode="coach", clock="1")


@pytest.mark.parametrize("names", ["", "yes"])
def test_a_report_in_every_form(tmp_path: Path, library: Library, names: str) -> None:
    """Names are in it only where they are asked for."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            ada, of_class = await class_with_plays(stage)
            page = await ada.open(f"/classes/{of_class}/report")
            for form in Form:
                assert f'value="{form}"' in page.text
                answer = await ada.send(
                    f"/classes/{of_class}/report", form=form, names=names, what=""
                )
                assert answer.status == 200
                assert "attachment" in answer.headers["Content-Disposition"]
                assert "Adalbert" not in answer.text
                named = bool(names) and has_names(form)
                assert named == ("Kimberley" in answer.text)

    asyncio.run(scene())


def test_what_is_in_it(tmp_path: Path, library: Library) -> None:
    """Each conversation as it was, those that haven't ended too."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            ada, of_class = await class_with_plays(stage)
            path = f"/classes/{of_class}/report"
            answer = await ada.send(path, form="plays", names="yes", what="")
            rows = {row["person"]: row for row in csv.DictReader(io.StringIO(answer.text))}
            assert {"Kimberley", "Ludovic"} == rows.keys()
            ((satisfaction, quality),) = stage.rows(
                "SELECT satisfaction, quality FROM plays WHERE ended_at > 0"
            )
            kim, ludo = rows["Kimberley"], rows["Ludovic"]
            assert (str(satisfaction), str(quality)) == (kim["satisfaction"], kim["quality"])
            assert ("2", "1") == (kim["moves"], ludo["moves"])
            assert "" == ludo["satisfaction"]

    asyncio.run(scene())


def test_what_is_no_report(tmp_path: Path, library: Library) -> None:
    """A form or an assignment that there isn't."""

    async def scene() -> None:
        async with served(tmp_path, library) as stage:
            ada, of_class = await class_with_plays(stage)
            for sent in ({"form": "pdf", "what": ""}, {"form": "html", "what": "no-such"}):
                answer = await ada.send(f"/classes/{of_class}/report", **sent)
                assert (400, True) == (answer.status, words.UNREADABLE_FORM in answer.words)

    asyncio.run(scene())
