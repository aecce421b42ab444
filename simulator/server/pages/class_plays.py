"""What a trainee has played, as their trainer sees it: every conversation, those of exams too, with its debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    )
