"""`simulator prove`: what is true of every possible play of a scenario."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.inputs import read_input
from simulator.cli.proofs import timed_proof
from simulator.cli.streams import print_json
from simulator.play.days import on_day
from simulator.play.opening import playable
from simulator.prover.leaks import needs_leak, with_leaks
from simulator.report.proof_words import proof_lines

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.scenario.model import Scenario

IN_A_SHIFT = (
    "In a shift, with every leaky reply on offer at every entry. Composure decides which of them really are, so best and worst "
    "are bounds: no shift does better or worse."
)


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    scenario: str
    day: str | None = None
    timed: bool = False
    shift: bool = False
    max_turns: int = 20
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Prove each day of a scenario, or the one asked for.

    The exit code is 1 if there is a trap, and 130 if it was interrupted, with what is known so far.
    """
    scenario = playable(read_input(context.library, options.scenario).reading)
    documents, trapped = [], False
    for day in _days(scenario, options.day):
        found = with_leaks(day) if options.shift else day
        proof, seconds = timed_proof(found, timed=options.timed, max_turns=options.max_turns)
        document = proof.as_json(round(seconds, 3))
        if options.shift and proof.stopped != "interrupted":
            alone, _ = timed_proof(day, timed=options.timed, max_turns=options.max_turns)
            document |= {"shift": True, "needs_leak": needs_leak(alone, proof)}
        documents.append(document)
        trapped = trapped or bool(proof.traps)
        if not options.json:
            if options.shift:
                print(IN_A_SHIFT)
            for line in proof_lines(proof):
                print(line)
            for ending in document.get("needs_leak", ()):
                print(f"Ending {ending}: only a play with a leaky reply gets there.")
            print(
                f"{proof.states:,} states, {proof.transitions:,} transitions, {seconds:.1f} s.",
                file=sys.stderr,
            )
        if proof.stopped == "interrupted":
            break
    if options.json:
        first, *others = documents
        print_json({**first, "days": others})
    if documents[-1]["stopped"] == "interrupted":
        return Exit.INTERRUPTED
    return Exit.PROBLEMS if trapped else Exit.DONE


def _days(scenario: Scenario, name: str | None) -> list[Scenario]:
    """Return the scenario on each of its days, or on the one of a name, where "" is the file as it stands."""
    if name is not None:
        return [on_day(scenario, name)]
    return [scenario, *(scenario.on_day(day.name) for day in scenario.days)]
