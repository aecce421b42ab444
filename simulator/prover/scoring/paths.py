"""Mood paths of many plays at once, and the satisfaction that they come to.

A mood path has one entry for each scene entered and one for the end, because a turn that stays in its scene is
followed by another in the same visit, whose mood replaces its own. The weighing follows `simulator.engine.result`, on
columns; a test holds the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simulator.engine.result import (
    BETRAYAL,
    MAX_BETRAYAL,
    MAX_HARM_TO_RECOVER,
    path_points,
    path_value,
    satisfaction,
)
from simulator.prover.scoring.labels import FACT_BITS, MOST_ENTRIES, Marks
from simulator.prover.search.transitions import Arrival
from simulator.ruleset import RECOVERY_MORE, RECOVERY_OWN
from simulator.vocabulary import Need

if TYPE_CHECKING:
    from simulator.engine.state import State
    from simulator.prover.encoding.layout import Column
    from simulator.prover.search.graph import Graph
    from simulator.prover.search.nodes import Board, Node

BETRAYALS = -(-MAX_BETRAYAL // BETRAYAL)
"""Promises broken and lies come out from which on more of them change nothing."""
_BEYOND_ANY_MOOD = 200
_PATHS = range(path_value(-100, -100, -100, -100), path_value(100, 100, 100, 100) + 1)


class Standing(NamedTuple):
    """What satisfaction asks of a play besides its path: whether own was shown, and extra or followup; whether a recovery is
    spoiled; and how many betrayals there were. What cannot matter any more is left out.
    """

    own: bool = False
    more: bool = False
    spoiled: bool = False
    betrayals: int = 0

    def and_then(self, other: Standing) -> Standing:
        """Both together."""
        betrayals = min(BETRAYALS, self.betrayals + other.betrayals)
        if betrayals:
            return Standing(betrayals=betrayals)
        if self.spoiled or other.spoiled:
            return Standing(spoiled=True)
        return Standing(self.own or other.own, self.more or other.more)

    @property
    def recovers(self) -> bool:
        """Whether there is a recovery, if the need is met."""
        return self.own and self.more


STANDINGS = (
    *(Standing(own, more) for own in (False, True) for more in (False, True)),
    Standing(spoiled=True),
    *(Standing(betrayals=count) for count in range(1, BETRAYALS + 1)),
)
"""All of them; a mark holds the place of its own here."""
_CODES = {standing: code for code, standing in enumerate(STANDINGS)}
if len(STANDINGS) > 1 << FACT_BITS or Arrival.MOST_NOTED < BETRAYALS:
    raise AssertionError("there is no room for the standings of plays")
_AND_THEN = np.array(
    [[_CODES[one.and_then(other)] for other in STANDINGS] for one in STANDINGS], dtype=np.int8
)


class Paths:
    """The paths on one graph; with sign -1 all moods are turned round, so that the least is the most."""

    def __init__(self, board: Board, graph: Graph, sign: int):
        self._graph, self._sign = graph, sign
        endings = [node for node in board.nodes if node.ending is not None]
        self._recovers = board.scenario.customer.severity <= MAX_HARM_TO_RECOVER and any(
            node.need == Need.MET for node in endings
        )
        self._values = {node.number: self._satisfactions(node) for node in endings}
        self._facts = self._facts_of_labels(board)
        turns = [effect.turn for effect in board.effects.known] or [True]
        self.turns: Column = np.repeat(turns, 1 << Arrival.EFFECT_SHIFT)

    def start(self, count: int) -> Marks:
        """That many plays that have just begun."""
        begun = Standing().and_then(Standing(betrayals=_betrayals(self._graph.start_label)))
        return Marks(
            state=np.zeros(count, dtype=np.int32),
            entries=np.zeros(count, dtype=np.int16),
            facts=np.full(count, self._code(begun), dtype=np.int8),
            total=np.zeros(count, dtype=np.int32),
            best=np.full(count, -_BEYOND_ANY_MOOD, dtype=np.int16),
            worst=np.full(count, _BEYOND_ANY_MOOD, dtype=np.int16),
            parent=np.full(count, -1, dtype=np.int32),
            move=np.zeros(count, dtype=np.int8),
        )

    def under_way(self, state: State) -> Marks:
        """The one play that has come to a state; the entry of a visit that goes on is not made yet."""
        path = state.mood_path[:-1] if state.visit_counted else state.mood_path
        turned = [self._sign * mood for mood in path]
        standing = Standing(
            RECOVERY_OWN in state.shown,
            not state.shown.isdisjoint(RECOVERY_MORE),
            bool(state.criticals),
            state.broken + state.exposed,
        )
        marks = self.start(1)
        marks.entries[0], marks.total[0] = len(path), sum(turned)
        if turned:
            marks.best[0], marks.worst[0] = max(turned), min(turned)
        marks.facts[0] = self._code(Standing().and_then(standing))
        return marks

    def after(self, marks: Marks, edges: Column, places: Column, first: int) -> Marks:
        """The marks after transitions; `places` says from which mark each goes, the first of which has the number `first`."""
        graph = self._graph
        label, target = graph.label[edges], graph.target[edges]
        enters = (label & Arrival.ENTERS) != 0
        mood = np.int16(self._sign) * graph.mood[target]
        best, worst = marks.best[places], marks.worst[places]
        facts = marks.facts[places]
        if self._facts is not None:
            facts = _AND_THEN[facts, self._facts[label]]
        return Marks(
            state=target,
            entries=np.minimum(marks.entries[places] + enters, np.int16(MOST_ENTRIES)),
            facts=facts,
            total=marks.total[places] + enters * mood,
            best=np.where(enters, np.maximum(best, mood), best),
            worst=np.where(enters, np.minimum(worst, mood), worst),
            parent=(places + first).astype(np.int32),
            move=graph.move[edges],
        )

    def satisfaction(self, marks: Marks, node: int) -> Column:
        """The satisfaction of marks that have come to an ending."""
        last = self._graph.mood[marks.state].astype(np.int32)
        mean = (self._sign * marks.total) // marks.entries
        best = self._sign * marks.best.astype(np.int32)
        value = path_value(last, mean, best, self._sign * marks.worst.astype(np.int32))
        satisfactions: Column = self._values[node][marks.facts, value - _PATHS.start]
        return satisfactions

    def at_once(self, node: int) -> int:
        """The satisfaction of a conversation that is over as it begins: its mood alone counts."""
        value = path_points((int(self._graph.mood[0]),))
        return int(self._values[node][self.start(1).facts[0], value - _PATHS.start])

    def _satisfactions(self, node: Node) -> Column:
        """What the engine's own satisfaction is at an ending, by standing and by what the path adds."""
        assert node.outcome is not None
        assert node.need is not None
        met = self._recovers and node.need == Need.MET
        return np.array(
            [
                [
                    satisfaction(
                        value,
                        node.outcome,
                        node.need,
                        betrayals=standing.betrayals,
                        recovered=met and standing.recovers,
                    )
                    for value in _PATHS
                ]
                for standing in STANDINGS
            ],
            dtype=np.int32,
        )

    def _code(self, standing: Standing) -> int:
        """The number of a standing, without what nothing here asks about."""
        return _CODES[standing if self._recovers else Standing(betrayals=standing.betrayals)]

    def _facts_of_labels(self, board: Board) -> Column | None:
        """For each label the standing that its transition adds; None where none adds anything."""
        facts = np.zeros(len(board.effects.known) << Arrival.EFFECT_SHIFT, dtype=np.int8)
        for label in range(len(facts)):
            effect = board.effects.known[label >> Arrival.EFFECT_SHIFT]
            standing = Standing(
                RECOVERY_OWN in effect.shown,
                not effect.shown.isdisjoint(RECOVERY_MORE),
                effect.critical,
                _betrayals(label),
            )
            facts[label] = self._code(Standing().and_then(standing))
        return facts if facts.any() else None


def _betrayals(label: int) -> int:
    return Arrival.broken(label) + Arrival.exposed(label)
