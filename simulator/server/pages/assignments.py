"""A trainer's assignments: setting one, who has done what, its end, and the debriefs of those who played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.course.model import PASS_MARK
from simulator.course.read import course_of
from simulator.errors import SimulatorError
from simulator.server.assignments import words
from simulator.server.assignments.form import COURSE, SCENARIO, assignment_in, end_in, id_of
from simulator.server.assignments.model import MAX_TITLE, Counts
from simulator.server.assignments.pages import assignment_line, results_page
from simulator.server.assignments.rows import (
    assignment_of,
    assignments_of,
    insert_assignment,
    move_end,
    withdraw,
)
from simulator.server.assignments.times import form_text, when_words, zone_names
from simulator.server.classes import people_of
from simulator.server.pages.playing import cannot_be_shown, debrief_answer
from simulator.server.pages.tasks import titles_of
from simulator.server.plays.rows import play_row, plays_for
from simulator.server.store import Clash
from simulator.server.tokens import new_id
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from simulator.course.model import Course
    from simulator.server.assignments.model import Assignment
    from simulator.server.assignments.pages import AssignmentLine
    from simulator.server.visit import Visit

USUAL_ZONE = "Europe/London"
"""The time zone that the form suggests for the first assignment of a class; after that, that of the last one."""
WEEK = 7 * 24 * 3600
"""Seconds from the opening to the end that the form suggests."""


async def listed(visit: Visit) -> list[AssignmentLine]:
    """Return the assignments of the class as its page lists them."""
    site = visit.site
    found = await assignments_of(site.store, visit.its_class.id)
    return [assignment_line(assignment, site.seconds()) for assignment in found]


async def new(visit: Visit) -> web.Response:
    """Show the form for a new assignment: open from now on, for a week."""
    now = visit.site.seconds()
    before = await assignments_of(visit.site.store, visit.its_class.id)
    zone = before[-1].zone if before else USUAL_ZONE if USUAL_ZONE in zone_names() else "UTC"
    filled = {
        **{"title": "", "what": "", "mode": Mode.COACH.value, "pass": str(PASS_MARK)},
        **{"zone": zone, "opens": form_text(now, zone), "until": form_text(now + WEEK, zone)},
        **{"late": "", "tries": "", "counts": Counts.BEST.value},
    }
    return _form(visit, filled)


async def add(visit: Visit) -> web.Response:
    """Set an assignment, and lead to it."""
    site, offered = visit.site, titles_of(visit)
    id = id_of(visit.given("cmd") or new_id(site.random), visit.person.id)
    if await assignment_of(site.store, visit.its_class.id, id):
        return visit.go(f"/classes/{visit.its_class.id}/assignments/{id}")
    try:
        assignment = assignment_in(
            *(visit.form, id, visit.its_class.id, offered, _course(visit)),
            site.seconds(),
        )
    except SimulatorError as error:
        return _form(visit, visit.form, f"{error.message} {error.hint or ''}".strip())
    await site.store.write(insert_assignment(assignment, visit.person.id, site.seconds()))
    return visit.go(
        f"/classes/{visit.its_class.id}/assignments/{assignment.id}",
        words.WAS_SET.format(title=assignment.title),
    )


async def results(visit: Visit) -> web.Response:
    """Show who has done what."""
    assignment = await _assignment(visit)
    return _missing(visit) if assignment is None else await _results(visit, assignment)


async def change_end(visit: Visit) -> web.Response:
    """Move the end of an assignment."""
    assignment = await _assignment(visit)
    if assignment is None:
        return _missing(visit)
    try:
        until_at = end_in(visit.form, assignment.zone, visit.site.seconds())
        if until_at <= assignment.opens_at:
            return await _results(visit, assignment, words.ENDS_FIRST)
        await visit.site.store.write(move_end(assignment, until_at))
    except Clash:
        return await _results(visit, assignment, words.WITHDRAWN)
    except SimulatorError as error:
        return await _results(visit, assignment, f"{error.message} {error.hint or ''}".strip())
    when = when_words(until_at, assignment.zone)
    return visit.go(_path(assignment), words.END_MOVED.format(title=assignment.title, when=when))


async def take_back(visit: Visit) -> web.Response:
    """Withdraw an assignment."""
    assignment = await _assignment(visit)
    if assignment is None:
        return _missing(visit)
    if assignment.withdrawn_at is None:
        await visit.site.store.write(withdraw(assignment, visit.site.seconds()))
    return visit.go(_path(assignment), words.WAS_WITHDRAWN.format(title=assignment.title))


async def debrief(visit: Visit) -> web.Response:
    """Show the debrief of a finished play of someone in the class."""
    site = visit.site
    row = await play_row(site.store, visit.part("play"))
    people = {person.account for person in await people_of(site.store, visit.its_class.id)}
    if row is None or row.account not in people or not row.over:
        return visit.page("message.html", words.RESULTS, status=404, text=words.NO_SUCH_PLAY)
    try:
        play = await site.plays.find(row.account, row.id)
    except SimulatorError as error:
        return cannot_be_shown(visit, error)
    return await debrief_answer(visit, play, again=False)


def _path(assignment: Assignment) -> str:
    return f"/classes/{assignment.of_class}/assignments/{assignment.id}"


def _course(visit: Visit) -> Course | None:
    return course_of(visit.site.library.folders)


async def _assignment(visit: Visit) -> Assignment | None:
    return await assignment_of(visit.site.store, visit.its_class.id, visit.part("assignment"))


def _missing(visit: Visit) -> web.Response:
    return visit.page("message.html", words.ASSIGNMENTS, status=404, text=words.NO_SUCH_ASSIGNMENT)


async def _results(visit: Visit, assignment: Assignment, problem: str = "") -> web.Response:
    site = visit.site
    shown = results_page(
        assignment,
        await people_of(site.store, assignment.of_class),
        await plays_for(site.store, assignment.id),
        titles_of(visit),
        site.seconds(),
    )
    return visit.page(
        "assignment.html",
        shown.title,
        status=422 if problem else 200,
        problem=problem,
        shown=shown,
        of_class=visit.its_class,
        zone=assignment.zone,
        until=form_text(assignment.until_at, assignment.zone),
    )


def _form(visit: Visit, filled: Mapping[str, str], problem: str = "") -> web.Response:
    offered = visit.site.plays.shelf.offered.values()
    course = _course(visit)
    return visit.page(
        "assignment-form.html",
        words.NEW,
        status=422 if problem else 200,
        problem=problem,
        of_class=visit.its_class,
        filled=filled,
        scenarios=[
            (f"{SCENARIO}{each.scenario.id}", each.scenario.title, each.scenario.level)
            for each in offered
        ],
        course=course.title if course else "",
        course_value=COURSE,
        modes=list(Mode),
        counts=words.COUNTS_WORDS.items(),
        zones=zone_names(),
        most_title=MAX_TITLE,
        cmd=filled.get("cmd") or new_id(visit.site.random),
    )
