"""What one can play alone: the library, the brief of a scenario, and one's own conversations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.course.overview import reached_in
from simulator.play.days import NoSuchDay
from simulator.server import words as site_words
from simulator.server.assignments.rows import withheld_plays
from simulator.server.plays import words
from simulator.server.plays.library_page import levels_of, play_lines, scenario_line
from simulator.server.plays.page import card_of, picture_of
from simulator.server.plays.rows import assigned_plays, plays_of, totals_of
from simulator.server.plays.solo_plays import Choice
from simulator.server.tokens import new_id
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from simulator.course.overview import Reached
    from simulator.server.visit import Visit


def now_of(visit: Visit) -> datetime:
    """Return the time that it is."""
    return datetime.fromtimestamp(visit.site.now(), UTC)


async def reached_by(visit: Visit) -> Mapping[str, Reached]:
    """Return what one has reached in each scenario, by its id; what is withheld counts for nothing."""
    site, id = visit.site, visit.person.id
    assigned = await assigned_plays(site.store, id)
    withheld = await withheld_plays(site.store, assigned, site.seconds())
    return reached_in(await totals_of(site.store, id, withheld))


async def scenarios(visit: Visit) -> web.Response:
    """Show the library, with what one has reached in each scenario."""
    site = visit.site
    levels = levels_of(site.plays.shelf.offered.values(), await reached_by(visit))
    return visit.page("scenarios.html", words.LIBRARY, levels=levels)


async def brief(visit: Visit) -> web.Response:
    """Show the brief of a scenario, and how it can be played."""
    site = visit.site
    offered = site.plays.shelf.offered.get(visit.part("scenario"))
    if offered is None:
        return visit.page("message.html", words.LIBRARY, status=404, text=words.NO_SUCH_SCENARIO)
    plays = await plays_of(site.store, visit.person.id)
    scenario = offered.scenario
    mine = [play for play in plays if play.scenario == scenario.id]
    start_band = site.plays.shelf.start_band(offered)
    return visit.page(
        "scenario.html",
        scenario.title,
        card=card_of(scenario),
        customer=scenario.customer.name,
        picture=picture_of(scenario.customer, start_band),
        line=scenario_line(offered, await reached_by(visit)),
        modes=words.MODE_WORDS.items(),
        clocks=words.CLOCKS.items(),
        days=[day.name for day in scenario.days],
        open=play_lines([play for play in mine if not play.over and not play.assignment], ()),
        cmd=new_id(site.random),
    )


async def begin(visit: Visit) -> web.Response:
    """Begin a play, and lead to it."""
    site = visit.site
    offered = site.plays.shelf.offered.get(visit.part("scenario"))
    if offered is None:
        return visit.page("message.html", words.LIBRARY, status=404, text=words.NO_SUCH_SCENARIO)
    mode, clock = visit.given("mode"), words.CLOCKS.get(visit.given("clock"))
    cmd = visit.given("cmd")
    if mode not in list(Mode) or clock is None or not cmd:
        return visit.page(
            "message.html", site_words.BAD_FORM_TITLE, status=400, text=words.UNREADABLE_FORM
        )
    choice = Choice(Mode(mode), mode == Mode.EXAM, clock[1], visit.given("day"))
    try:
        id = await site.plays.begin(visit.person.id, offered, choice, cmd, now_of(visit))
    except NoSuchDay as error:
        return visit.page("message.html", words.BRIEF, status=404, text=error.message)
    return visit.go(f"/plays/{id}")


async def plays(visit: Visit) -> web.Response:
    """Show one's conversations, the newest first."""
    site = visit.site
    found = await plays_of(site.store, visit.person.id)
    withheld = await withheld_plays(site.store, found, site.seconds())
    lines = play_lines(found, withheld)
    return visit.page(
        "plays.html",
        words.PLAYS,
        open=[line for line in lines if not line.over],
        ended=[line for line in lines if line.over],
    )
