"""Scenario files that trainers add: sent, checked, put right beside the messages, tried, offered, in every version."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.errors import SimulatorError
from simulator.scenario.limits import MAX_BYTES
from simulator.server import audit
from simulator.server.audit import Action
from simulator.server.pages.library import now_of
from simulator.server.plays.shelf import Offered
from simulator.server.plays.solo_plays import Choice
from simulator.server.store import Clash
from simulator.server.tokens import new_id
from simulator.server.uploads import words
from simulator.server.uploads.checked import ID, MOST_SHOWN, check, id_from, text_from
from simulator.server.uploads.rows import (
    MOST_SCENARIOS,
    MOST_VERSIONS,
    Version,
    newest_versions,
    offer,
    save_version,
    text_of,
    versions_of,
)
from simulator.text import count
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from simulator.server.uploads.checked import Checked
    from simulator.server.visit import Visit

MAX_SENT = 4 * MAX_BYTES
"""Bytes of a form with a file in it, or with its text, of which a sign can take three bytes."""


async def page(visit: Visit) -> web.Response:
    """Show the added scenarios, and the form for another."""
    return await _list(visit)


async def add(visit: Visit) -> web.Response:
    """Add a scenario with its first version, or say what is wrong with it."""
    text = _sent(visit)
    id = visit.given("id", 100) or id_from(visit.file("file")[0])
    if problem := await _objection(visit, id, text):
        return await _list(visit, problem, id, text)
    checked = await _check(visit, text, id)
    if checked.scenario is None:
        return _problems(visit, id, 0, checked)
    return await _save(visit, id, 0, checked)


async def one(visit: Visit) -> web.Response:
    """Show an added scenario with its versions."""
    versions = await versions_of(visit.site.store, visit.part("scenario"))
    return await _one(visit, versions) if versions else _missing(visit)


async def add_version(visit: Visit) -> web.Response:
    """Add a version of a scenario, or say what is wrong with it."""
    id, text, before = visit.part("scenario"), _sent(visit), visit.given("before", 9)
    versions = await versions_of(visit.site.store, id)
    if not versions and before != "0":
        return _missing(visit)
    if not text or len(text) > MAX_BYTES:
        told = words.TOO_LARGE if text else words.NO_FILE
        return await _one(visit, versions, told) if versions else await _list(visit, told)
    if len(versions) >= MOST_VERSIONS:
        return await _one(visit, versions, words.TOO_MANY_VERSIONS)
    if not versions and (problem := await _objection(visit, id, text)):
        return await _list(visit, problem, id, text)
    checked = await _check(visit, text, id)
    number = int(before) if before.isascii() and before.isdecimal() else 0
    if checked.scenario is None:
        return _problems(visit, id, number, checked)
    if versions and versions[0].text == checked.hash:
        return visit.go(f"/files/{id}", words.UNCHANGED.format(number=versions[0].number))
    if versions and versions[0].number != number:
        return _problems(visit, id, versions[0].number, checked, _meanwhile(versions[0]))
    return await _save(visit, id, number, checked)


async def download(visit: Visit) -> web.Response:
    """Answer with the file of a version."""
    version = await _version(visit, visit.part("number"))
    if version is None:
        return _missing(visit)
    return web.Response(
        body=await text_of(visit.site.store, version.text),
        content_type="text/plain",
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{version.scenario}.toml"'},
    )


async def try_out(visit: Visit) -> web.Response:
    """Begin a play of any version, in coach mode."""
    found = await _readable(visit)
    if not isinstance(found, tuple):
        return found
    version, checked = found
    assert checked.scenario is not None
    visit.site.plays.shelf.remember(checked.scenario, checked.hash, checked.text)
    offered, cmd = Offered(checked.scenario, checked.hash, None), visit.given("cmd")
    if not cmd:
        return visit.go(f"/files/{version.scenario}")
    try:
        id = await visit.site.plays.begin(
            visit.person.id, offered, Choice(Mode.COACH), cmd, now_of(visit)
        )
    except SimulatorError as error:
        versions = await versions_of(visit.site.store, version.scenario)
        return await _one(visit, versions, error.message)
    return visit.go(f"/plays/{id}")


async def offer_version(visit: Visit) -> web.Response:
    """Let everyone play a version."""
    found = await _readable(visit)
    if not isinstance(found, tuple):
        return found
    version, checked = found
    assert checked.scenario is not None
    await _write_offer(visit, version.scenario, version.number, Action.SCENARIO_OFFERED)
    visit.site.plays.shelf.offer(checked.scenario, checked.hash, checked.text)
    told = words.WAS_OFFERED.format(number=version.number, title=version.title)
    return visit.go(f"/files/{version.scenario}", told)


async def withdraw(visit: Visit) -> web.Response:
    """Let no one begin the scenario any more."""
    versions = await versions_of(visit.site.store, visit.part("scenario"))
    if not versions:
        return _missing(visit)
    id = versions[0].scenario
    await _write_offer(visit, id, None, Action.SCENARIO_WITHDRAWN)
    visit.site.plays.shelf.withdraw(id)
    return visit.go(f"/files/{id}", words.WAS_WITHDRAWN.format(title=versions[0].title))


def _sent(visit: Visit) -> bytes:
    """Return the file that was sent, or the text that was typed."""
    return visit.file("file")[1] or text_from(visit.form.get("text", ""))


async def _objection(visit: Visit, id: str, text: bytes) -> str | None:
    """Return why a scenario can't be added under a short name, in a sentence; None where it can."""
    if not text:
        return words.NO_FILE
    if len(text) > MAX_BYTES:
        return words.TOO_LARGE
    if not ID.fullmatch(id):
        return words.NO_ID
    if visit.site.plays.shelf.is_in_library(id):
        return words.ID_OF_LIBRARY.format(id=id)
    if await versions_of(visit.site.store, id):
        return words.ID_TAKEN.format(id=id)
    if len(await newest_versions(visit.site.store)) >= MOST_SCENARIOS:
        return words.TOO_MANY.format(most=count(MOST_SCENARIOS, "scenario"))
    return None


