"""Prove a scenario: the one function that the rest of the program calls.

It runs the searches in turn and keeps what each has given when the next is stopped, so that a limit or Ctrl-C costs only what
was not yet known. It reads no clock: the caller says how long it took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.prover.limits import MAX_STATES, MAX_TURNS
from simulator.prover.proof_run import ProofRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.prover.proof import Proof
    from simulator.prover.search.search import Progress
    from simulator.scenario.model import Scenario


def prove(
    scenario: Scenario,
    *,
    timed: bool = False,
    max_turns: int = MAX_TURNS,
    limit: int = MAX_STATES,
    reach_only: bool = False,
    random_plays: int = 1000,
    careful_plays: int = 0,
    progress: Callable[[Progress], None] | None = None,
) -> Proof:
    """Return what is true of every play: of any length for what can be reached, of at most `max_turns` turns for scores.

    With `reach_only` no scores are looked for and no policies played; careful plays are made only if asked for. `limit` is
    the number of states that the search may keep; it also limits the labels of the searches for scores. Ctrl-C during the
    search does not raise: it gives what is known so far.
    """
    run = ProofRun(scenario, timed=timed, max_turns=max_turns, limit=limit, progress=progress)
    return run.run(random_plays, careful_plays, reach_only=reach_only)
