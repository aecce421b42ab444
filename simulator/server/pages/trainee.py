"""A trainee's own page in their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.server.pages.rounds import open_now
from simulator.server.pages.tasks import tasks_of

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Show the trainee their class."""
    of_class = visit.its_class
    shown = await tasks_of(visit)
    return visit.page(
        "trainee.html",
        of_class.title,
        of_class=of_class,
        shown=shown,
        rounds_now=await open_now(visit),
    )
