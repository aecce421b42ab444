"""One process for a class that compares typed sentences, so that no comparison holds up the round.

It is started by the first sentence, and takes what is typed for text. If it ends, the next sentence starts another.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TYPE_CHECKING

from simulator.own_words.use import find_reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.own_words.flow import Match

TRIES = 2


class MatcherProcess:
    """The process, made when it is first asked."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def find(self, typed: str, replies: Sequence[Sequence[str]]) -> Match:
        """Return which reply a sentence means; raises BrokenExecutor where the process ends every time."""
        for tried in range(TRIES):
            if self._pool is None:
                self._pool = _make_pool()
            try:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._pool, find_reply, typed, replies)
            except BrokenExecutor:
                self.close()
                if tried + 1 == TRIES:
                    raise
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _make_pool() -> ProcessPoolExecutor:
    # A fork would copy the sockets and the lock of the round's file into the process.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=_leave_signals_to_the_server)


def _leave_signals_to_the_server() -> None:
    """Let Ctrl-C in the trainer's terminal end the server alone, which then ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
