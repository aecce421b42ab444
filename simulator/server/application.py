"""The application that is served: every route behind the guard, and a page for whatever goes wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.records.log_file import logger_of
from simulator.rounds.hosted.addresses import ANY_ADDRESS, is_address
from simulator.rounds.hosted.headers import secure_prepared
from simulator.rounds.hosted.origins import is_foreign
from simulator.rounds.requests import MAX_BYTES
from simulator.server import words
from simulator.server.guard import answer
from simulator.server.lanes import Busy
from simulator.server.routes import ROUTES
from simulator.server.store import StoreFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp.typedefs import Middleware

    from simulator.server.routes import Route
    from simulator.server.site import Site

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOG = logger_of("server")


def application(site: Site) -> web.Application:
    """Return the application of a server."""
    # Forms are read by the guard, up to what their route allows; this is for the messages of rounds.
    made = web.Application(
        middlewares=[_own_pages_only(site), _pages_for_faults(site)], client_max_size=MAX_BYTES
    )
    for route in ROUTES:
        made.router.add_route(route.method, route.path, _handler(site, route))
    made.on_response_prepare.append(secure_prepared)
    return made


def _handler(site: Site, route: Route) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await answer(site, route, request)

    return handle


def _own_pages_only(site: Site) -> Middleware:
    """Return what refuses requests for another host and from another's page."""

    def is_own(name: str) -> bool:
        return name in site.hosts or (ANY_ADDRESS in site.hosts and is_address(name))

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if is_foreign(request, is_own):
            return _message(site, 403, words.FOREIGN_TITLE, words.FOREIGN)
        return await handler(request)

    return guard


def _pages_for_faults(site: Site) -> Middleware:
    """Return what makes a page of whatever goes wrong."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return _message(site, 404, words.NOT_FOUND_TITLE, words.NOT_FOUND)
        except web.HTTPException as error:
            return _message(site, error.status, words.BAD_FORM_TITLE, words.BAD_FORM)
        except Busy as error:
            return _message(site, 503, words.BUSY_TITLE, f"{error.message} {error.hint}")
        except StoreFailed as error:
            LOG.exception("The database failed")
            print(f"simulator: {error.message}", file=sys.stderr, flush=True)
            return _message(site, 503, words.NOT_SAVED_TITLE, words.NOT_SAVED)
        except Exception:
            LOG.exception("A page failed")
            return _message(site, 500, words.FAULT_TITLE, words.FAULT)

    return guard


def _message(site: Site, status: int, title: str, text: str) -> web.Response:
    """Return a page that says one thing, for whoever asked."""
    shown = {"visit": None, "title": title, "text": text, "notice": "", "problem": None}
    page = site.templates.render("message.html", shown)
    return web.Response(text=page, status=status, content_type="text/html", charset="utf-8")
