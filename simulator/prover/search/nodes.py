"""The nodes of the search: every place with words chosen and parts heard, and the rows met there.

A node is what a conversation's scene, words and fired triggers come to; the rest of a state is a row and four gauges. Nodes
are made when first reached and numbered in that order, so that the same scenario always gives the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.prover.analysis.batch_guards import Field
from simulator.prover.analysis.relevance import relevance_of
from simulator.prover.analysis.skeleton import Place, Skeleton
from simulator.prover.encoding.layout import Layout, RowIndex
from simulator.prover.search.act_effects import ActEffects, MoveEffects
from simulator.ruleset import LISTEN, NEED_BY_OUTCOME, WALKED_OUT
from simulator.vocabulary import Need, Outcome

if TYPE_CHECKING:
    from simulator.engine.mood import Act
    from simulator.prover.encoding.layout import Rows
    from simulator.scenario.model import Part, Scenario, Scene


@dataclass(frozen=True, slots=True)
class Node:
    """A place, the words spoken there (a variant's index, or None for its own) and how many parts are heard.

    An ending is a node too, with `ending` its name; its `place` is None for a customer who walked out.
    """

    number: int
    place: Place | None
    variant: int | None
    heard: int
    ending: str | None
    outcome: Outcome | None
    need: Need | None
    rows: RowIndex = field(repr=False, compare=False)


class Board:
    """A scenario prepared for search: its skeleton, its layout, and the nodes met so far."""

    def __init__(self, scenario: Scenario, *, timed: bool):
        self.scenario = scenario
        self.skeleton = Skeleton(scenario)
        self._relevance = relevance_of(scenario, self.skeleton, timed=timed)
        self.layout = Layout(self._relevance)
        self.move_effects = MoveEffects(scenario)
        self._act_effects: dict[tuple[str, Act, bool], ActEffects] = {}
        self.nodes: list[Node] = []
        self._numbers: dict[tuple[Place | None, int | None, int], Node] = {}

    def node(self, place: Place | None, variant: int | None = None, heard: int = 0) -> Node:
        """Return the node of a place, words and parts heard; an ending is one node, however it was entered."""
        ending = outcome = need = None
        if place is None:
            ending, outcome, need = WALKED_OUT, Outcome.NONE, NEED_BY_OUTCOME[Outcome.NONE]
        elif over := self.scenario.scenes[place.scene].ending:
            place, variant, heard = Place(place.scene), None, 0
            ending, outcome, need = over.name, over.outcome, over.need
        key = (place, variant, heard)
        node = self._numbers.get(key)
        if node is None:
            rows = RowIndex(self.layout.words)
            node = Node(len(self.nodes), place, variant, heard, ending, outcome, need, rows)
            self._numbers[key] = node
            self.nodes.append(node)
        return node

    def first_rows(self) -> Rows:
        """Return the one row of a play that has not entered its start scene yet."""
        rows = self.layout.empty(1)
        for flag in self.scenario.sets:
            self.layout.write(rows, Field("flag", flag), 1)
        return rows

    def act_effects(self, scene: str, act: Act, *, critical: bool) -> ActEffects:
        """Return the effects of an act, shared by all nodes; of listening, by those of the scene."""
        key = (scene if LISTEN in act.skills else "", act, critical)
        if key not in self._act_effects:
            self._act_effects[key] = ActEffects(
                self.scenario, scene, act, self.move_effects, critical=critical
            )
        return self._act_effects[key]

    def kept(self, place: Place) -> frozenset[Field]:
        """Return the fields that a row holds at a place just as they are."""
        return self._relevance.live[place] - self._relevance.equivalent[place].keys()

    def patience(self, place: Place) -> int:
        """Return the patience from which on more makes no difference at a place."""
        return self._relevance.patience[place]

    def scene(self, place: Place) -> Scene:
        """Return the scene of a place."""
        return self.scenario.scenes[place.scene]

    def words(self, node: Node) -> tuple[Part, ...]:
        """All parts of the words spoken at a node."""
        return self.scene(node.place).words(node.variant) if node.place else ()

    def enough(self, node: Node) -> int:
        """Parts from which on a reply at a node isn't an interruption."""
        parts = len(self.words(node))
        enough = self.scene(node.place).enough if node.place else None
        return parts if enough is None else min(enough, parts)

    def interrupts(self, node: Node) -> bool:
        """Whether a reply at a node interrupts: too little is heard, and nothing heard asks for an answer."""
        heard = self.words(node)[: node.heard]
        return node.heard < self.enough(node) and not any(part.asks for part in heard)
