"""The words for each fact of a proof that is only a bound.

What is a bound is decided in proof_run.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.prover.analysis.relevance import MAX_TRACKED

if TYPE_CHECKING:
    from simulator.prover.proof import Undecided

COUNTS = f"uses and turns were only counted up to {MAX_TRACKED}, so the results for longer plays may be wrong"
SCORES = "the lowest and highest {} may be further apart than those found"
POLICIES = "the playing habits weren't tried"


def unmet(undecided: Undecided, *, walks_out: bool, longer: bool) -> list[str]:
    """Return what a search that was cut short may not have met."""
    words = []
    if undecided.scenes or undecided.endings:
        words.append("scenes and endings that weren't found may still be reachable")
    if undecided.replies or undecided.routes:
        words.append("replies and routes that weren't found may still be offered and taken")
    words.append("there may be more traps than those found")
    words.append(
        "there may be more forced silences, endless plays, repeated events and farmed promises than those found"
    )
    words.append("there may be shorter ways to reach the endings than those found")
    if not walks_out:
        words.append("the customer may be able to walk out")
    if not longer:
        words.append("there may be longer plays than those found")
    return words
