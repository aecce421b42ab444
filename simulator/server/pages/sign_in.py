"""Trainers sign in; anyone signs out, here or everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.server import audit, sessions, words
from simulator.server.accounts import trainer_by_name
from simulator.server.audit import Action
from simulator.server.authentication import TRAINERS, refusal
from simulator.server.store import Clash
from simulator.server.tokens import new_token

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.store import Statement
    from simulator.server.visit import Visit

_OWN_PATH = re.compile(r"(?:/[A-Za-z0-9_-]+)+")


async def page(visit: Visit) -> web.Response:
    """Ask a trainer for name and passphrase."""
    return visit.page(
        "sign-in.html",
        words.SIGN_IN_TITLE,
        name="",
        next=_next(visit.request.query.get("next", "")),
    )


async def sign_in(visit: Visit) -> web.Response:
    """Sign a trainer in; a wrong name and a wrong passphrase get the same answer, after the same time."""
    name = visit.given("name")
    account, stored = await trainer_by_name(visit.site.store, name) or (None, None)
    secret, next = visit.form.get("passphrase", ""), _next(visit.form.get("next", ""))
    problem = await refusal(visit, TRAINERS, name, account, stored, secret, words.WRONG_PASSPHRASE)
    if problem or account is None:
        return visit.page(
            "sign-in.html", words.SIGN_IN_TITLE, status=422, problem=problem, name=name, next=next
        )
    try:
        await begin_session(visit, account.id, sessions.still(account.id, stored))
    except Clash:
        problem = words.WRONG_PASSPHRASE  # another was chosen while this one was being compared
        return visit.page(
            "sign-in.html", words.SIGN_IN_TITLE, status=422, problem=problem, name=name, next=next
        )
    return visit.go(next or "/")


async def begin_session(visit: Visit, account: str, *also: Statement) -> None:
    """Sign an account in, with new tokens whatever the browser had before; `also` is written with it."""
    site, now = visit.site, visit.site.seconds()
    session, device = new_token(site.random), new_token(site.random)
    await site.store.write(
        *also,
        *([sessions.end(visit.session)] if visit.session else []),
        sessions.rename_device(visit.device, device),
        *sessions.begin(account, session, device, now),
        audit.line(Action.SIGNED_IN, now, account),
    )
    visit.sign_in(session, device)


async def sign_out(visit: Visit) -> web.Response:
    """End this session."""
    now = visit.site.seconds()
    await visit.site.store.write(
        sessions.end(visit.session), audit.line(Action.SIGNED_OUT, now, visit.person.id)
    )
    visit.sign_out()
    return visit.go("/", words.SIGNED_OUT_NOW)


async def sign_out_everywhere(visit: Visit) -> web.Response:
    """End every session of whoever asks."""
    now = visit.site.seconds()
    await visit.site.store.write(
        *sessions.end_all(visit.person.id),
        audit.line(Action.SIGNED_OUT_EVERYWHERE, now, visit.person.id),
    )
    visit.sign_out()
    return visit.go("/", words.SIGNED_OUT_EVERYWHERE)


def _next(path: str) -> str:
    """Return where to go after signing in, if it is a path of this server, else nothing."""
    return path if _OWN_PATH.fullmatch(path) else ""
