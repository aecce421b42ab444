"""What a trainer sees of a scenario file at one moment: its problems, its tests, and a play kept at its point.

Exists so that every face of `simulator watch` shows the same of a save. Pure: from bytes and moves to a value. It must not
open files, read a clock or prove anything; whoever has a proof adds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import Trial, run_test
from simulator.prover.findings import findings
from simulator.scenario.diagnostic import dotted
from simulator.scenario.parse import Reading, parse, with_proof

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.engine.conversation import Turn
    from simulator.prover.proof import Proof
    from simulator.scenario.diagnostic import Diagnostic
    from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class LocatedTrial:
    """A test of the file as it went, and the line it is on."""

    line: int
    trial: Trial


@dataclass(frozen=True, slots=True)
class LostMove:
    """The first of a play's moves that does not apply to this version; `index` counts from 0."""

    index: int
    move: str
    why: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A version of a file, and where a play is in it.

    `moves` are those the play is to have; `turns` are as many of them as apply, and `lost` is the first that does not. A
    version with errors has no `start`; its moves wait for the next one. `file` is how problems name it.
    """

    data: bytes
    id: str
    file: str
    reading: Reading
    moves: tuple[str, ...]
    trials: tuple[LocatedTrial, ...] = ()
    start: Conversation | None = None
    turns: tuple[Turn, ...] = ()
    lost: LostMove | None = None
    proof: Proof | None = None

    @property
    def scenario(self) -> Scenario | None:
        """What the file means, unless it has errors."""
        return self.reading.scenario

    @property
    def conversation(self) -> Conversation | None:
        """Where the play stands."""
        return self.turns[-1].after if self.turns else self.start

    @property
    def kept(self) -> tuple[str, ...]:
        """The moves that apply."""
        return tuple(turn.move for turn in self.turns)

    def with_move(self, move: str) -> Snapshot:
        """One move further, from where the play stands; what was lost is given up. Raises IllegalMove."""
        if self.conversation is None:
            raise IllegalMove(move, "", "The play waits until the file has no errors.")
        turn = self.conversation.move(move)
        return replace(self, moves=(*self.kept, move), turns=(*self.turns, turn), lost=None)

    def without_last_move(self) -> Snapshot:
        """One move back from where the play stands; the same where there is none."""
        return replace(self, moves=self.kept[:-1], turns=self.turns[:-1], lost=None)

    def without_moves(self) -> Snapshot:
        """Return the play without a move."""
        return replace(self, moves=(), turns=(), lost=None)

    def with_proof(self, proof: Proof) -> Snapshot:
        """With a proof of this version, and what it has to say against the file among the problems."""
        assert self.scenario is not None
        against = list(findings(self.scenario, proof))
        return replace(
            self, reading=with_proof(self.reading, self.data, self.file, against), proof=proof
        )

    def same_meaning(self, other: Snapshot) -> bool:
        """Whether a proof of one is a proof of the other: all but tests is equal in both."""
        if self.scenario is None or other.scenario is None:
            return False
        return replace(self.scenario, tests=()) == replace(other.scenario, tests=())


def take_snapshot(data: bytes, id: str, file: str, moves: Iterable[str]) -> Snapshot:
    """See a version of a file: read it, run its tests, and replay a play as far as it applies."""
    seen = Snapshot(data, id, file, parse(data, id, file), tuple(moves))
    if seen.scenario is None:
        return seen
    machine = ScenarioMachine(seen.scenario)
    start = conversation = Conversation.begin(machine)
    turns, lost = [], None
    for index, move in enumerate(seen.moves):
        try:
            turn = conversation.move(move)
        except IllegalMove as error:
            lost = LostMove(index, move, error.message)
            break
        turns.append(turn)
        conversation = turn.after
    return replace(
        seen, trials=run_tests(data, machine), start=start, turns=tuple(turns), lost=lost
    )


def run_tests(data: bytes, machine: ScenarioMachine) -> tuple[LocatedTrial, ...]:
    """Every test of a file, run."""
    tests = machine.scenario.tests
    if not tests:
        return ()
    from simulator.scenario.positions import Positions

    positions = Positions(data.decode("utf-8-sig"))
    return tuple(
        LocatedTrial(positions.nearest(("tests", index)).line, run_test(machine, test))
        for index, test in enumerate(tests)
    )


def concerns(problem: Diagnostic, scene: str) -> bool:
    """Return whether a problem is in that scene."""
    here = dotted(("scenes", scene))
    return problem.path == here or problem.path.startswith((f"{here}.", f"{here}["))


def problems_by_scene(reading: Reading, scenes: Iterable[str]) -> Mapping[str, int]:
    """How many problems each scene has, of those that have any."""
    counts = {
        name: sum(concerns(problem, name) for problem in reading.diagnostics) for name in scenes
    }
    return {name: count for name, count in counts.items() if count}
