"""The first page: where to go, for whoever opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.server import words
from simulator.server.classes import classes_of
from simulator.server.model import Kind

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Lead people who are signed in to their page, and show everyone else how to get in."""
    if visit.account is None:
        return visit.page("welcome.html", words.WELCOME_TITLE, code="")
    if visit.account.kind is Kind.TRAINER:
        return visit.go("/classes")
    of_class = await classes_of(visit.site.store, visit.account.id)
    return visit.go(f"/class/{of_class[0].id}" if of_class else "/sign-in")
