"""A round that is served in the loop of the test."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from simulator.rounds.hosted.endpoint import Endpoint
from simulator.rounds.hosted.serving import Served, serve
from simulator.rounds.model import Setup
from simulator.rounds.page_requests import page_routes
from simulator.scenario.library import load
from simulator.vocabulary import Mode
from tests.support.reports import round_reports

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from simulator.rounds.class_list import Expected


HERE = Endpoint()


@asynccontextmanager
async def hosted(
    folder: Path, *scenarios: str, where: Endpoint = HERE, people: tuple[Expected, ...] = ()
) -> AsyncIterator[Served]:
    """A round served in this loop."""
    from pathlib import Path

    files = tuple(Path(name) for name in scenarios)
    hashes = tuple(load(file).hash for file in files)
    setup = Setup("Monday", tuple(scenarios), hashes, Mode.EXAM, 0, 300, 0, 9, people=people)
    up: asyncio.Future[tuple[Served, asyncio.Event]] = asyncio.get_running_loop().create_future()

    async def ready(served: Served, stop: asyncio.Event) -> None:
        up.set_result((served, stop))

    reports = round_reports(folder)
    task = asyncio.create_task(
        serve(
            folder / "round.sqlite",
            setup,
            where,
            {},
            folder,
            ready,
            lambda server: page_routes(server, reports),
        )
    )
    served, stop = await up
    try:
        yield served
    finally:
        stop.set()
        await task
