"""`simulator prove`: what is true of every possible play of a scenario."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.shelf import one, print_json
from simulator.seat.opening import playable
from simulator.seat.proof_words import proof_lines

if TYPE_CHECKING:
    import argparse

    from simulator.prove.proof import Proof
    from simulator.prove.search import Progress
    from simulator.scenario.model import Scenario

PATIENCE = 1.0


def run(arguments: argparse.Namespace) -> int:
    """Prove a scenario; exit code 1 if there is a trap, 130 if it was interrupted, with what is known so far."""
    scenario = playable(one(arguments).reading)
    proof, seconds = proved(scenario, timed=arguments.timed, max_turns=arguments.max_turns)
    if arguments.json:
        print_json(proof.as_json(round(seconds, 3)))
    else:
        for line in proof_lines(proof):
            print(line)
        print(
            f"{proof.states:,} states, {proof.transitions:,} transitions, {seconds:.1f} s.",
            file=sys.stderr,
        )
    if proof.stopped == "interrupted":
        return Exit.INTERRUPTED
    return Exit.PROBLEMS if proof.traps else Exit.DONE


def proved(
    scenario: Scenario, *, timed: bool = False, max_turns: int = 20, random_plays: int = 1000
) -> tuple[Proof, float]:
    """The proof and the seconds it took; what takes over a second tells on stderr how far it is."""
    from simulator.prove.proof import prove

    start = said = time.monotonic()

    def progress(now_at: Progress) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= PATIENCE:
            said = now
            print(
                f"{scenario.id}: {now_at.phase}, {now_at.states:,} states, {now - start:.0f} s",
                file=sys.stderr,
            )

    proof = prove(
        scenario, timed=timed, max_turns=max_turns, progress=progress, random_plays=random_plays
    )
    return proof, time.monotonic() - start


def whole_proof(scenario: Scenario, *, random_plays: int = 1000) -> Proof:
    """A proof that something else is built on: Ctrl-C ends the command, and half a proof is not compared."""
    proof, _ = proved(scenario, random_plays=random_plays)
    if proof.stopped == "interrupted":
        raise KeyboardInterrupt
    return proof
