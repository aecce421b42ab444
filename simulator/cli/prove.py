"""`simulator prove`: what is true of every possible play of a scenario."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.shelf import one, print_json
from simulator.report.words import number
from simulator.seat.opening import playable

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
        for line in lines(proof):
            print(line)
        print(
            f"{proof.states:,} states, {proof.transitions:,} transitions, {seconds:.1f} s.",
            file=sys.stderr,
        )
    if proof.stopped == "interrupted":
        return Exit.INTERRUPTED
    return Exit.PROBLEMS if proof.traps else Exit.DONE


def proved(scenario: Scenario, *, timed: bool = False, max_turns: int = 20) -> tuple[Proof, float]:
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

    proof = prove(scenario, timed=timed, max_turns=max_turns, progress=progress)
    return proof, time.monotonic() - start


def whole_proof(scenario: Scenario) -> Proof:
    """A proof that something else is built on: Ctrl-C ends the command, and half a proof is not compared."""
    proof, _ = proved(scenario)
    if proof.stopped == "interrupted":
        raise KeyboardInterrupt
    return proof


def lines(proof: Proof) -> list[str]:
    """The proof in sentences."""
    plays = f"plays of at most {proof.max_turns} turns"
    told = [_kind(proof)]
    for ending in proof.endings:
        where = f" in {ending.scene}" if ending.scene else ""
        if ending.reachable is None:
            told.append(f"Ending {ending.ending}{where}: not decided.")
        elif not ending.reachable:
            told.append(f"Ending {ending.ending}{where}: cannot be reached.")
        else:
            told.append(
                f"Ending {ending.ending}{where}: shortest way {_moves(ending.shortest or ())}."
            )
            if ending.satisfaction and ending.qa:
                told.append(
                    f"  Satisfaction {_span(ending.satisfaction)}, quality {_span(ending.qa)}, over {plays}."
                )
    for what, names in (
        ("Scenes that no play reaches", proof.unreachable_scenes),
        ("Replies that no play offers", proof.never_offered),
        ("Routes that no play takes", proof.never_taken_routes),
    ):
        told.append(f"{what}: {', '.join(names) if names else 'none'}.")
    told += [f"Trap in {trap.scene}, after {_moves(trap.moves)}." for trap in proof.traps] or [
        "Traps: none."
    ]
    for what, play in (("Best", proof.best), ("Worst", proof.worst)):
        if play:
            told.append(
                f"{what} play: satisfaction {number(play.satisfaction)}, by {_moves(play.moves)}."
            )
    if proof.longer_plays:
        told.append(
            f"There are plays of more than {proof.max_turns} turns; scores say nothing of those."
        )
    for policy in proof.policies:
        ended = "does not end" if policy.ending is None else f"ends in {policy.ending}"
        score = (
            ""
            if policy.satisfaction is None
            else f", satisfaction {number(policy.satisfaction)}, quality {policy.qa}"
        )
        told.append(f"Who plays {policy.name}: {ended}{score}.")
    if proof.random:
        counts = ", ".join(
            f"{name or 'not ended'} {count}" for name, count in proof.random.endings.items()
        )
        told.append(f"{proof.random.plays} random plays: {counts}.")
    told += [f"Only a bound: {fact}" for fact in proof.bounds]
    return told


def _kind(proof: Proof) -> str:
    clock = ", under the clock" if proof.timed else ""
    if proof.exact:
        return f"{proof.scenario}{clock}: proved over every play."
    why = {"limit": "the search grew too large", "interrupted": "it was interrupted"}.get(
        proof.stopped or "", "a guard compares a count without bound"
    )
    return f"{proof.scenario}{clock}: proved in part, because {why}."


def _span(span: tuple[int, int]) -> str:
    return f"{number(span[0])} to {number(span[1])}"


def _moves(moves: tuple[str, ...]) -> str:
    return ", ".join(moves) if moves else "no move"
