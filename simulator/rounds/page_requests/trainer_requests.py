"""What the trainer's page asks for by HTTP: what the class did in a scenario, and reports to save.

`POST /trainer/walk` with the token as a bearer answers with a message `walk`; a form posts to `/trainer/report`, with the token
in a field, so that the browser saves what it is sent. Neither is ever part of an address. All else that a trainer does goes by
the protocol's messages.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from simulator.errors import SimulatorError
from simulator.play.report_files import stem_of
from simulator.report.export.forms import FORMS, Form, pieces_of
from simulator.rounds.hosted import server as messages
from simulator.rounds.message_parts import BestReply, WalkPoint, WalkReply
from simulator.rounds.open_class_walk import round_walk
from simulator.rounds.page_requests.forms import attachment, posted_form, refusal
from simulator.rounds.protocol import Walk, encode
from simulator.rounds.words import NO_SUCH_REPORT, NO_SUCH_WALK, WRONG_TRAINER_TOKEN

if TYPE_CHECKING:
    from simulator.play.report_files import ReportOffer
    from simulator.rounds.class_walk import ClassWalk
    from simulator.rounds.hosted.server import Server
    from simulator.rounds.report_offers import RoundReports
    from simulator.scenario.model import Scenario


class TrainerRequests:
    """Answers the trainer's page, one request after the other, beside the server's own work."""

    def __init__(self, server: Server, reports: RoundReports) -> None:
        self._server, self._reports = server, reports
        self._turn = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Return what the server is to answer."""
        return [
            web.post("/trainer/walk", self._walk),
            web.post("/trainer/report", self._report),
        ]

    async def _is_trainer(self, token: str) -> bool:
        """Return whether a token is the trainer's; one that isn't waits as long as one said over a socket."""
        if self._server.round.admission.is_trainer(token):
            return True
        await asyncio.sleep(messages.WRONG_SECONDS)
        return False

    async def _walk(self, request: web.Request) -> web.Response:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or not await self._is_trainer(token):
            return refusal(403, WRONG_TRAINER_TOKEN)
        round = self._server.round
        try:
            async with asyncio.timeout(messages.HELLO_SECONDS):
                data = await request.read()
            number = msgspec.json.decode(data, type=dict[str, int])["scenario"]
        except (
            *(msgspec.MsgspecError, KeyError, ValueError, TimeoutError, ConnectionError),
            *(web.HTTPRequestEntityTooLarge, web.RequestPayloadError),
        ):
            return refusal(400, NO_SUCH_WALK)
        if not 1 <= number <= round.scenario + 1:
            return refusal(404, NO_SUCH_WALK)
        try:
            async with self._turn:
                found = await round_walk(round, self._reports, number)
        except SimulatorError as error:
            return refusal(500, str(error))
        body = encode(walk_message(number, round.scenario_at(number - 1), found))
        return web.Response(body=body, content_type="application/json", charset="utf-8")

    async def _report(self, request: web.Request) -> web.Response:
        asked = await posted_form(request)
        if asked is None:
            return refusal(400, NO_SUCH_REPORT)
        if not await self._is_trainer(asked.get("token", "")):
            return refusal(403, WRONG_TRAINER_TOKEN)
        if asked.get("form") not in list(Form):
            return refusal(404, NO_SUCH_REPORT)
        form, named = Form(asked["form"]), asked.get("names") == "1"
        round = self._server.round
        offer = self._reports.of_open(round.setup.name, round.record)
        try:
            async with self._turn:
                text = await asyncio.to_thread(_text, offer, form, named)
        except SimulatorError as error:
            return refusal(500, str(error))
        name = f"{stem_of(offer.stem)}{FORMS[form].ending}"
        return web.Response(
            body=text.encode("utf-8", "replace"),
            content_type="application/octet-stream",
            headers={"Content-Disposition": attachment(name)},
        )


def walk_message(number: int, scenario: Scenario, walk: ClassWalk) -> Walk:
    """Return what a class did in a scenario, counted from 1, as it is sent to its trainer."""
    return Walk(
        number=number,
        title=scenario.title,
        customer=scenario.customer.name,
        channel=scenario.channel,
        language=scenario.language,
        points=tuple(
            WalkPoint(
                point.scene,
                point.times,
                walk.heard.get(point.scene, ""),
                tuple(
                    WalkReply(
                        item.reply,
                        item.text,
                        item.count,
                        item.before,
                        item.after,
                        tuple(walk.names.get((point.scene, item.reply), ())),
                    )
                    for item in point.chosen
                ),
                BestReply(found.reply, found.text, found.gain, found.offered, found.times)
                if (found := walk.best.get(point.scene))
                else msgspec.UNSET,
            )
            for point in walk.points
        ),
        hardest=tuple(walk.words["hardest"]),
        principles=tuple(walk.words["principles"]),
        mistakes=tuple(walk.words["mistakes"]),
    )


def _text(offer: ReportOffer, form: Form, named: bool) -> str:
    return "".join(pieces_of(offer.read(form, not named), form))
