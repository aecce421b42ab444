"""A link that makes a trainer's account, or lets a trainer choose a new passphrase; it works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.rounds.names import shown_name
from simulator.server import accounts, audit, sessions, words
from simulator.server.audit import Action
from simulator.server.model import Account, Kind
from simulator.server.pages.sign_in import begin_session
from simulator.server.store import Clash
from simulator.server.tokens import new_id

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.accounts import Invitation
    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Ask for a name and a passphrase, or say that the link doesn't work."""
    site = visit.site
    link = await accounts.invitation(site.store, visit.part("token"), site.seconds())
    return _used(visit) if link is None else _form(visit, link, link.name)


async def accept(visit: Visit) -> web.Response:
    """Make the account, or replace the passphrase, and sign the trainer in."""
    site, now = visit.site, visit.site.seconds()
    link = await accounts.invitation(site.store, visit.part("token"), now)
    if link is None:
        return _used(visit)
    name = link.name or shown_name(visit.given("name"))
    passphrase = visit.form.get("passphrase", "")
    problem = (
        accounts.passphrase_problem(name, passphrase, visit.form.get("again", ""))
        if name
        else words.NAME_MISSING
    )
    if problem:
        return _form(visit, link, name, problem)
    secret = await site.passphrases.hash(passphrase, visit.address)
    id = link.account or new_id(site.random)
    if link.account:
        done = [
            accounts.set_secret(id, secret),
            *sessions.end_all(id),
            audit.line(Action.PASSPHRASE_CHANGED, now, id),
        ]
    else:
        account = Account(id, Kind.TRAINER, name, link.is_admin)
        done = [
            accounts.add_trainer(account, secret, now),
            audit.line(Action.ACCOUNT_MADE, now, id),
        ]
    try:
        await begin_session(visit, id, accounts.use(link, now), *done)
    except Clash:
        if await accounts.invitation(site.store, visit.part("token"), now) is None:
            return _used(visit)
        return _form(visit, link, name, words.TRAINER_NAME_TAKEN)
    return visit.go("/", words.WELCOME_TRAINER.format(name=name))


def _form(visit: Visit, link: Invitation, name: str, problem: str = "") -> web.Response:
    title = words.NEW_PASSPHRASE_TITLE if link.account else words.NEW_ACCOUNT_TITLE
    return visit.page(
        "invitation.html",
        title,
        status=422 if problem else 200,
        problem=problem,
        link=link,
        name=name,
    )


def _used(visit: Visit) -> web.Response:
    return visit.page("message.html", words.LINK_USED_TITLE, status=404, text=words.LINK_USED)
