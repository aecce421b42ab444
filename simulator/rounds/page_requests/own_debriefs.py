"""A seat's debriefs as pages to read, print or save: `POST /debrief` with the seat's token and the number of a scenario.

A form posts it, so that a browser opens the page in another tab, and the token is never part of an address. What a seat
may read is decided in views.py; nothing of a scenario that is still being played is among it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.errors import SimulatorError
from simulator.play.report_files import stem_of
from simulator.report.export.forms import Form, pieces_of
from simulator.report.export.html_form import POLICY as REPORT_POLICY
from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.headers import POLICY
from simulator.rounds.hosted.views import readable
from simulator.rounds.page_requests.forms import attachment, posted_form, refusal
from simulator.rounds.words import DEBRIEF_BUSY, NO_SUCH_DEBRIEF

if TYPE_CHECKING:
    from simulator.play.report_files import ReportOffer
    from simulator.rounds.hosted.server import Server
    from simulator.rounds.report_offers import RoundReports

MAX_WAITING = 200
"""Debriefs that are asked for and not made yet, of all seats together; each seat has one of them at most."""


class OwnDebriefs:
    """Makes the pages, one after the other, beside the server's own work."""

    def __init__(self, server: Server, reports: RoundReports) -> None:
        self._server, self._reports = server, reports
        self._turn = asyncio.Lock()
        self._waiting: set[str] = set()

    def routes(self) -> list[web.RouteDef]:
        """Return what the server is to answer."""
        return [web.post("/debrief", self._debrief)]

    async def _debrief(self, request: web.Request) -> web.Response:
        """Answer with a debrief as a page, to be saved where `save` is asked for."""
        asked = await posted_form(request)
        if asked is None:
            return refusal(400, NO_SUCH_DEBRIEF)
        round = self._server.round
        token, number = asked.get("token", ""), asked.get("number", "")
        try:
            seat = round.resume(token)
        except Refused as refused:
            return refusal(403, refused.failure.message)
        numbers = {str(scenario + 1): scenario for scenario in readable(round, seat)}
        if number not in numbers:
            return refusal(404, NO_SUCH_DEBRIEF)
        if seat.id in self._waiting or len(self._waiting) >= MAX_WAITING:
            return refusal(429, DEBRIEF_BUSY)
        scenario = numbers[number]
        offer = self._reports.of_seat(
            round.record, seat.id, scenario, round.scenario_at(scenario).title
        )
        self._waiting.add(seat.id)
        try:
            async with self._turn:
                page = await asyncio.to_thread(_page, offer)
        except SimulatorError as error:
            return refusal(500, str(error))
        finally:
            self._waiting.discard(seat.id)
        headers = {POLICY: f"{REPORT_POLICY}; frame-ancestors 'none'"}
        if asked.get("save"):
            headers["Content-Disposition"] = attachment(f"{stem_of(offer.stem)}.html")
        return web.Response(text=page, content_type="text/html", charset="utf-8", headers=headers)


def _page(offer: ReportOffer) -> str:
    return "".join(pieces_of(offer.read(Form.HTML, False), Form.HTML))
