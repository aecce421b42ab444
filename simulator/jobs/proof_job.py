"""A proof in a process of its own; what is known of it so far can be asked at any time.

It must not decide what is proved when.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.jobs.worker_process import Apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.prover.proof import Proof
    from simulator.prover.search.search import Progress

BETWEEN = 0.5
"""Seconds between two words of how far it is."""


@dataclass(frozen=True, slots=True)
class Underway:
    """How far a proof is: what it is at, and the states seen."""

    phase: str = "beginning"
    states: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """A proof that ended without a result."""


class Proving:
    """One proof under way of a file's bytes."""

    def __init__(self, data: bytes, id: str) -> None:
        self._apart = Apart("simulator.jobs.proof_job:prove_apart", data, id)

    @property
    def news(self) -> Underway | Failed | Proof:
        """The latest that is known of it."""
        over = self._apart.over  # asked first: what is told last comes before it is over
        news: Underway | Proof = self._apart.news or Underway()
        return Failed() if over and isinstance(news, Underway) else news

    def cancel(self) -> None:
        """End it; what it would have found is not wanted any more."""
        self._apart.cancel()


def prove_apart(tell: Callable[[Underway | Proof], None], data: bytes, id: str) -> None:
    """In the process: prove what is in the bytes of a file, if it has no errors."""
    from simulator.prover.prover import prove
    from simulator.scenario.parse import parse

    scenario = parse(data, id, id).scenario
    if scenario is not None:
        tell(prove(scenario, progress=_teller(tell)))


def _teller(tell: Callable[[Underway], None]) -> Callable[[Progress], None]:
    told = time.monotonic()

    def progress(now_at: Progress) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= BETWEEN:
            told = now
            tell(Underway(now_at.phase, now_at.states))

    return progress
