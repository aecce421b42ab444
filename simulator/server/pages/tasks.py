"""A trainee's assignments: what is due and done, and starting a try at one of its scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.server.assignments import words
from simulator.server.assignments.pages import task_page
from simulator.server.assignments.rows import assignment_of, assignments_of, check_tries, clock_of
from simulator.server.assignments.standing import standing_of
from simulator.server.pages.library import now_of
from simulator.server.plays.rows import assigned_plays
from simulator.server.plays.solo_plays import Choice
from simulator.server.plays.words import CLOCKS
from simulator.server.store import Clash
from simulator.server.tokens import new_id
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.assignments.model import Assignment
    from simulator.server.assignments.pages import TaskPage
    from simulator.server.plays.rows import PlayRow
    from simulator.server.visit import Visit


def titles_of(visit: Visit) -> dict[str, str]:
    """Return the titles of the scenarios that can be played, by id."""
    offered = visit.site.plays.shelf.offered
    return {id: each.scenario.title for id, each in offered.items()}


async def tasks_of(visit: Visit) -> list[TaskPage]:
    """Return the trainee's assignments: those still open, then those that are over; none that was withdrawn untouched."""
    site = visit.site
    now, titles = site.seconds(), titles_of(visit)
    plays = await assigned_plays(site.store, visit.person.id)
    found = [
        task_page(assignment, _for(assignment, plays), titles, now)
        for assignment in await assignments_of(site.store, visit.its_class.id)
        if assignment.withdrawn_at is None or _for(assignment, plays)
    ]
    return sorted(found, key=lambda task: task.is_over or task.withdrawn)


async def page(visit: Visit) -> web.Response:
    """Show one assignment."""
    assignment = await _assignment(visit)
    if assignment is None:
        return _missing(visit)
    return await _page(visit, assignment)


async def begin(visit: Visit) -> web.Response:
    """Start a try at a scenario of an assignment, and lead to it."""
    assignment = await _assignment(visit)
    if assignment is None:
        return _missing(visit)
    site = visit.site
    number, cmd = visit.given("step"), visit.given("cmd")
    plays = _for(assignment, await assigned_plays(site.store, visit.person.id))
    steps = standing_of(assignment, plays, site.seconds()).steps
    fits = number.isascii() and number.isdigit() and len(number) < 4 and cmd
    if not fits or int(number) >= len(steps):
        return _missing(visit)
    step = steps[int(number)]
    offered = site.plays.shelf.offered.get(step.step.scenario)
    if step.bar is not None or offered is None:
        why = words.BARS[step.bar] if step.bar is not None else words.GONE
        return await _page(visit, assignment, why)
    exam = step.step.mode is Mode.EXAM
    _, factor = CLOCKS[await clock_of(site.store, visit.person.id)]
    choice = Choice(
        step.step.mode, timed=exam, factor=factor, assignment=assignment.id, step=step.number
    )
    check = check_tries(assignment, visit.person.id, step.number, exam=exam)
    try:
        id = await site.plays.begin(
            visit.person.id, offered, choice, cmd, now_of(visit), also=[check]
        )
    except Clash:
        return await _page(visit, assignment, words.TAKEN)
    return visit.go(f"/plays/{id}")


def _for(assignment: Assignment, plays: list[PlayRow]) -> list[PlayRow]:
    return [play for play in plays if play.assignment == assignment.id]


async def _assignment(visit: Visit) -> Assignment | None:
    return await assignment_of(visit.site.store, visit.its_class.id, visit.part("assignment"))


def _missing(visit: Visit) -> web.Response:
    return visit.page("message.html", words.ASSIGNMENTS, status=404, text=words.NO_SUCH_ASSIGNMENT)


async def _page(visit: Visit, assignment: Assignment, problem: str = "") -> web.Response:
    site = visit.site
    plays = _for(assignment, await assigned_plays(site.store, visit.person.id))
    task = task_page(assignment, plays, titles_of(visit), site.seconds())
    return visit.page(
        "task.html",
        task.title,
        status=409 if problem else 200,
        problem=problem,
        task=task,
        of_class=visit.its_class,
        cmd=new_id(site.random),
    )
