"""A trainee of a class as the trainer sees them: a new PIN, another name, out of the class, deleted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.rounds.event_log import RecordFailed
from simulator.rounds.names import shown_name
from simulator.server import accounts, audit, people, sessions, words
from simulator.server.audit import Action
from simulator.server.classes import people_of
from simulator.server.lanes import KNOWN
from simulator.server.rounds import words as round_words
from simulator.server.rounds.anonymise import anonymise
from simulator.server.rounds.rows import rounds_of, seats_of_person
from simulator.server.store import Clash
from simulator.server.tokens import new_pin

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.store import Statement
    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Show one trainee, and what can be done."""
    return _page(visit)


async def reset_pin(visit: Visit) -> web.Response:
    """Give the trainee a PIN that has to be replaced, and end their sessions; it is shown this once."""
    pin, site = new_pin(visit.site.random), visit.site
    secret, now = await site.passphrases.hash(pin, KNOWN), site.seconds()
    await _write(
        visit,
        Action.PIN_RESET,
        accounts.set_secret(visit.its_trainee.account, secret, now + people.ONE_TIME_SECONDS),
        *sessions.end_all(visit.its_trainee.account),
    )
    shown = f"{pin[:3]} {pin[3:]}"
    return visit.go(_path(visit), words.PIN_RESET.format(name=visit.its_trainee.name, pin=shown))


async def rename(visit: Visit) -> web.Response:
    """Give the trainee another name."""
    name = shown_name(visit.given("name"))
    if not name:
        return _page(visit, words.NEW_NAME_MISSING)
    before = visit.its_trainee
    try:
        await _write(
            visit, Action.RENAMED, *people.rename(visit.its_class.id, before.account, name)
        )
    except Clash:
        return _page(visit, words.NAME_TAKEN_BY.format(name=name))
    return visit.go(_path(visit), words.RENAMED.format(before=before.name, name=name))


async def remove(visit: Visit) -> web.Response:
    """Keep the trainee out of the class from now on."""
    person, now = visit.its_trainee, visit.site.seconds()
    await _write(visit, Action.REMOVED, *people.remove(visit.its_class.id, person.account, now))
    if problem := await _set_removed_in_rounds(visit, is_removed=True):
        return _page(visit, problem)
    return visit.go(_path(visit), words.REMOVED_NOW.format(name=person.name))


async def let_back(visit: Visit) -> web.Response:
    """Let the trainee back in."""
    person = visit.its_trainee
    await _write(visit, Action.LET_BACK, people.let_back(visit.its_class.id, person.account))
    if problem := await _set_removed_in_rounds(visit, is_removed=False):
        return _page(visit, problem)
    return visit.go(_path(visit), words.LET_BACK.format(name=person.name))


async def confirm_delete(visit: Visit) -> web.Response:
    """Ask whether the trainee is to be deleted with everything."""
    person = visit.its_trainee
    return visit.page(
        "confirm.html",
        words.DELETE_PERSON_TITLE.format(name=person.name),
        text=words.DELETE_PERSON.format(name=person.name),
        action=f"{_path(visit)}/delete",
        label=words.DELETE_PERSON_BUTTON.format(name=person.name),
        back=_path(visit),
        typed="",
    )


async def delete(visit: Visit) -> web.Response:
    """Delete the trainee with everything they did, and take their name out of the rounds that they were in."""
    person, rounds, store = visit.its_trainee, visit.site.rounds, visit.site.store
    async with rounds.changing, rounds.seating:
        seats: dict[str, str] = dict(await seats_of_person(store, person.account))
        everyone = await people_of(store, visit.its_class.id)
        others = [each.name for each in everyone if each.account != person.account]
        of_class = await rounds_of(store, visit.its_class.id)
        if any(rounds.find(round) for round in seats):
            return _page(visit, round_words.IN_OPEN_ROUND.format(name=person.name))
        # Those who never came to a round are on its class list all the same.
        if still := next((row for row in of_class if rounds.find(row.id)), None):
            return _page(visit, round_words.CLASS_IN_ROUND.format(round=still.name))
        try:
            for row in of_class:
                path = rounds.file_of(row.id)
                await asyncio.to_thread(anonymise, path, seats.get(row.id), others)
        except SimulatorError as error:
            return _page(visit, f"{error.message} {error.hint or ''}".strip())
        await _write(visit, Action.DELETED, *people.delete(person.account))
    await store.erase()
    return visit.go(f"/classes/{visit.its_class.id}", words.PERSON_DELETED.format(name=person.name))


async def _set_removed_in_rounds(visit: Visit, *, is_removed: bool) -> str:
    """Remove the trainee from the rounds that are open, or let them in again; return why that can't be saved, if it can't."""
    seats = await seats_of_person(visit.site.store, visit.its_trainee.account)
    try:
        await visit.site.rounds.set_removed(seats, is_removed=is_removed)
    except RecordFailed as error:
        return str(error)
    return ""


async def _write(visit: Visit, action: Action, *statements: Statement) -> None:
    line = audit.line(
        action,
        visit.site.seconds(),
        visit.person.id,
        visit.its_trainee.account,
        visit.its_class.id,
    )
    await visit.site.store.write(*statements, line)


def _path(visit: Visit) -> str:
    return f"/classes/{visit.its_class.id}/people/{visit.its_trainee.account}"


def _page(visit: Visit, problem: str = "") -> web.Response:
    return visit.page(
        "person.html",
        visit.its_trainee.name,
        status=422 if problem else 200,
        problem=problem,
        of_class=visit.its_class,
        person=visit.its_trainee,
        path=_path(visit),
    )
