"""A conversation in the browser: its page, a move, the debrief, another try. Every answer is a page, script or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.server import words as site_words
from simulator.server.assignments.rows import path_of, withheld_plays
from simulator.server.pages.library import now_of
from simulator.server.plays import words
from simulator.server.plays.debrief_page import debrief_page
from simulator.server.plays.events import MAX_MOVE
from simulator.server.plays.moves import Asked
from simulator.server.plays.page import play_page
from simulator.server.plays.rows import play_row
from simulator.server.plays.shelf import TextGone
from simulator.server.plays.solo import PlayNoLongerFits
from simulator.server.plays.solo_plays import NoSuchPlay
from simulator.server.tokens import new_id

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.server.plays.solo import SoloPlay
    from simulator.server.visit import Visit

NEWEST = "#newest"
"""Where a page begins after a move: at what is new."""


async def page(visit: Visit) -> web.Response:
    """Show a play as it stands."""
    try:
        play = await visit.site.plays.find(visit.person.id, visit.part("play"))
    except SimulatorError as error:
        return cannot_be_shown(visit, error)
    return await _play(visit, play)


async def move(visit: Visit) -> web.Response:
    """Make a move and lead to what came of it; where nothing was done, show the play with why."""
    asked = asked_in(visit)
    if not asked.cmd:
        return visit.page(
            "message.html", site_words.BAD_FORM_TITLE, status=400, text=words.UNREADABLE_FORM
        )
    id = visit.part("play")
    try:
        made = await visit.site.plays.act(visit.person.id, id, asked, now_of(visit))
    except SimulatorError as error:
        return cannot_be_shown(visit, error)
    if made.refused:
        return await _play(visit, made.play, made.message, status=409)
    return visit.go(f"/plays/{id}{NEWEST}", made.message)


def asked_in(visit: Visit) -> Asked:
    """Return what the form of a play asks for; a version that isn't a number is never the present one."""
    version = visit.given("version")
    return Asked(
        int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
        visit.given("cmd"),
        visit.given("move", MAX_MOVE),
    )


async def debrief(visit: Visit) -> web.Response:
    """Show the debrief of one's play, once there may be one."""
    try:
        play = await visit.site.plays.find(visit.person.id, visit.part("play"))
    except SimulatorError as error:
        return cannot_be_shown(visit, error)
    why = await _no_debrief(visit, play)
    if why:
        return visit.page("message.html", words.DEBRIEF, status=404, text=why)
    return await debrief_answer(visit, play, again=True)


async def again(visit: Visit) -> web.Response:
    """Begin a play again from before one of its moves, and lead to it."""
    try:
        play = await visit.site.plays.find(visit.person.id, visit.part("play"))
    except SimulatorError as error:
        return cannot_be_shown(visit, error)
    why = await _no_debrief(visit, play)
    number, cmd = visit.given("move"), visit.given("cmd")
    fits = number.isascii() and number.isdigit() and len(number) < 6 and cmd
    if why or not fits or int(number) >= max(1, len(play.turns)):
        return visit.page("message.html", words.DEBRIEF, status=404, text=why or words.NO_SUCH_MOVE)
    id = await visit.site.plays.again(play, int(number), cmd, now_of(visit))
    return visit.go(f"/plays/{id}{NEWEST}", words.AGAIN_FROM.format(move=int(number) + 1))


async def debrief_answer(visit: Visit, play: SoloPlay, *, again: bool) -> web.Response:
    """Return the page of a debrief; with `again` it offers another try from each move."""
    found = await visit.site.plays.in_reach(play)
    shown = await visit.site.plays.beside(lambda: debrief_page(play, found))
    title = words.debrief_title(shown.card.title)
    cmd = new_id(visit.site.random)
    return visit.page("debrief.html", title, page=shown, again=again, cmd=cmd)


def cannot_be_shown(visit: Visit, error: SimulatorError) -> web.Response:
    """Return the page that says why a play isn't there; anything else is raised."""
    if isinstance(error, NoSuchPlay):
        return visit.page("message.html", words.PLAYS, status=404, text=error.message)
    if isinstance(error, PlayNoLongerFits | TextGone):
        text = f"{error.message} {error.hint or ''}".strip()
        return visit.page("message.html", words.CONVERSATION, status=409, text=text)
    raise error


async def _no_debrief(visit: Visit, play: SoloPlay) -> str:
    """Return why a play has no debrief that one may read now; an empty text where it has one."""
    if not play.over:
        return words.NOT_OVER
    return words.LATER if await _is_withheld(visit, play) else ""


async def _is_withheld(visit: Visit, play: SoloPlay) -> bool:
    """Return whether what a play came to is kept from who played it for now."""
    site = visit.site
    row = await play_row(site.store, play.id)
    withheld = await withheld_plays(site.store, [row] if row else [], site.seconds())
    return play.id in withheld


async def _play(
    visit: Visit, play: SoloPlay, notice: str = "", *, status: int = 200
) -> web.Response:
    given = len(play.opened.given)
    note = words.AGAIN_FROM.format(move=given + 1) if given else ""
    shown = play_page(play, now_of(visit), new_id(visit.site.random), notice, note)
    later = words.LATER if play.over and await _is_withheld(visit, play) else ""
    task = await path_of(visit.site.store, play.opened.assignment)
    return visit.page(
        "play.html", shown.card.title, status=status, page=shown, later=later, task=task
    )
