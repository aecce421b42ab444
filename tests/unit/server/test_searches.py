"""The searches for what was in reach: one at a time, each kept, and no more waiting than there may be."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.engine.whatif import Prospect
from simulator.report.helped_most import Search
from simulator.server.plays import searches
from simulator.server.plays.searches import Searches
from tests.support.patience import PATIENCE
from tests.support.solo_stage import SoloStage, parcel

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from simulator.server.plays.solo import SoloPlay


class Job:
    """A search that is over when the test says so."""

    jobs: list[Job]

    def __init__(self, text: bytes, id: str, moves: tuple[str, ...], day: str) -> None:
        self.known: Mapping[int, Prospect] = {0: Prospect(7, "found", moves, exact=True)}
        self.others: Mapping[tuple[int, str], Prospect] = {}
        self._ended = threading.Event()
        Job.jobs.append(self)

    @property
    def over(self) -> bool:
        return self._ended.is_set()

    def wait(self, seconds: float | None = None) -> None:
        self._ended.wait(seconds)

    def cancel(self) -> None:
        self._ended.set()


def plays(count: int) -> list[SoloPlay]:
    """Plays that are over."""
    stage = SoloStage(parcel())
    stage.ask(stage.page.choices[0].move)
    stage.ask(stage.page.choices[0].move)
    assert stage.play.over
    return [replace(stage.play, id=f"p{number}") for number in range(count)]


def test_one_search_at_a_time() -> None:
    """The first that is asked for first; what is over is kept, and not searched again."""
    Job.jobs = []

    async def scene() -> None:
        found = Searches(Job)
        one, other = plays(2)
        assert Search.RUNNING is (await found.look(one, b"x", 0.05)).search
        assert Search.RUNNING is (await found.look(other, b"x", 0.05)).search
        assert 1 == len(Job.jobs)
        Job.jobs[0].cancel()
        over = await found.look(one, b"x", PATIENCE)
        assert (Search.OVER, 7) == (over.search, over.prospects[0].satisfaction)
        while len(Job.jobs) < 2:
            await asyncio.sleep(0.01)
        Job.jobs[1].cancel()
        assert Search.OVER is (await found.look(other, b"x", PATIENCE)).search
        assert over == await found.look(one, b"x", 0)
        assert 2 == len(Job.jobs)
        found.close()

    asyncio.run(scene())


def test_no_more_wait_than_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """The debrief of who comes then is ordered by the mood; nor is there a search without a text."""
    Job.jobs = []
    monkeypatch.setattr(searches, "MOST_WAITING", 1)

    async def scene() -> None:
        found = Searches(Job)
        one, other = plays(2)
        assert Search.NONE is (await found.look(one, None, 0.05)).search
        assert Search.RUNNING is (await found.look(one, b"x", 0.05)).search
        assert Search.NONE is (await found.look(other, b"x", 0.05)).search
        found.close()

    asyncio.run(scene())
