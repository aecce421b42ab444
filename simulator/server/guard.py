"""Decides who may use a route, before its handler runs. The only place that does.

In this order: who asks (the session), whether the route is for them (and its class theirs), then the form: its size, its token.
What isn't for someone looks to them like what isn't there, so that ids tell nothing.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from simulator.server import words
from simulator.server.classes import class_of_member, classes_of
from simulator.server.forms import read_form
from simulator.server.model import Kind
from simulator.server.people import person_of_class
from simulator.server.routes import Who
from simulator.server.sessions import signed_in
from simulator.server.tokens import new_token, same
from simulator.server.visit import DEVICE, FORM_TOKEN, SESSION, Visit, cookie_name

if TYPE_CHECKING:
    from simulator.server.routes import Route
    from simulator.server.site import Site

MAX_TOKEN = 100
"""The longest cookie that is looked at."""
FORM_SECONDS = 10.0
SLOWEST = 32_768
"""Seconds that a form may take, and bytes a second that a larger one comes in at least: one that never ends holds a file."""
BEFORE_CHOOSING = frozenset(("/account", "/account/secret", "/sign-out", "/sign-out-everywhere"))
"""What someone with a one-time PIN can use before they have chosen their own."""


async def answer(site: Site, route: Route, request: web.Request) -> web.StreamResponse:
    """Answer a request by the handler of its route, or refuse it; raises StoreFailed or what the handler raises."""
    visit = await _visit(site, request)
    if route.who is Who.OF_ROUND:
        return await route.handle(visit)
    if not await _may(visit, route.who):
        return _refuse(visit)
    if route.who is not Who.ANYONE and (stopped := await _stop(visit, route)):
        return stopped
    if route.method == "POST":
        refused = await _take_form(visit, route)
        if refused is not None:
            return refused
        if route.begins and not visit.site.begun.take(visit.person.id):
            return visit.page(
                "message.html", words.BUSY_TITLE, status=429, text=words.TOO_MANY_BEGUN
            )
    return visit.finish(await route.handle(visit))


async def _visit(site: Site, request: web.Request) -> Visit:
    """Return a request with who asks."""

    def cookie(name: str) -> str:
        found = request.cookies.get(cookie_name(name, secure=site.is_secure), "")
        return found if len(found) <= MAX_TOKEN else ""

    session, device = cookie(SESSION), cookie(DEVICE)
    found = await signed_in(site.store, session, site.seconds()) if session else None
    visit = Visit(
        site,
        request,
        session if found else "",
        device or new_token(site.random),
        found.account if found else None,
        is_new_device=not device,
    )
    if found is not None:
        site.on_signed_in(request)
        if found.is_renewed:
            visit.renew()
    return visit


async def _may(visit: Visit, who: Who) -> bool:
    """Return whether a route that is for `who` is for this visit, and note the class it is about."""
    account = visit.account
    if who is Who.ANYONE:
        return True
    if account is None:
        return False
    if who is Who.SIGNED_IN:
        return True
    if who is Who.TRAINER:
        return account.kind is Kind.TRAINER
    if who is Who.ADMIN:
        return account.kind is Kind.TRAINER and account.is_admin
    wanted = Kind.TRAINER if who is Who.TRAINER_OF_CLASS else Kind.TRAINEE
    if account.kind is not wanted:
        return False
    visit.of_class = await class_of_member(visit.site.store, visit.part("class"), account.id)
    if visit.of_class is None:
        return False
    if (id := visit.request.match_info.get("person")) is None:
        return True
    visit.trainee = await person_of_class(visit.site.store, visit.of_class.id, id)
    return visit.trainee is not None


def _refuse(visit: Visit) -> web.Response:
    """Return the answer to someone whom a route isn't for."""
    if visit.account is not None:
        return not_found(visit)
    if visit.request.method == "GET":
        return visit.go(f"/sign-in?next={quote(visit.request.path, safe='/')}")
    return visit.page("message.html", words.SIGNED_OUT_TITLE, status=403, text=words.SIGNED_OUT)


async def _stop(visit: Visit, route: Route) -> web.Response | None:
    """Return what someone has to be told first, for whom the route would be; None where there is nothing."""
    if visit.person.must_choose and route.path not in BEFORE_CHOOSING:
        return visit.go("/account")
    if route.method == "POST" and await _is_in_closed_class(visit, route):
        return visit.page(
            "message.html", words.CLASS_CLOSED_TITLE, status=403, text=words.CLASS_CLOSED_NOW
        )
    return None


async def _is_in_closed_class(visit: Visit, route: Route) -> bool:
    """Return whether a form is about playing or saving something in a class that is closed."""
    if route.who is Who.TRAINEE_OF_CLASS:
        return not visit.its_class.is_open
    if not route.is_play or visit.person.kind is not Kind.TRAINEE:
        return False
    classes = await classes_of(visit.site.store, visit.person.id)
    return not any(of_class.is_open for of_class in classes)


def not_found(visit: Visit) -> web.Response:
    """Return the answer for what isn't there, or isn't for whoever asks."""
    return visit.page("message.html", words.NOT_FOUND_TITLE, status=404, text=words.NOT_FOUND)


async def _take_form(visit: Visit, route: Route) -> web.Response | None:
    """Read the form that was sent; return the refusal of one that can't be taken."""
    request = visit.request
    data = await _read(request, route.max_bytes)
    if data is None:
        return visit.page("message.html", words.TOO_LARGE_TITLE, status=413, text=words.TOO_LARGE)
    sent = read_form(request.headers.get("Content-Type", ""), data)
    if sent is None:
        return visit.page("message.html", words.BAD_FORM_TITLE, status=400, text=words.BAD_FORM)
    if not same(sent.fields.get(FORM_TOKEN, ""), visit.form_token):
        return visit.page("message.html", words.OLD_FORM_TITLE, status=403, text=words.OLD_FORM)
    visit.form, visit.files = sent.fields, sent.files
    return None


async def _read(request: web.Request, most: int) -> bytes | None:
    """Return what was sent; None where it is larger than it may be. Raises HTTPRequestTimeout where it doesn't end."""
    if (request.content_length or 0) > most:
        return None
    data = bytearray()
    try:
        async with asyncio.timeout(FORM_SECONDS + most / SLOWEST):
            async for piece in request.content.iter_any():
                data += piece
                if len(data) > most:
                    return None
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    return bytes(data)
