"""`simulator prove`: what is true of every possible play of a scenario."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.shelf import one, print_json
from simulator.play.days import on_day
from simulator.play.opening import playable
from simulator.report.proof_words import proof_lines

if TYPE_CHECKING:
    import argparse

    from simulator.prover.proof import Proof
    from simulator.prover.search.search import Progress
    from simulator.scenario.model import Scenario

PATIENCE = 1.0


def run(arguments: argparse.Namespace) -> int:
    """Prove each day of a scenario, or the one asked for.

    The exit code is 1 if there is a trap, and 130 if it was interrupted, with what is known so far.
    """
    scenario = playable(one(arguments).reading)
    documents, trapped = [], False
    for day in _days(scenario, arguments.day):
        proof, seconds = proved(day, timed=arguments.timed, max_turns=arguments.max_turns)
        documents.append(proof.as_json(round(seconds, 3)))
        trapped = trapped or bool(proof.traps)
        if not arguments.json:
            for line in proof_lines(proof):
                print(line)
            print(
                f"{proof.states:,} states, {proof.transitions:,} transitions, {seconds:.1f} s.",
                file=sys.stderr,
            )
        if proof.stopped == "interrupted":
            break
    if arguments.json:
        first, *others = documents
        print_json({**first, "days": others})
    if documents[-1]["stopped"] == "interrupted":
        return Exit.INTERRUPTED
    return Exit.PROBLEMS if trapped else Exit.DONE


def _days(scenario: Scenario, name: str | None) -> list[Scenario]:
    """The scenario on each of its days, or on the one of a name, where "" is the file as it stands."""
    if name is not None:
        return [on_day(scenario, name)]
    return [scenario, *(scenario.on_day(day.name) for day in scenario.days)]


def proved(
    scenario: Scenario,
    *,
    timed: bool = False,
    max_turns: int = 20,
    random_plays: int = 1000,
    careful_plays: int = 0,
) -> tuple[Proof, float]:
    """The proof and the seconds it took; what takes over a second tells on stderr how far it is."""
    from simulator.prover.prover import prove

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
        scenario,
        timed=timed,
        max_turns=max_turns,
        random_plays=random_plays,
        careful_plays=careful_plays,
        progress=progress,
    )
    return proof, time.monotonic() - start


def whole_proof(scenario: Scenario, *, random_plays: int = 1000, careful_plays: int = 0) -> Proof:
    """A proof that something else is built on: Ctrl-C ends the command, and half a proof is not compared."""
    proof, _ = proved(scenario, random_plays=random_plays, careful_plays=careful_plays)
    if proof.stopped == "interrupted":
        raise KeyboardInterrupt
    return proof
