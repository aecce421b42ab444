"""A proof in its own process; its progress can be asked for at any time.

It must not decide what is proved when.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.jobs.worker_process import WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.prover.proof import Proof
    from simulator.prover.search.search import Progress

REPORT_SECONDS = 0.5
"""Between two reports of how far it is."""


@dataclass(frozen=True, slots=True)
class ProofProgress:
    """How far a proof has got: its phase, and the states seen."""

    phase: str = "beginning"
    states: int = 0


@dataclass(frozen=True, slots=True)
class ProofFailed:
    """A proof that ended without a result."""


class ProofJob:
    """The proof of a file's bytes, under way."""

    def __init__(self, data: bytes, id: str) -> None:
        self._process = WorkerProcess("simulator.jobs.proof_job:find_proof", data, id)

    @property
    def latest(self) -> ProofProgress | ProofFailed | Proof:
        """The latest result or progress."""
        over = self._process.over  # asked first: what is reported last comes before it is over
        latest: ProofProgress | Proof = self._process.latest or ProofProgress()
        return ProofFailed() if over and isinstance(latest, ProofProgress) else latest

    def cancel(self) -> None:
        """Cancel it; its result isn't wanted any more."""
        self._process.cancel()


def find_proof(report: Callable[[ProofProgress | Proof], None], data: bytes, id: str) -> None:
    """Run in the process: prove what is in the bytes of a file, if it has no errors."""
    from simulator.prover.prover import prove
    from simulator.scenario.parse import parse

    scenario = parse(data, id, id).scenario
    if scenario is not None:
        report(prove(scenario, progress=_throttle(report)))


def _throttle(report: Callable[[ProofProgress], None]) -> Callable[[Progress], None]:
    last = time.monotonic()

    def progress(now_at: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= REPORT_SECONDS:
            last = now
            report(ProofProgress(now_at.phase, now_at.states))

    return progress
