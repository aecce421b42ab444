"""What a trainer changes about a class: its name, its code, its trainers, whether it is open; and deleting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.server import audit, classes, words
from simulator.server.audit import Action
from simulator.server.rounds import words as round_words
from simulator.server.rounds.rows import rounds_of
from simulator.server.store import Clash
from simulator.server.tokens import new_class_code
from simulator.text import clean_name

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.store import Statement
    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Show what can be changed."""
    return await _page(visit)


async def rename(visit: Visit) -> web.Response:
    """Give the class another name."""
    title = clean_name(visit.given("title"), classes.MAX_TITLE)
    if not title:
        return await _page(visit, words.TITLE_MISSING)
    await _write(visit, Action.CLASS_RENAMED, classes.change_title(visit.its_class.id, title))
    return visit.go(_path(visit), words.CLASS_RENAMED.format(title=title))


async def change_code(visit: Visit) -> web.Response:
    """Give the class another code."""
    code = new_class_code(visit.site.random)
    await _write(visit, Action.NEW_CODE, classes.change_code(visit.its_class.id, code))
    return visit.go(f"/classes/{visit.its_class.id}", words.CODE_CHANGED)


async def close(visit: Visit) -> web.Response:
    """Close the class: no one joins or plays any more."""
    done = classes.close(visit.its_class.id, visit.site.seconds())
    await _write(visit, Action.CLASS_CLOSED, done)
    return visit.go(_path(visit), words.CLASS_CLOSED_BY_YOU)


async def reopen(visit: Visit) -> web.Response:
    """Open a closed class again."""
    await _write(visit, Action.CLASS_REOPENED, classes.close(visit.its_class.id, None))
    return visit.go(_path(visit), words.CLASS_REOPENED)


async def add_trainer(visit: Visit) -> web.Response:
    """Share the class with another trainer."""
    others = await classes.other_trainers(visit.site.store, visit.its_class.id)
    chosen = next((other for other in others if other.id == visit.given("trainer")), None)
    if chosen is None:
        return await _page(visit, words.TRAINER_MISSING)
    now = visit.site.seconds()
    done = classes.add_trainer_to(visit.its_class.id, chosen.id, now)
    await _write(visit, Action.TRAINER_ADDED, done, target=chosen.id)
    return visit.go(_path(visit), words.TRAINER_ADDED.format(name=chosen.name))


async def leave(visit: Visit) -> web.Response:
    """Leave the class to its other trainers."""
    try:
        await _write(visit, Action.TRAINER_LEFT, classes.leave(visit.its_class.id, visit.person.id))
    except Clash:
        return await _page(visit, words.LAST_TRAINER)
    rounds = await rounds_of(visit.site.store, visit.its_class.id)
    visit.site.rounds.end_leading(row.id for row in rounds)
    return visit.go("/classes", words.CLASS_LEFT.format(title=visit.its_class.title))


async def confirm_delete(visit: Visit) -> web.Response:
    """Ask whether the class is to be deleted with everything, by its name."""
    return _confirmation(visit)


async def delete(visit: Visit) -> web.Response:
    """Delete the class with its trainees and everything they did."""
    of_class = visit.its_class
    if visit.given("typed") != of_class.title:
        return _confirmation(visit, words.TITLE_DIFFERS.format(title=of_class.title))
    async with visit.site.rounds.changing:
        rounds = await rounds_of(visit.site.store, of_class.id)
        if still := next((row for row in rounds if visit.site.rounds.find(row.id)), None):
            return _confirmation(visit, round_words.CLASS_IN_ROUND.format(round=still.name))
        people = await classes.people_of(visit.site.store, of_class.id)
        await _write(visit, Action.CLASS_DELETED, *classes.delete(of_class.id, people))
        await visit.site.store.erase()
        for row in rounds:
            visit.site.rounds.delete_file(row.id)
    return visit.go("/classes", words.CLASS_DELETED.format(title=of_class.title))


def _confirmation(visit: Visit, problem: str = "") -> web.Response:
    title = visit.its_class.title
    return visit.page(
        "confirm.html",
        words.DELETE_CLASS_TITLE.format(title=title),
        status=422 if problem else 200,
        problem=problem,
        text=words.DELETE_CLASS,
        action=f"/classes/{visit.its_class.id}/delete",
        label=words.DELETE_CLASS_BUTTON,
        back=_path(visit),
        typed=words.TYPE_TITLE.format(title=title),
    )


async def _write(
    visit: Visit, action: Action, *statements: Statement, target: str | None = None
) -> None:
    now, id = visit.site.seconds(), visit.its_class.id
    await visit.site.store.write(*statements, audit.line(action, now, visit.person.id, target, id))


def _path(visit: Visit) -> str:
    return f"/classes/{visit.its_class.id}/settings"


async def _page(visit: Visit, problem: str = "") -> web.Response:
    store, of_class = visit.site.store, visit.its_class
    return visit.page(
        "class-settings.html",
        words.SETTINGS_TITLE.format(title=of_class.title),
        status=422 if problem else 200,
        problem=problem,
        of_class=of_class,
        trainers=await classes.trainers_of(store, of_class.id),
        others=await classes.other_trainers(store, of_class.id),
    )
