"""Shifts in the browser: those of the library, their customers one after the other, and how the day went."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.shift_day import customers_of
from simulator.ruleset import DIMENSIONS
from simulator.scenario.library import LibraryError
from simulator.server import words as site_words
from simulator.server.pages.library import now_of
from simulator.server.pages.playing import NEWEST, asked_in
from simulator.server.plays import words as solo
from simulator.server.plays.debrief_page import page_of, pieces_of
from simulator.server.plays.page import Request, ShiftPart, conversation_page
from simulator.server.plays.searches import Found
from simulator.server.plays.shelf import TextGone
from simulator.server.shifts import words
from simulator.server.shifts.rows import shifts_of
from simulator.server.shifts.worked_shift import ShiftNoLongerFits
from simulator.server.shifts.worked_shifts import NoSuchShift
from simulator.server.tokens import new_id
from simulator.shift.debrief import after_sections
from simulator.shift.library import ShiftHasErrors, glance_shift, shift_paths
from simulator.shift.words import (
    HOW_ARE_YOU,
    INTENTIONS,
    WATCH_FOR,
    card_sentence,
    composure_sentence,
    length_words,
    promise_sentences,
    story_sentence,
)
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from aiohttp import web

    from simulator.server.shifts.worked_shift import WorkedShift
    from simulator.server.visit import Visit
    from simulator.shift.model import Shift

FEELINGS = ("1", "2", "3", "4", "5")


async def listing(visit: Visit) -> web.Response:
    """Show the shifts of the library, and one's own."""
    site = visit.site
    paths = await asyncio.to_thread(shift_paths, site.library)
    glances = [(path.stem, shift) for path in paths if (shift := _glance(path))]
    own = await shifts_of(site.store, visit.person.id)
    return visit.page(
        "shifts.html",
        words.SHIFTS,
        offered=[(id, each.title, each.summary, length_words(each)) for id, each in glances],
        own=[(row, words.served_words(row.served, row.customers)) for row in own],
    )


async def brief(visit: Visit) -> web.Response:
    """Show the brief of a shift, and ask what to watch for."""
    try:
        file = await visit.site.shifts.read(visit.part("shift"))
    except (LibraryError, ShiftHasErrors):
        return _message(visit, words.NO_SUCH_FILE)
    return visit.page(
        "shift.html",
        file.shift.title,
        id=file.shift.id,
        shift=file.shift,
        length=length_words(file.shift),
        intentions=[
            (each.name, INTENTIONS[each.name]) for each in DIMENSIONS if each.name in INTENTIONS
        ],
        watch_for=WATCH_FOR,
        how_are_you=HOW_ARE_YOU,
        feelings=FEELINGS,
        cmd=new_id(visit.site.random),
    )


async def begin(visit: Visit) -> web.Response:
    """Begin a shift, and lead to its first customer."""
    intention, feeling, cmd = visit.given("intention"), visit.given("feeling"), visit.given("cmd")
    if intention not in ("", *INTENTIONS) or feeling not in ("", *FEELINGS) or not cmd:
        return visit.page(
            "message.html", site_words.BAD_FORM_TITLE, status=400, text=solo.UNREADABLE_FORM
        )
    try:
        id = await visit.site.shifts.begin(
            visit.person.id, visit.part("shift"), (intention, feeling), cmd, now_of(visit)
        )
    except (LibraryError, ShiftHasErrors) as error:
        told = words.JUST_CHANGED if str(error) == words.JUST_CHANGED else words.NO_SUCH_FILE
        return _message(visit, told)
    return visit.go(f"/shifts/{id}")


async def page(visit: Visit) -> web.Response:
    """Show the customer who is there, or once the shift is over, how the day went."""
    try:
        shift = await visit.site.shifts.find(visit.person.id, visit.part("shift"))
    except SimulatorError as error:
        return _cannot_be_shown(visit, error)
    return await _after(visit, shift) if shift.over else _customer(visit, shift)


