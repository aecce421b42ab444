"""A trainee's own page in their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Show the trainee their class."""
    return visit.page("trainee.html", visit.its_class.title, of_class=visit.its_class)
