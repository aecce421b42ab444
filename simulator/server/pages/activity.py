"""Who did what: of one class, for its trainers, and of the whole server, for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.server import audit, words

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.visit import Visit

MOST = 200
"""Lines that are shown, the newest."""


async def of_class(visit: Visit) -> web.Response:
    """Show what was done in a class."""
    return await _page(visit, visit.its_class.id)


async def of_server(visit: Visit) -> web.Response:
    """Show what was done on the server."""
    return await _page(visit, None)


async def _page(visit: Visit, of_class: str | None) -> web.Response:
    lines = await audit.newest(visit.site.store, MOST, of_class)
    return visit.page(
        "activity.html",
        words.ACTIVITY_TITLE,
        lines=lines,
        back=f"/classes/{of_class}" if of_class else "/trainers",
        is_of_class=of_class is not None,
    )
