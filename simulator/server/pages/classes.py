"""A trainer's classes: the list, a new one, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.rounds.qr import qr_svg
from simulator.server import audit, classes, words
from simulator.server.audit import Action
from simulator.server.model import Class
from simulator.server.pages import rounds
from simulator.server.pages.assignments import listed
from simulator.server.tokens import new_class_code, new_id
from simulator.text import clean_name

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Show the trainer's classes."""
    return await _list(visit)


async def make(visit: Visit) -> web.Response:
    """Make a class, with the trainer as its first trainer."""
    title = clean_name(visit.given("title"), classes.MAX_TITLE)
    if not title:
        return await _list(visit, words.TITLE_MISSING)
    site, now = visit.site, visit.site.seconds()
    of_class = Class(new_id(site.random), title, new_class_code(site.random))
    await site.store.write(
        *classes.add_class(of_class, visit.person.id, now),
        audit.line(Action.CLASS_MADE, now, visit.person.id, None, of_class.id),
    )
    return visit.go(f"/classes/{of_class.id}", words.CLASS_MADE.format(title=title))


async def one(visit: Visit) -> web.Response:
    """Show a class with its people and how to join it."""
    of_class, site = visit.its_class, visit.site
    link = f"{site.url}/join/{of_class.code}"
    return visit.page(
        "class.html",
        of_class.title,
        of_class=of_class,
        link=link,
        qr=qr_svg(link, words.QR_LABEL),
        code=f"{of_class.code[:4]} {of_class.code[4:]}",
        assignments=await listed(visit),
        rounds_now=await rounds.listed(visit),
        people=await classes.people_of(site.store, of_class.id),
        trainers=await classes.trainers_of(site.store, of_class.id),
    )


async def _list(visit: Visit, problem: str = "") -> web.Response:
    found = await classes.classes_of(visit.site.store, visit.person.id)
    return visit.page(
        "classes.html",
        words.CLASSES_TITLE,
        status=422 if problem else 200,
        problem=problem,
        classes=found,
    )
