"""What was still in reach in finished plays, found in processes beside the server: one at a time, each kept once it is over.

A search takes seconds and a lot of memory. Until it is over, and where too many wait already, the moments of a debrief are
ordered by the mood, and the page says so.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple, Protocol

from simulator.jobs.prospect_job import NO_OTHERS, NOTHING, ProspectJob
from simulator.records.log_file import logger_of
from simulator.report.helped_most import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.engine.whatif import Prospect
    from simulator.server.plays.solo import SoloPlay

LOG = logger_of("server")
MOST_WAITING = 50
MOST_KEPT = 500
LONGEST = 120.0
"""Seconds after which a search is cancelled; what it has found by then is kept."""


class Job(Protocol):
    """A search under way, as `ProspectJob` is."""

    @property
    def known(self) -> Mapping[int, Prospect]:
        """The best in reach before each move, as far as it is known."""

    @property
    def others(self) -> Mapping[tuple[int, str], Prospect]:
        """The best in reach after other moves."""

    @property
    def over(self) -> bool:
        """Whether all is known that will be."""

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is over, or for up to `seconds`."""

    def cancel(self) -> None:
        """Cancel it."""


class Found(NamedTuple):
    """What is known of what was in reach in a play, as a debrief takes it."""

    search: Search = Search.NONE
    prospects: Mapping[int, Prospect] = NOTHING
    others: Mapping[tuple[int, str], Prospect] = NO_OTHERS


class Searches:
    """The searches of one server."""

    def __init__(
        self, start: Callable[[bytes, str, tuple[str, ...], str], Job] = ProspectJob
    ) -> None:
        """`start` begins the search for a scenario's text and id, some moves, and a day."""
        self._start = start
        self._over: OrderedDict[str, Found] = OrderedDict()
        self._waiting: OrderedDict[str, tuple[SoloPlay, bytes, asyncio.Event]] = OrderedDict()
        self._job: Job | None = None
        self._task: asyncio.Task[None] | None = None

    async def look(self, play: SoloPlay, text: bytes | None, patience: float) -> Found:
        """Return what is known of a play that is over after up to `patience` seconds; begins its search if need be.

        `text` is that of the scenario's file; without it there is no search.
        """
        if play.id in self._over:
            self._over.move_to_end(play.id)
            return self._over[play.id]
        if text is None or not play.turns:
            return Found()
        if play.id not in self._waiting:
            if len(self._waiting) >= MOST_WAITING:
                return Found()
            self._waiting[play.id] = (play, text, asyncio.Event())
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        try:
            await asyncio.wait_for(self._waiting[play.id][2].wait(), patience)
        except TimeoutError:
            return Found(Search.RUNNING)
        return self._over.get(play.id, Found())

    def close(self) -> None:
        """Cancel what runs; nothing of it is wanted any more."""
        if self._task is not None:
            self._task.cancel()
        if self._job is not None:
            self._job.cancel()

    async def _run(self) -> None:
        """Search for those that wait, the first first, until none does."""
        while self._waiting:
            id, (play, text, done) = next(iter(self._waiting.items()))
            try:
                self._over[id] = await self._search(play, text)
            except OSError as error:  # as where there is no memory for another process
                LOG.warning("A search couldn't begin: %s", error)
                self._over[id] = Found()
            if len(self._over) > MOST_KEPT:
                self._over.popitem(last=False)
            del self._waiting[id]
            done.set()

    async def _search(self, play: SoloPlay, text: bytes) -> Found:
        moves = tuple(turn.move for turn in play.turns)
        job = self._job = self._start(text, play.opened.scenario, moves, play.opened.day)
        await asyncio.to_thread(job.wait, LONGEST)
        if not job.over:
            job.cancel()
        self._job = None
        search = Search.OVER if job.known else Search.NONE
        return Found(search, dict(job.known), dict(job.others))
