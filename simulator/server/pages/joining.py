"""Trainees come in: by a class's code or link, with a name, and a PIN that lets them back in from anywhere."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from simulator.rounds.code import plain_code
from simulator.rounds.names import compared_name, shown_name
from simulator.server import audit, classes, sessions, words
from simulator.server.audit import Action
from simulator.server.authentication import refusal
from simulator.server.model import Account, Class, Kind
from simulator.server.pages.sign_in import begin_session
from simulator.server.store import Clash
from simulator.server.tokens import PIN_DIGITS, new_id

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.classes import Known
    from simulator.server.visit import Visit


async def find(visit: Visit) -> web.Response:
    """Lead to the page of the class whose code was typed."""
    typed = visit.given("code", 40)
    of_class = await classes.class_by_code(visit.site.store, typed)
    if of_class is None:
        return visit.page(
            "welcome.html", words.WELCOME_TITLE, status=422, problem=words.WRONG_CODE, code=typed
        )
    return visit.go(f"/join/{of_class.code}")


async def page(visit: Visit) -> web.Response:
    """Ask for a name and a PIN."""
    of_class = await _class(visit)
    return _no_class(visit) if of_class is None else _form(visit, of_class)


async def join(visit: Visit) -> web.Response:
    """Add someone new to the class, with the PIN they choose."""
    of_class = await _class(visit)
    if of_class is None:
        return _no_class(visit)
    name, pin = shown_name(visit.given("name")), pin_of(visit.given("pin"))
    known = await classes.trainee_by_name(visit.site.store, of_class.id, name) if name else None
    if (
        known is not None
        and known.account.name == name
        and not await _refusal(visit, of_class, known, name, pin)
    ):
        return await _enter(visit, of_class, known)
    problem = await _problem(visit, of_class, known, name, pin)
    if problem:
        return _form(visit, of_class, name=name, problem=problem)
    site, now = visit.site, visit.site.seconds()
    secret = await site.passphrases.hash(pin, visit.address)
    account = Account(new_id(site.random), Kind.TRAINEE, name)
    try:
        await begin_session(
            visit,
            account.id,
            *classes.add_trainee(account, secret, of_class.id, now),
            audit.line(Action.JOINED, now, account.id, None, of_class.id),
        )
    except Clash:  # someone else took the name meanwhile
        return _form(visit, of_class, name=name, problem=words.NAME_TAKEN.format(name=name))
    return visit.go(f"/class/{of_class.id}", words.JOINED.format(name=name))


async def come_back(visit: Visit) -> web.Response:
    """Sign someone in who has been here before."""
    of_class = await _class(visit)
    if of_class is None:
        return _no_class(visit)
    name, pin = visit.given("name"), pin_of(visit.given("pin"))
    known = await classes.trainee_by_name(visit.site.store, of_class.id, name)
    problem = await _refusal(visit, of_class, known, name, pin)
    if problem or known is None:
        return _form(visit, of_class, name=name, problem=problem or words.WRONG_PIN, back=True)
    return await _enter(visit, of_class, known)


async def _enter(visit: Visit, of_class: Class, known: Known) -> web.Response:
    """Sign in someone whose PIN was right, unless they've been removed."""
    if known.is_removed:
        return _form(visit, of_class, name=known.account.name, problem=words.REMOVED, back=True)
    try:
        await begin_session(visit, known.account.id, sessions.still(known.account.id, known.secret))
    except Clash:
        return _form(visit, of_class, name=known.account.name, problem=words.WRONG_PIN, back=True)
    return visit.go(f"/class/{of_class.id}")


async def _refusal(
    visit: Visit, of_class: Class, known: Known | None, name: str, pin: str
) -> str | None:
    """Return why someone can't come back with this PIN, in a sentence; None where it is right."""
    account = known.account if known else None
    stored = known.secret if known and known.is_good(visit.site.seconds()) else None
    return await refusal(visit, of_class.id, name, account, stored, pin, words.WRONG_PIN)


async def _problem(
    visit: Visit, of_class: Class, known: Known | None, name: str, pin: str
) -> str | None:
    """Return why someone new can't come in with this name and PIN, in a sentence; None where they can."""
    if not of_class.is_open:
        return words.CLASS_CLOSED
    if not name:
        return words.NAME_MISSING
    if problem := pin_problem(pin, pin_of(visit.given("again"))):
        return problem
    if known is not None:
        same = known.account.name == name
        sentence = words.NAME_TAKEN if same else words.NAME_LIKE
        return sentence.format(name=name, other=known.account.name)
    trainers = await classes.trainers_of(visit.site.store, of_class.id)
    if compared_name(name) in {compared_name(trainer.name) for trainer in trainers}:
        return words.NAME_OF_TRAINER.format(name=name)
    if len(await classes.people_of(visit.site.store, of_class.id)) >= classes.MAX_PEOPLE:
        return words.CLASS_FULL
    return None


def pin_problem(pin: str, again: str) -> str | None:
    """Return what is wrong with a PIN that someone chose, in a sentence; None where nothing is."""
    if len(pin) != PIN_DIGITS:
        return words.PIN_LENGTH
    if is_easy(pin):
        return words.PIN_EASY
    return None if pin == again else words.PINS_DIFFER


def is_easy(pin: str) -> bool:
    """Return whether a PIN is among the first that anyone would try: one digit, or digits in a row up or down."""
    steps = {int(after) - int(before) for before, after in itertools.pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def pin_of(typed: str) -> str:
    """Return a PIN as it is compared: people put blanks and hyphens into it. Nothing where there is anything else in it."""
    digits = typed.replace(" ", "").replace("-", "")
    return digits if digits.isascii() and digits.isdecimal() else ""


async def _class(visit: Visit) -> Class | None:
    return await classes.class_by_code(visit.site.store, plain_code(visit.part("code"))[:40])


def _no_class(visit: Visit) -> web.Response:
    return visit.page(
        "welcome.html", words.WELCOME_TITLE, status=404, problem=words.WRONG_CODE, code=""
    )


def _form(
    visit: Visit, of_class: Class, *, name: str = "", problem: str = "", back: bool = False
) -> web.Response:
    return visit.page(
        "join.html",
        words.JOIN_TITLE.format(title=of_class.title),
        status=422 if problem else 200,
        problem=problem,
        of_class=of_class,
        name=name,
        back=back,
    )
