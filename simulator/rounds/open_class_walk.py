"""The walk through what a class did in a round that is open here, for every face of the trainer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.rounds.class_walk import walk_of
from simulator.rounds.hosted.views import plays_now

if TYPE_CHECKING:
    from simulator.rounds.class_walk import ClassWalk
    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.report_offers import RoundReports


async def round_walk(round: HostedRound, reports: RoundReports, number: int) -> ClassWalk:
    """Return what the class did in a scenario, counted from 1; an earlier one is read from the record. Raises SimulatorError.

    Worked out beside the server's own work, since each reply on offer is played again for each trainee.
    """
    if number == round.scenario + 1:
        return await asyncio.to_thread(walk_of, plays_now(round))
    return await asyncio.to_thread(reports.walk, round.record, number - 1)
