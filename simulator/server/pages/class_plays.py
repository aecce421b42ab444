"""What a trainee has played, as their trainer sees it, exams too, with each debrief; and how much time they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.server import words as site_words
from simulator.server.assignments.rows import clock_of, set_clock
from simulator.server.plays import words
from simulator.server.plays.library_page import play_lines
from simulator.server.plays.rows import plays_of

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.visit import Visit


async def page(visit: Visit) -> web.Response:
    """Show the conversations of a trainee, the newest first."""
    person = visit.its_trainee
    found = await plays_of(visit.site.store, person.account)
    return visit.page(
        "class-plays.html",
        words.plays_title(person.name),
        of_class=visit.its_class,
        person=person,
        lines=play_lines(found, ()),
        clocks=words.CLOCKS.items(),
        clock=await clock_of(visit.site.store, person.account),
    )


async def set_time(visit: Visit) -> web.Response:
    """Give a trainee more or less time for each reply in the exams of assignments."""
    person, clock = visit.its_trainee, visit.given("clock")
    if clock not in words.CLOCKS:
        return visit.page(
            "message.html", site_words.BAD_FORM_TITLE, status=400, text=words.UNREADABLE_FORM
        )
    await visit.site.store.write(set_clock(person.account, clock))
    told = words.TIME_SET.format(name=person.name, time=words.CLOCKS[clock][0].lower())
    return visit.go(f"/classes/{visit.its_class.id}/people/{person.account}/plays", told)