async def move(visit: Visit) -> web.Response:
    """Make a move or take a breath, and lead to what came of it."""
    asked = asked_in(visit)
    if not asked.cmd:
        return visit.page(
            "message.html", site_words.BAD_FORM_TITLE, status=400, text=solo.UNREADABLE_FORM
        )
    id = visit.part("shift")
    try:
        made = await visit.site.shifts.act(visit.person.id, id, asked, now_of(visit))
    except SimulatorError as error:
        return _cannot_be_shown(visit, error)
    if made.refused:
        shift = made.shift
        if shift.over:
            return await _after(visit, shift, made.message, status=409)
        return _customer(visit, shift, made.message, status=409)
    if made.left is not None:
        return visit.go(f"/shifts/{id}/between/{made.left + 1}")
    return visit.go(f"/shifts/{id}{NEWEST}", made.message)


async def between(visit: Visit) -> web.Response:
    """Show what a customer who has left did to the business, and to one's own composure."""
    found = await _left(visit)
    if not isinstance(found, tuple):
        return found
    shift, number = found
    customers = customers_of(shift.session)
    return visit.page(
        "shift-between.html",
        words.BETWEEN if not shift.over else words.AFTER,
        shift=shift,
        story=story_sentence(customers[number - 1]),
        composure=composure_sentence(shift.session.marks[number - 1][0]),
        promises=promise_sentences(customers[:number]),
    )


async def debrief(visit: Visit) -> web.Response:
    """Show the debrief of a customer, once the shift is over."""
    found = await _left(visit)
    if not isinstance(found, tuple):
        return found
    shift, number = found
    if not shift.over:
        return _message(visit, words.NO_SUCH_CUSTOMER)
    seat = shift.session.seats[number - 1]
    shown = await visit.site.plays.beside(
        lambda: page_of(seat.start, seat.turns, Mode.PRACTICE, Found())
    )
    title = solo.debrief_title(shown.card.title)
    return visit.page("debrief.html", title, page=shown, again=False, cmd="")


def _customer(
    visit: Visit, shift: WorkedShift, notice: str = "", *, status: int = 200
) -> web.Response:
    session = shift.session
    play, before = session.play, session.composures[-2:-1]
    part = ShiftPart(
        words.place_words(play.at + 1, len(play.drawn)),
        () if session.seat.turns else tuple(map(card_sentence, play.cards())),
        composure_sentence(play.composure, before[0] if before else None),
        words.breath_button(session.breaths_left) if session.can_breathe else "",
    )
    request = Request(
        shift.id, shift.id, shift.version, new_id(visit.site.random), f"/shifts/{shift.id}"
    )
    shown = conversation_page(session.seat, request, notice=notice, shift=part)
    return visit.page("play.html", shown.card.title, status=status, page=shown, later="", task="")


async def _after(
    visit: Visit, shift: WorkedShift, problem: str = "", *, status: int = 200
) -> web.Response:
    causes = await visit.site.shifts.earlier_causes(visit.person.id, shift.id)
    customers = enumerate(customers_of(shift.session), 1)
    return visit.page(
        "shift-after.html",
        f"{words.AFTER}: {shift.session.file.shift.title}",
        status=status,
        problem=problem,
        shift=shift,
        pieces=pieces_of(after_sections(shift.day(causes))),
        debriefs=[(number, words.debrief_of(each.name, number)) for number, each in customers],
    )


async def _left(visit: Visit) -> tuple[WorkedShift, int] | web.Response:
    """Return the shift and the number of a customer who has left, counted from 1; else the page that says why not."""
    try:
        shift = await visit.site.shifts.find(visit.person.id, visit.part("shift"))
    except SimulatorError as error:
        return _cannot_be_shown(visit, error)
    number = visit.part("customer")
    if number in map(str, range(1, len(shift.session.marks) + 1)):
        return shift, int(number)
    return _message(visit, words.NO_SUCH_CUSTOMER)


def _cannot_be_shown(visit: Visit, error: SimulatorError) -> web.Response:
    if isinstance(error, NoSuchShift | ShiftNoLongerFits | TextGone):
        return _message(visit, f"{error.message} {error.hint or ''}".strip())
    raise error


def _message(visit: Visit, text: str) -> web.Response:
    return visit.page("message.html", words.SHIFTS, status=404, text=text)


def _glance(path: Path) -> Shift | None:
    """Return a shift without its scenarios; None where its file has errors or can't be opened."""
    try:
        return glance_shift(path)
    except LibraryError:
        return None
