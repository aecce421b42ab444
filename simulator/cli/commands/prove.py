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
from simulator.report.proof_words import proof_lines

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    scenario: str
    day: str | None = None
    timed: bool = False
    max_turns: int = 20
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Prove each day of a scenario, or the one asked for.

    The exit code is 1 if there is a trap, and 130 if it was interrupted, with what is known so far.
    """
    scenario = playable(read_input(context.library, options.scenario).reading)
    documents, trapped = [], False
    for day in _days(scenario, options.day):
        proof, seconds = timed_proof(day, timed=options.timed, max_turns=options.max_turns)
        documents.append(proof.as_json(round(seconds, 3)))
        trapped = trapped or bool(proof.traps)
        if not options.json:
            for line in proof_lines(proof):
                print(line)
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
