"""Mood paths of many plays at once, and the satisfaction that they come to.

A mood path has one entry for each scene entered and one for the end, because a turn that stays in its scene is
followed by another in the same visit, whose mood replaces its own. The sum follows `simulator.engine.result`, on
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
from simulator.prover.scoring.labels import FACT_BITS, MAX_ENTRIES, Labels
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


class PlayFacts(NamedTuple):
    """What satisfaction asks of a play apart from its path: whether own was shown, and extra or followup; whether a recovery is
    spoiled; and how many betrayals there were. What cannot matter any more is left out.
    """

    own: bool = False
    more: bool = False
    spoiled: bool = False
    betrayals: int = 0

    def combine(self, other: PlayFacts) -> PlayFacts:
        """Both together."""
        betrayals = min(BETRAYALS, self.betrayals + other.betrayals)
        if betrayals:
            return PlayFacts(betrayals=betrayals)
        if self.spoiled or other.spoiled:
            return PlayFacts(spoiled=True)
        return PlayFacts(self.own or other.own, self.more or other.more)

    @property
    def recovers(self) -> bool:
        """Whether there is a recovery, if the need is met."""
        return self.own and self.more


PLAY_FACTS = (
    *(PlayFacts(own, more) for own in (False, True) for more in (False, True)),
    PlayFacts(spoiled=True),
    *(PlayFacts(betrayals=count) for count in range(1, BETRAYALS + 1)),
)
"""All of them; a label holds the place of its path here."""
_CODES = {play_facts: code for code, play_facts in enumerate(PLAY_FACTS)}
if len(PLAY_FACTS) > 1 << FACT_BITS or Arrival.MAX_NOTED < BETRAYALS:
    raise AssertionError("there is no room for the facts of plays")
_COMBINED = np.array(
    [[_CODES[one.combine(other)] for other in PLAY_FACTS] for one in PLAY_FACTS], dtype=np.int8
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
        self._facts = self._facts_of_contributions(board)
        turns = [effect.turn for effect in board.move_effects.known] or [True]
        # A contribution is an effect with every combination of the event bits, in that order.
        self.turns: Column = np.repeat(turns, 1 << Arrival.EFFECT_SHIFT)

    def start(self, count: int) -> Labels:
        """Return that many plays that have just begun."""
        begun = PlayFacts().combine(PlayFacts(betrayals=_betrayals(self._graph.start_contribution)))
        return Labels(
            state=np.zeros(count, dtype=np.int32),
            entries=np.zeros(count, dtype=np.int16),
            facts=np.full(count, self._code(begun), dtype=np.int8),
            total=np.zeros(count, dtype=np.int32),
            best=np.full(count, -_BEYOND_ANY_MOOD, dtype=np.int16),
            worst=np.full(count, _BEYOND_ANY_MOOD, dtype=np.int16),
            parent=np.full(count, -1, dtype=np.int32),
            move=np.zeros(count, dtype=np.int8),
        )

    def under_way(self, state: State) -> Labels:
        """Return the one play that has come to a state; the entry of a visit that goes on is not made yet."""
        path = state.mood_path[:-1] if state.visit_counted else state.mood_path
        turned = [self._sign * mood for mood in path]
        play_facts = PlayFacts(
            RECOVERY_OWN in state.shown,
            not state.shown.isdisjoint(RECOVERY_MORE),
            bool(state.criticals),
            state.broken + state.exposed,
        )
        labels = self.start(1)
        labels.entries[0], labels.total[0] = len(path), sum(turned)
        if turned:
            labels.best[0], labels.worst[0] = max(turned), min(turned)
        labels.facts[0] = self._code(PlayFacts().combine(play_facts))
        return labels

    def after(self, labels: Labels, edges: Column, places: Column, first: int) -> Labels:
        """Return the labels after transitions; `places` says which label each continues, counted from the number `first`."""
        graph = self._graph
        contribution, target = graph.contribution[edges], graph.target[edges]
        enters = (contribution & Arrival.ENTERS) != 0
        mood = np.int16(self._sign) * graph.mood[target]
        best, worst = labels.best[places], labels.worst[places]
        facts = labels.facts[places]
        if self._facts is not None:
            facts = _COMBINED[facts, self._facts[contribution]]
        return Labels(
            state=target,
            entries=np.minimum(labels.entries[places] + enters, np.int16(MAX_ENTRIES)),
            facts=facts,
            total=labels.total[places] + enters * mood,
            best=np.where(enters, np.maximum(best, mood), best),
            worst=np.where(enters, np.minimum(worst, mood), worst),
            parent=(places + first).astype(np.int32),
            move=graph.move[edges],
        )

    def satisfaction(self, labels: Labels, node: int) -> Column:
        """Return the satisfaction of labels that have come to an ending."""
        last = self._graph.mood[labels.state].astype(np.int32)
        mean = (self._sign * labels.total) // labels.entries
        best = self._sign * labels.best.astype(np.int32)
        value = path_value(last, mean, best, self._sign * labels.worst.astype(np.int32))
        satisfactions: Column = self._values[node][labels.facts, value - _PATHS.start]
        return satisfactions

    def at_once(self, node: int) -> int:
        """Return the satisfaction of a conversation that is over as it begins: its mood alone counts."""
        value = path_points((int(self._graph.mood[0]),))
        return int(self._values[node][self.start(1).facts[0], value - _PATHS.start])

    def _satisfactions(self, node: Node) -> Column:
        """Return what the engine's own satisfaction is at an ending, by play facts and by what the path adds."""
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
                        betrayals=play_facts.betrayals,
                        recovered=met and play_facts.recovers,
                    )
                    for value in _PATHS
                ]
                for play_facts in PLAY_FACTS
            ],
            dtype=np.int32,
        )

    def _code(self, play_facts: PlayFacts) -> int:
        """Return the number of the facts of a play, without what nothing here asks about."""
        return _CODES[play_facts if self._recovers else PlayFacts(betrayals=play_facts.betrayals)]

    def _facts_of_contributions(self, board: Board) -> Column | None:
        """For each contribution the play facts that its transition adds; None where none adds anything."""
        facts = np.zeros(len(board.move_effects.known) << Arrival.EFFECT_SHIFT, dtype=np.int8)
        for contribution in range(len(facts)):
            effect = board.move_effects.known[contribution >> Arrival.EFFECT_SHIFT]
            play_facts = PlayFacts(
                RECOVERY_OWN in effect.shown,
                not effect.shown.isdisjoint(RECOVERY_MORE),
                effect.critical,
                _betrayals(contribution),
            )
            facts[contribution] = self._code(PlayFacts().combine(play_facts))
        return facts if facts.any() else None


def _betrayals(contribution: int) -> int:
    return Arrival.broken(contribution) + Arrival.exposed(contribution)
