"""A few slots that many wait for: known browsers first, then everyone else, one of each address in turn.

Without it, whoever sends guesses for a thousand names would hold up everyone who wants to sign in. Knows no thread and no time.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

KNOWN = None
"""The lane of browsers that are known."""
MAX_OF_LANE = 70
"""How many of one address may wait: a class that joins at the same moment, and a little more."""
MAX_WAITING = 500


class Busy(SimulatorError):
    """More people are waiting than can be answered soon."""


class Lanes:
    """The slots, and who waits for one."""

    def __init__(self, slots: int) -> None:
        self._free = slots
        self._known: deque[asyncio.Future[None]] = deque()
        self._lanes: dict[str, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def slot(self, lane: str | None) -> AsyncIterator[None]:
        """Hold a slot meanwhile; raises Busy where too many of the lane wait for one already."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(lane)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, lane: str | None) -> None:
        queue = self._known if lane is KNOWN else self._lanes.setdefault(lane, deque())
        waiting = sum(map(len, self._lanes.values()))
        if lane is not KNOWN and (len(queue) >= MAX_OF_LANE or waiting >= MAX_WAITING):
            raise Busy("Too many people are signing in.", "Try again in a few seconds.")
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._pass_on()  # the slot came just as whoever wanted it left
            raise

    def _pass_on(self) -> None:
        """Give a slot that has become free to whoever is next."""
        while turn := self._next():
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _next(self) -> asyncio.Future[None] | None:
        if self._known:
            return self._known.popleft()
        for address in list(self._lanes):
            queue = self._lanes.pop(address)
            if not queue:
                continue
            turn = queue.popleft()
            if queue:
                self._lanes[address] = queue  # at the end: the others come first
            return turn
        return None
