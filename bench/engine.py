"""Moves a second of a conversation, beside the plain reading of the rules and a bare trigger of `transitions`.

All three run in turns in one process; trust the ratios, not the seconds.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import tomli
from transitions import Machine

sys.path.insert(0, str(Path(__file__).parents[1]))

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.scenario.library import load, shipped_folder
from tests.reference.plain_rules import Play

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 7
PLAYS = 60


def conversations(path: Path) -> Callable[[], int]:
    """Random plays through the engine; gives the number of moves made."""
    scenario = load(path).scenario
    assert scenario is not None
    machine = ScenarioMachine(scenario)

    def run() -> int:
        rng, moves = random.Random(1), 0
        for _ in range(PLAYS):
            conversation = Conversation.begin(machine)
            while not conversation.over:
                ways = [reply.id for reply in conversation.offered()] or ["silence"]
                ways += ["listen"] if conversation.can_listen else []
                conversation = conversation.move(rng.choice(ways)).after
                moves += 1
        return moves

    return run


def plain_plays(path: Path) -> Callable[[], int]:
    """Run the same plays through the plain reading."""
    document = tomli.loads(path.read_text("utf-8"))

    def run() -> int:
        rng, moves = random.Random(1), 0
        for _ in range(PLAYS):
            play = Play(document, path.stem)
            while not play.ended:
                ways = play.offered() or ["silence"]
                ways += ["listen"] if play.can_listen() else []
                play.move(rng.choice(ways))
                moves += 1
        return moves

    return run


def bare_triggers() -> Callable[[], int]:
    """Triggers of a two-state machine with one true condition."""
    machine = Machine(model=None, states=["a", "b"], initial=None, auto_transitions=False)
    machine.add_transition("go", "a", "b", conditions=[lambda: True])
    machine.add_transition("go", "b", "a", conditions=[lambda: True])

    class Model:
        state = "a"

    def run() -> int:
        model, event = Model(), machine.events["go"]
        for _ in range(600):
            event.trigger(model)
        return 600

    return run


def main() -> None:
    """Measure every shipped scenario."""
    for path in sorted(shipped_folder().glob("*.toml")):
        runs = {
            "conversation": conversations(path),
            "plain reading": plain_plays(path),
            "bare trigger": bare_triggers(),
        }
        rates: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(ROUNDS):
            for name, run in runs.items():
                start = time.perf_counter()
                moves = run()
                rates[name].append(moves / (time.perf_counter() - start))
        medians = {name: statistics.median(values) for name, values in rates.items()}
        told = ", ".join(f"{name} {rate:,.0f}/s" for name, rate in medians.items())
        ratio = medians["conversation"] / medians["plain reading"]
        print(f"{path.stem}: {told}; conversation is {ratio:.2f} × the plain reading")


if __name__ == "__main__":
    main()
