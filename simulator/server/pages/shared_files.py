"""The style sheets, and what programs ask for: whether the server is well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from simulator import web as round_pages

if TYPE_CHECKING:
    from simulator.server.visit import Visit

_STYLE = (Path(round_pages.__file__).parent / "style.css").read_bytes()
_SERVER_STYLE = (Path(__file__).parents[1] / "server.css").read_bytes()
_PLAY_STYLE = (Path(__file__).parents[1] / "play.css").read_bytes()
_PLAY = (Path(__file__).parents[1] / "play.js").read_bytes()


async def style(_visit: Visit) -> web.Response:
    """Answer with the style that every page of the program has."""
    return web.Response(body=_STYLE, content_type="text/css", charset="utf-8")


async def server_style(_visit: Visit) -> web.Response:
    """Answer with what the server's pages have beyond it."""
    return web.Response(body=_SERVER_STYLE, content_type="text/css", charset="utf-8")


async def play_style(_visit: Visit) -> web.Response:
    """Answer with the style of plays and assignments."""
    return web.Response(body=_PLAY_STYLE, content_type="text/css", charset="utf-8")


async def play_script(_visit: Visit) -> web.Response:
    """Answer with what makes the page of a conversation quicker; it works without."""
    return web.Response(body=_PLAY, content_type="text/javascript", charset="utf-8")


async def icon(_visit: Visit) -> web.Response:
    """Answer what every browser asks for with nothing."""
    return web.Response(status=204)


async def health(visit: Visit) -> web.Response:
    """Say that the database answers; raises StoreFailed."""
    await visit.site.store.rows("SELECT 1 FROM classes LIMIT 1")
    return web.json_response({"ok": True})
