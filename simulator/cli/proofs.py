"""Proofs as commands need them: with word on stderr of how far a long one is, and whole or not at all."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.prover.proof import Proof
    from simulator.prover.search.search import Progress
    from simulator.report.library import Row
    from simulator.scenario.model import Scenario

SILENT_SECONDS = 1.0
"""How long a proof runs before it says how far it is, and between two such lines."""


def timed_proof(
    scenario: Scenario,
    *,
    timed: bool = False,
    max_turns: int = 20,
    random_plays: int = 1000,
    careful_plays: int = 0,
) -> tuple[Proof, float]:
    """Return the proof and the seconds it took; one that takes over a second says on stderr how far it is."""
    from simulator.prover.prover import prove

    start = said = time.monotonic()

    def progress(now_at: Progress) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= SILENT_SECONDS:
            said = now
            print(
                f"{scenario.id}: {now_at.phase}, {now_at.states:,} states, {now - start:.0f} s",
                file=sys.stderr,
            )

    proof = prove(
        scenario,
        timed=timed,
        max_turns=max_turns,
        random_plays=random_plays,
        careful_plays=careful_plays,
        progress=progress,
    )
    return proof, time.monotonic() - start


def whole_proof(scenario: Scenario, *, random_plays: int = 1000, careful_plays: int = 0) -> Proof:
    """Return a proof that something else is built on; raises KeyboardInterrupt where it was interrupted."""
    proof, _ = timed_proof(scenario, random_plays=random_plays, careful_plays=careful_plays)
    if proof.stopped == "interrupted":
        raise KeyboardInterrupt
    return proof


def proved_row(scenario: Scenario) -> Row:
    """Return what a proof and the tests say of a scenario; raises KeyboardInterrupt where the proof was interrupted."""
    from simulator.engine.mutation import mutate
    from simulator.prover.careful import CAREFUL_PLAYS
    from simulator.report.library import Scores, row_of

    proof = whole_proof(scenario, random_plays=1, careful_plays=CAREFUL_PLAYS)
    policies = {policy.name: policy.satisfaction for policy in proof.policies}
    scores = Scores(
        proof.careful.percent if proof.careful else None,
        proof.best.satisfaction if proof.best else None,
        policies.get("polite"),
        policies.get("solver"),
        proof.worst.satisfaction if proof.worst else None,
    )
    return row_of(scenario, scores, mutate(scenario))
