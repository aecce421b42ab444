"""What an administrator does with trainers: invite, give a link for a new passphrase, make administrators, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.server import accounts, audit, words
from simulator.server.audit import Action
from simulator.server.rounds.rows import rounds_led
from simulator.server.store import Clash
from simulator.server.tokens import new_token

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.model import Account
    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Show every trainer."""
    return await _page(visit)


async def invite(visit: Visit) -> web.Response:
    """Make a link by which someone becomes a trainer; it is shown this once."""
    link = await _link(visit, None)
    return await _page(visit, link=link, link_words=words.INVITED)


async def give_link(visit: Visit) -> web.Response:
    """Make a link by which a trainer chooses a new passphrase; it is shown this once."""
    trainer = await _trainer(visit)
    if trainer is None:
        return await _page(visit, words.TRAINER_GONE)
    link = await _link(visit, trainer.id)
    return await _page(visit, link=link, link_words=words.LINK_GIVEN.format(name=trainer.name))


async def change_admin(visit: Visit) -> web.Response:
    """Make a trainer an administrator, or an ordinary trainer again."""
    trainer = await _trainer(visit)
    if trainer is None:
        return await _page(visit, words.TRAINER_GONE)
    becomes = visit.given("admin") == "yes"
    now = visit.site.seconds()
    try:
        await visit.site.store.write(
            accounts.set_admin(trainer.id, is_admin=becomes),
            audit.line(Action.ADMIN_CHANGED, now, visit.person.id, trainer.id),
        )
    except Clash:
        return await _page(visit, words.LAST_ADMIN)
    sentence = words.ADMIN_MADE if becomes else words.ADMIN_ENDED
    # Whoever ends their own administration can't see this list any more.
    path = "/trainers" if becomes or trainer.id != visit.person.id else "/classes"
    return visit.go(path, sentence.format(name=trainer.name))


async def confirm_delete(visit: Visit) -> web.Response:
    """Ask whether a trainer is to be deleted."""
    trainer = await _trainer(visit)
    if trainer is None:
        return await _page(visit, words.TRAINER_GONE)
    return visit.page(
        "confirm.html",
        words.DELETE_TRAINER_TITLE.format(name=trainer.name),
        text=words.DELETE_TRAINER,
        action=f"/trainers/{trainer.id}/delete",
        label=words.DELETE_PERSON_BUTTON.format(name=trainer.name),
        back="/trainers",
        typed="",
    )


async def delete(visit: Visit) -> web.Response:
    """Delete another trainer; classes that no one else trains become the administrator's."""
    trainer = await _trainer(visit)
    if trainer is None:
        return await _page(visit, words.TRAINER_GONE)
    if trainer.id == visit.person.id:
        return await _page(visit, words.NOT_YOURSELF)
    now, led = visit.site.seconds(), await rounds_led(visit.site.store, trainer.id)
    await visit.site.store.write(
        *accounts.delete_trainer(trainer.id, visit.person.id, now),
        audit.line(Action.TRAINER_DELETED, now, visit.person.id, trainer.id),
    )
    visit.site.rounds.end_leading(led)
    return visit.go("/trainers", words.TRAINER_DELETED.format(name=trainer.name))


async def _trainer(visit: Visit) -> Account | None:
    found = await accounts.trainers(visit.site.store)
    return next((trainer for trainer in found if trainer.id == visit.part("trainer")), None)


async def _link(visit: Visit, account: str | None) -> str:
    """Return a new link, for a new account or for a new passphrase of one."""
    site, now, token = visit.site, visit.site.seconds(), new_token(visit.site.random)
    await site.store.write(
        accounts.invite(
            token,
            now,
            accounts.INVITATION_SECONDS,
            by=visit.person.id,
            account=account,
            is_admin=False,
        ),
        audit.line(Action.INVITED, now, visit.person.id, account),
    )
    return f"{site.url}/invitations/{token}"


async def _page(
    visit: Visit, problem: str = "", *, link: str = "", link_words: str = ""
) -> web.Response:
    return visit.page(
        "trainers.html",
        words.TRAINERS_TITLE,
        status=422 if problem else 200,
        problem=problem,
        link=link,
        link_words=link_words,
        trainers=await accounts.trainers(visit.site.store),
    )
