"""One's own account: another passphrase or PIN, and signing out everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.server import accounts, audit, sessions, words
from simulator.server.audit import Action
from simulator.server.authentication import CHANGE, refusal
from simulator.server.lanes import KNOWN
from simulator.server.model import Kind
from simulator.server.pages.joining import pin_of, pin_problem
from simulator.server.pages.sign_in import begin_session
from simulator.server.store import Clash

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Show the account."""
    return _page(visit)


async def change_secret(visit: Visit) -> web.Response:
    """Replace the passphrase or PIN, which ends every other session; the old one is needed, unless it was a one-time PIN."""
    person, site = visit.person, visit.site
    is_trainer = person.kind is Kind.TRAINER
    old, new, again = (visit.form.get(name, "") for name in ("old", "new", "again"))
    if not is_trainer:
        old, new, again = pin_of(old), pin_of(new), pin_of(again)
    problem = (
        accounts.passphrase_problem(person.name, new, again)
        if is_trainer
        else pin_problem(new, again)
    )
    if problem:
        return _page(visit, problem)
    stored = await accounts.stored_secret(site.store, person.id)
    if person.must_choose:
        if await site.passphrases.matches(stored, new, KNOWN):
            return _page(visit, words.PIN_SAME)
    else:
        wrong = words.WRONG_OLD_PASSPHRASE if is_trainer else words.WRONG_OLD_PIN
        # In its own place: someone at a device that was left signed in guesses there as slowly as anywhere.
        if problem := await refusal(visit, CHANGE, person.id, person, stored, old, wrong):
            return _page(visit, problem)
    secret = await site.passphrases.hash(new, KNOWN)
    action = Action.PASSPHRASE_CHANGED if is_trainer else Action.PIN_CHANGED
    try:
        await begin_session(
            visit,
            person.id,
            sessions.still(person.id, stored),
            accounts.set_secret(person.id, secret),
            *sessions.end_all(person.id),
            audit.line(action, site.seconds(), person.id),
        )
    except Clash:
        return _page(visit, words.WRONG_OLD_PASSPHRASE if is_trainer else words.WRONG_OLD_PIN)
    return visit.go("/", words.PASSPHRASE_CHANGED if is_trainer else words.PIN_CHANGED)


def _page(visit: Visit, problem: str = "") -> web.Response:
    return visit.page(
        "account.html",
        words.ACCOUNT_TITLE if not visit.person.must_choose else words.CHOOSE_PIN_TITLE,
        status=422 if problem else 200,
        problem=problem,
        is_trainer=visit.person.kind is Kind.TRAINER,
    )
