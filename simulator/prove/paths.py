"""Mood paths of many plays at once, and the satisfaction that they come to.

A mood path has one entry for each scene entered and one for the end, because a turn that stays in its scene is
followed by another in the same visit, whose mood replaces its own. The weighing follows `simulator.engine.result`, on
columns; a test holds the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.result import MOST_HARM_TO_RECOVER, RECOVERY
from simulator.engine.state import outcome_points
from simulator.prove.arrival import Arrival
from simulator.prove.marks import MOST_ENTRIES, Marks

if TYPE_CHECKING:
    from simulator.engine.state import State
    from simulator.prove.graph import Graph
    from simulator.prove.layout import Column
    from simulator.prove.nodes import Board

OWN, MORE, SPOILED = 1, 2, 4
"""Facts of a recovery: own was shown; extra or followup was; something happened after which there is none."""
_BEYOND_ANY_MOOD = 200


class Paths:
    """The paths on one graph; with sign -1 all moods are turned round, so that the least is the most."""

    def __init__(self, board: Board, graph: Graph, sign: int):
        self._graph, self._sign = graph, sign
        self._points = {
            node.number: outcome_points(node.outcome) for node in board.nodes if node.outcome
        }
        self._full = {node.number for node in board.nodes if node.outcome == "full"}
        recovers = bool(self._full) and board.scenario.customer.severity <= MOST_HARM_TO_RECOVER
        self._facts = _facts_of_labels(board) if recovers else None
        turns = [effect.turn for effect in board.effects.known] or [True]
        self.turns: Column = np.repeat(turns, 1 << Arrival.EFFECT_SHIFT)

    def start(self, count: int) -> Marks:
        """So many plays that have just begun."""
        spoiled = self._graph.start_label & (Arrival.BROKEN | Arrival.EXPOSED)
        return Marks(
            state=np.zeros(count, dtype=np.int32),
            entries=np.zeros(count, dtype=np.int16),
            facts=np.full(
                count, SPOILED if spoiled and self._facts is not None else 0, dtype=np.int8
            ),
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
        spoiled = state.broken or state.exposed or state.criticals
        facts = (
            OWN * ("own" in state.shown)
            | MORE * bool(state.shown & {"extra", "followup"})
            | SPOILED * bool(spoiled)
        )
        marks = self.start(1)
        marks.entries[0], marks.total[0] = len(path), sum(turned)
        if turned:
            marks.best[0], marks.worst[0] = max(turned), min(turned)
        marks.facts[0] = 0 if self._facts is None else min(facts, SPOILED)
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
            facts = facts | self._facts[label]
            facts[facts > SPOILED] = SPOILED
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
        sides = self._sign * (marks.best.astype(np.int32) + marks.worst)
        recovered = (marks.facts == (OWN | MORE)) & (node in self._full)
        points = self._points[node] + RECOVERY * recovered
        return np.asarray((2 * last + 2 * mean + sides) // 6 + points)

    def at_once(self, node: int) -> int:
        """The satisfaction of a conversation that is over as it begins: its mood alone counts."""
        return int(self._graph.mood[0]) + self._points[node]


def _facts_of_labels(board: Board) -> Column:
    """For each label the facts of a recovery that its transition adds."""
    many = len(board.effects.known) << Arrival.EFFECT_SHIFT
    facts = np.zeros(many, dtype=np.int8)
    for label in range(many):
        effect = board.effects.known[label >> Arrival.EFFECT_SHIFT]
        spoiled = effect.critical or label & (Arrival.BROKEN | Arrival.EXPOSED)
        facts[label] = (
            OWN * ("own" in effect.shown)
            | MORE * bool(effect.shown & {"extra", "followup"})
            | SPOILED * bool(spoiled)
        )
    return facts
