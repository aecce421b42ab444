"""The rounds of a class: a trainer opens, leads, stops and reads them; a trainee joins; and what a round itself answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.errors import SimulatorError
from simulator.play.report_files import stem_of
from simulator.report.export.forms import FORMS, Form, pieces_of
from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.views import join_lines
from simulator.rounds.page_requests.forms import attachment
from simulator.server import audit
from simulator.server.audit import Action
from simulator.server.classes import people_of
from simulator.server.rounds import words
from simulator.server.rounds.rows import (
    RoundRow,
    add_round,
    delete_round,
    round_of,
    rounds_led,
    rounds_of,
)
from simulator.server.rounds.seats import take_seat
from simulator.server.rounds.setup import MAX_NAME, PLACES, USUAL, setup_in
from simulator.server.store import StoreFailed
from simulator.server.tokens import new_id
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.server.store import Statement
    from simulator.server.visit import Visit

OFFERED_FORMS = tuple(form for form in Form if form is not Form.VERSIONS)


async def new(visit: Visit) -> web.Response:
    """Show the form for a new round."""
    return _form(visit, USUAL)


async def begin(visit: Visit) -> web.Response:
    """Open a round, and lead to its page."""
    site, of_class = visit.site, visit.its_class
    people = [each.name for each in await people_of(site.store, of_class.id) if not each.removed_at]
    id = new_id(site.random)
    async with site.rounds.beginning:
        try:
            setup = setup_in(visit.form, people, site.plays.shelf)
            row = RoundRow(id, of_class.id, setup.name, site.seconds(), None)
            site.rounds.check_share(await rounds_led(site.store, visit.person.id))
            await site.rounds.begin(id, setup)
        except SimulatorError as error:
            return _form(visit, visit.form, f"{error.message} {error.hint or ''}".strip())
        try:
            await _write(visit, Action.ROUND_BEGUN, id, add_round(row, visit.person.id))
        except StoreFailed:  # the disk takes nothing, or the class was deleted meanwhile
            await site.rounds.take_back(id)
            raise
    return visit.go(_path(row), words.OPENED)


async def one(visit: Visit) -> web.Response:
    """Show a round: how to lead it and how to join it while it is open, and its reports."""
    row = await _row(visit)
    return _missing(visit) if row is None else _page(visit, row)


async def stop(visit: Visit) -> web.Response:
    """Stop a round."""
    row = await _row(visit)
    if row is None:
        return _missing(visit)
    await visit.site.rounds.stop(row.id)
    await _write(visit, Action.ROUND_STOPPED, row.id)
    return visit.go(_path(row), words.STOPPED_NOW)


async def reopen(visit: Visit) -> web.Response:
    """Open a round again that was stopped."""
    row = await _row(visit)
    if row is None:
        return _missing(visit)
    try:
        async with visit.site.rounds.beginning:
            visit.site.rounds.check_share(await rounds_led(visit.site.store, visit.person.id))
            await visit.site.rounds.reopen(row.id)
    except SimulatorError as error:
        return _page(visit, row, f"{error.message} {error.hint or ''}".strip())
    await _write(visit, Action.ROUND_REOPENED, row.id)
    return visit.go(_path(row), words.REOPENED)


async def report(visit: Visit) -> web.Response:
    """Send a report on a round, to be saved; it has names only where that is asked for."""
    row = await _row(visit)
    if row is None:
        return _missing(visit)
    if (form := visit.given("form")) not in OFFERED_FORMS:
        return _page(visit, row, words.NO_SUCH_FORM)
    rounds = visit.site.rounds
    found = rounds.find(row.id)
    offer = (
        rounds.reports.of_open(row.name, found.record)
        if found
        else rounds.reports.of_file(rounds.file_of(row.id))
    )
    chosen, masked = Form(form), not visit.given("names")
    try:
        text = await asyncio.to_thread(
            lambda: "".join(pieces_of(offer.read(chosen, masked), chosen))
        )
    except SimulatorError as error:
        return _page(visit, row, f"{error.message} {error.hint or ''}".strip())
    name = f"{stem_of(row.name)}{FORMS[chosen].ending}"
    return web.Response(
        body=text.encode("utf-8", "replace"),
        content_type="application/octet-stream",
        headers={"Content-Disposition": attachment(name)},
    )


async def confirm_delete(visit: Visit) -> web.Response:
    """Ask whether a round is to be deleted."""
    row = await _row(visit)
    if row is None:
        return _missing(visit)
    return visit.page(
        "confirm.html",
        words.DELETE_TITLE.format(name=row.name),
        text=words.DELETE_TOLD,
        action=f"{_path(row)}/delete",
        label=words.DELETE_BUTTON,
        back=_path(row),
        typed="",
    )


async def delete(visit: Visit) -> web.Response:
    """Delete a round that was stopped, with its file."""
    row = await _row(visit)
    if row is None:
        return _missing(visit)
    async with visit.site.rounds.changing:
        if visit.site.rounds.find(row.id):
            return _page(visit, row, words.STILL_OPEN)
        visit.site.rounds.delete_file(row.id)
        await _write(visit, Action.ROUND_DELETED, row.id, delete_round(row.id))
    return visit.go(f"/classes/{row.of_class}", words.DELETED.format(name=row.name))


async def join(visit: Visit) -> web.Response:
    """Lead a trainee of the class to their seat in a round."""
    row, site, person = await _row(visit), visit.site, visit.person
    found = row and site.rounds.find(row.id)
    back = f"/class/{visit.its_class.id}"
    if row is None or not found:
        return visit.go(back, words.CLOSED.format(name=row.name if row else words.USUAL_NAME))
    try:
        async with site.rounds.seating:
            token = await take_seat(site.store, row.id, found.round, person.id, person.name)
    except Refused as refused:
        why = refused.failure.message
        return visit.go(back, words.REFUSED.format(name=row.name, why=why))
    # What is after the # is never sent again, and the page takes it off the address.
    return visit.go(f"/rounds/{row.id}/#seat={token}")


async def answer(visit: Visit) -> web.StreamResponse:
    """Answer what a page or a terminal asks of a round that is open."""
    id = visit.part("round")
    found = visit.site.rounds.find(id)
    if found is None:
        return visit.page("message.html", words.NOT_OPEN_TITLE, status=404, text=words.NOT_OPEN)
    return await visit.site.rounds.answer(id, found, visit.request)


async def listed(visit: Visit) -> list[tuple[RoundRow, str]]:
    """Return the rounds of the class, the newest first, each with where it stands."""
    rows = await rounds_of(visit.site.store, visit.its_class.id)
    return [(row, _state(visit, row)) for row in rows]


async def open_now(visit: Visit) -> list[RoundRow]:
    """Return the rounds that a trainee of the class can join now."""
    rows = await rounds_of(visit.site.store, visit.its_class.id)
    return [row for row in rows if visit.site.rounds.find(row.id)]


def _state(visit: Visit, row: RoundRow) -> str:
    found = visit.site.rounds.find(row.id)
    return words.phase_words(found.round.phase) if found else words.STOPPED


def _path(row: RoundRow) -> str:
    return f"/classes/{row.of_class}/rounds/{row.id}"


async def _row(visit: Visit) -> RoundRow | None:
    return await round_of(visit.site.store, visit.its_class.id, visit.part("round"))


async def _write(visit: Visit, action: Action, target: str, *statements: Statement) -> None:
    line = audit.line(action, visit.site.seconds(), visit.person.id, target, visit.its_class.id)
    await visit.site.store.write(*statements, line)


def _missing(visit: Visit) -> web.Response:
    return visit.page("message.html", words.ROUNDS, status=404, text=words.NO_SUCH_ROUND)


def _page(visit: Visit, row: RoundRow, problem: str = "") -> web.Response:
    rounds = visit.site.rounds
    found, address = rounds.find(row.id), rounds.address_of(row.id)
    lines = found and join_lines(address, rounds.fingerprint or None, found.round.admission)
    return visit.page(
        "round.html",
        row.name,
        status=422 if problem else 200,
        problem=problem,
        of_class=visit.its_class,
        round=row,
        path=_path(row),
        state=_state(visit, row),
        code=found.round.admission.code if found else "",
        lines=lines,
        leading=f"{address}/trainer#token={found.round.admission.trainer_token}" if found else "",
        forms=[(form.value, FORMS[form].label) for form in OFFERED_FORMS],
    )


def _form(visit: Visit, filled: Mapping[str, str], problem: str = "") -> web.Response:
    offered = visit.site.plays.shelf.offered
    return visit.page(
        "round-form.html",
        words.NEW,
        status=422 if problem else 200,
        problem=problem,
        of_class=visit.its_class,
        filled=filled,
        places=list(zip(PLACES, words.SCENARIO, strict=True)),
        scenarios=[(id, each.scenario.title, each.scenario.level) for id, each in offered.items()],
        modes=[mode.value for mode in Mode],
        most_name=MAX_NAME,
    )
