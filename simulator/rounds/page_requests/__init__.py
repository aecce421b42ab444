"""What the pages of a round ask for by HTTP beside the protocol: debriefs, and what the trainer reads and saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web

    from simulator.rounds.hosted.server import Server
    from simulator.rounds.report_offers import RoundReports


def page_routes(server: Server, reports: RoundReports) -> list[web.RouteDef]:
    """Return what a server is to answer to the pages."""
    from simulator.rounds.page_requests.own_debriefs import OwnDebriefs
    from simulator.rounds.page_requests.trainer_requests import TrainerRequests

    return [*OwnDebriefs(server, reports).routes(), *TrainerRequests(server, reports).routes()]