async def _check(visit: Visit, text: bytes, id: str) -> Checked:
    """Check a file beside the event loop, one at a time: a large one takes seconds."""
    async with visit.site.checking:
        return await asyncio.to_thread(check, text, id)


async def _save(visit: Visit, id: str, before: int, checked: Checked) -> web.Response:
    """Write a version, and lead to the scenario."""
    assert checked.scenario is not None
    site, now = visit.site, visit.site.seconds()
    title, number = checked.scenario.title, before + 1
    version = Version(id, number, checked.hash, title, checked.warnings, "", now, is_offered=False)
    try:
        await site.store.write(
            *save_version(version, checked.text, visit.person.id),
            audit.line(Action.SCENARIO_SAVED, now, visit.person.id, id),
        )
    except Clash:
        newest = (await versions_of(site.store, id))[0]
        return _problems(visit, id, newest.number, checked, _meanwhile(newest))
    return visit.go(f"/files/{id}", words.SAVED_VERSION.format(number=number))


def _meanwhile(newest: Version) -> str:
    return words.SAVED_MEANWHILE.format(name=newest.saved_by or "?", number=newest.number)


async def _version(visit: Visit, number: str) -> Version | None:
    versions = await versions_of(visit.site.store, visit.part("scenario"))
    return next((version for version in versions if str(version.number) == number), None)


async def _readable(visit: Visit) -> tuple[Version, Checked] | web.Response:
    """Return the version that the form names with its file; or what to answer where it can't be played."""
    version = await _version(visit, visit.given("number"))
    if version is None:
        return _missing(visit)
    checked = await _check(visit, await text_of(visit.site.store, version.text), version.scenario)
    if checked.scenario is None:
        versions = await versions_of(visit.site.store, version.scenario)
        return await _one(visit, versions, words.NO_LONGER_READ.format(number=version.number))
    return version, checked


async def _write_offer(visit: Visit, id: str, number: int | None, action: Action) -> None:
    line = audit.line(action, visit.site.seconds(), visit.person.id, id)
    await visit.site.store.write(offer(id, number), line)


def _missing(visit: Visit) -> web.Response:
    return visit.page("message.html", words.TITLE, status=404, text=words.NO_SUCH_FILE)


async def _list(visit: Visit, problem: str = "", id: str = "", text: bytes = b"") -> web.Response:
    return visit.page(
        "files.html",
        words.TITLE,
        status=422 if problem else 200,
        problem=problem,
        scenarios=await newest_versions(visit.site.store),
        offered=set(visit.site.plays.shelf.offered),
        id=id,
        text=text.decode("utf-8", "replace") if len(text) <= MAX_BYTES else "",
    )


async def _one(visit: Visit, versions: list[Version], problem: str = "") -> web.Response:
    newest = versions[0]
    text = await text_of(visit.site.store, newest.text)
    checked = await _check(visit, text, newest.scenario)
    return visit.page(
        "file.html",
        newest.title,
        status=422 if problem else 200,
        problem=problem,
        versions=versions,
        newest=newest,
        offered=next((version for version in versions if version.is_offered), None),
        problems=checked.problems[:MOST_SHOWN],
        more=len(checked.problems) - MOST_SHOWN,
        text=text.decode("utf-8-sig", "replace"),
        cmd=new_id(visit.site.random),
    )


def _problems(
    visit: Visit, id: str, before: int, checked: Checked, problem: str = ""
) -> web.Response:
    """Show a text that wasn't saved with what is wrong with it beside it."""
    told = problem or words.not_saved(checked.errors)
    # What keeps it from being saved comes first.
    problems = sorted(checked.problems, key=lambda found: not found.is_error)
    return visit.page(
        "file-problems.html",
        id,
        status=422,
        problem=told,
        id=id,
        before=before,
        problems=problems[:MOST_SHOWN],
        more=len(problems) - MOST_SHOWN,
        text=checked.text.decode("utf-8-sig", "replace"),
    )
