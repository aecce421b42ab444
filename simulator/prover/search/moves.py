"""Moves on many states at once: what `Conversation.move` does to one, done to columns.

A node's states come in as row numbers and gauges; each move gives them out again by the nodes they come to. What
depends on rows alone is worked out once a row and kept. The mood rule is the engine's own (act_effects.py); the order of
what else a reply does follows docs/rules.md, "Moves" and "Entering a scene", and a test holds it equal to the
engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.engine.machine import LEAVES_BELOW
from simulator.engine.mood import Act
from simulator.prover.analysis.batch_guards import CEILING, DEED, FORCED, TURNS, Field
from simulator.prover.analysis.skeleton import ways
from simulator.prover.search.scene_entry import SceneEntry
from simulator.prover.search.transitions import (
    CEILING_AFTER,
    CEILINGS,
    Arrival,
    BatchGuard,
    gauges_after_event,
)
from simulator.ruleset import EVENTS, INTERRUPT, LISTEN, MAX_FORCED_SILENCES, RESUME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.prover.analysis.skeleton import Place
    from simulator.prover.encoding.layout import Column, Gauges, Rows
    from simulator.prover.search.nodes import Board, Node
    from simulator.scenario.model import Reply


LISTEN_CODE, SILENCE_CODE, FORCED_CODE = 100, 101, 102
"""Codes of the moves that aren't replies; a reply's code is its place in its scene."""


@dataclass(frozen=True, slots=True)
class _RowFacts:
    """What a move needs of each row: the case of its effects, whether a deed was done, the ceiling before it and (by its code)
    after its event, how many promises it keeps, whether it is one forced silence too many, and the rows after it, before a
    scene is entered.
    """

    cases: Column
    done: Column
    ceiling: Column
    ceiling_code: Column
    kept: Column
    ends: Column
    after: Rows


class Move:
    """One move at one node, with its code."""

    def __init__(self, board: Board, node: Node, place: Place, name: str, code: int):
        self.name, self.code = name, code
        self._forced = code == FORCED_CODE
        self._board, self._node, self._place = board, node, place
        scene = board.scene(place)
        self._scene = scene
        self._reply = reply = scene.reply(name)
        critical = bool(reply and reply.critical)
        self._effects = board.act_effects(scene.name, self._act(reply), critical=critical)
        self.when = BatchGuard(board.layout, reply.when) if reply and reply.when else None
        self._once = Field("given", f"{scene.name}.{name}") if reply and reply.once else None
        self._routes = (
            [BatchGuard(board.layout, route.when) for route in reply.routes] if reply else []
        )
        self.taken = [False] * (len(self._routes) + 1)
        self._targets = ways(reply) if reply else [scene.on_silence]
        self._entries: dict[tuple[str, int], SceneEntry] = {}
        self._facts: _RowFacts | None = None

    def offered(self, numbers: Column, gauges: Gauges) -> Column:
        """Whether the reply is offered, by state."""
        offered = np.ones(len(numbers), dtype=bool)
        rows = self._node.rows.rows()
        if self._once is not None:
            offered &= self._board.layout.read(rows, self._once)[numbers] == 0
        if self.when is not None:
            offered &= self.when.answer(rows, numbers, gauges)
        return offered

    def arrivals(self, numbers: Column, gauges: Gauges) -> Iterator[Arrival]:
        """Make the move in every state given; where each comes to, by node."""
        facts = self._row_facts()
        steps, effect_numbers = self._effects.apply(
            facts.cases[numbers], gauges, facts.done[numbers], facts.ceiling[numbers]
        )
        after = type(gauges)(steps.anger, steps.heard, steps.trust, steps.patience)
        contributions = effect_numbers << Arrival.EFFECT_SHIFT
        if self.name == LISTEN:
            everywhere = np.arange(len(numbers))
            yield from self._entry("hear", 0).arrivals(
                facts.after, everywhere, numbers, after, contributions
            )
            return
        code = facts.ceiling_code[numbers]
        if self._reply is not None and self._reply.event:
            after = gauges_after_event(self._reply.event, after, CEILINGS[code])
            contributions = Arrival.with_event(contributions, self._reply.event)
        kept = facts.kept[numbers]
        # As many times as the state with most promises kept needs; the others have had theirs and are left alone.
        for already in range(int(kept.max(initial=0))):
            keeps = kept > already
            code = np.where(keeps, CEILING_AFTER["kept"][code], code)
            after = gauges_after_event("kept", after, CEILINGS[code], keeps)
        for outcome, way, index in self._split(facts, numbers, after):
            whole = len(index) == len(numbers)
            yield from self._entry(outcome, way).arrivals(
                facts.after,
                index,
                numbers if whole else numbers[index],
                after if whole else after.at(index),
                contributions if whole else contributions[index],
            )

    def release(self) -> None:
        """Let go of what only making moves needs."""
        self._facts = None
        self._entries = {}

    def _split(
        self, facts: _RowFacts, numbers: Column, gauges: Gauges
    ) -> Iterator[tuple[str, int, Column]]:
        """Yield the states by how they continue (end, leave, boil, else go to the target) and by the way that is taken."""
        way = self._ways(facts.after, numbers, gauges)
        outcomes: list[tuple[str, Column]] = []
        if self._forced:
            # Nobody leaves because of a silence that could not be helped, but the third of a visit ends it.
            gone, outcome = facts.ends[numbers], "end"
        else:
            gone, outcome = (gauges.patience == 0) & (gauges.mood < LEAVES_BELOW), "leave"
        rest = ~gone
        if gone.any():
            outcomes.append((outcome, gone))
        if self._reply is not None and self._board.skeleton.boils(self._place, None) is not None:
            boils = rest & (gauges.anger >= self._board.scenario.customer.boil)
            if boils.any():
                outcomes.append(("boil", boils))
                rest &= ~boils
        outcomes.append(("go", rest))
        if way is None and len(outcomes) == 1:
            yield "go", 0, np.arange(len(numbers))
            return
        for outcome, mask in outcomes:
            for taken in range(len(self._targets)):
                index = np.flatnonzero(mask if way is None else mask & (way == taken))
                if len(index):
                    yield outcome, taken, index

    def _ways(self, rows: Rows, numbers: Column, gauges: Gauges) -> Column | None:
        """Which way sets the target, by state: a route by its place, or what follows the last; None where there is one way."""
        if not self._routes:
            self.taken[-1] = True
            return None
        way = np.full(len(numbers), len(self._routes), dtype=np.int8)
        undecided = np.ones(len(numbers), dtype=bool)
        for index, guard in enumerate(self._routes):
            holds = undecided & guard.answer(rows, numbers, gauges)
            if holds.any():
                self.taken[index] = True
                # A later route is asked only in states that no earlier one has taken.
                way[holds] = index
                undecided &= ~holds
        self.taken[-1] |= bool(undecided.any())
        return way

    def _entry(self, outcome: str, way: int) -> SceneEntry:
        entry = self._entries.get((outcome, way))
        if entry is None:
            board, place, to = self._board, self._place, self._targets[way]
            skeleton = board.skeleton
            if outcome == "hear":
                node = self._node
                entry = SceneEntry(
                    board, board.node(place, node.variant, node.heard + 1), enters=False
                )
            elif outcome == "leave":
                walks = skeleton.walks(place, to if self._reply else None)
                entry = SceneEntry(board, walks) if walks else SceneEntry(board, board.node(None))
            elif outcome == "end":
                entry = SceneEntry(board, board.node(None))
            elif outcome == "boil":
                entry = SceneEntry(board, skeleton.boils(place, to))
            elif skeleton.target(place, to) is None:
                entry = SceneEntry(board, self._node, enters=False, nowhere=to == RESUME)
            else:
                entry = SceneEntry(board, skeleton.after_target(place, to))
            self._entries[outcome, way] = entry
        return entry

    def _act(self, reply: Reply | None) -> Act:
        board, node = self._board, self._node
        customer = board.scenario.customer
        if self.name == LISTEN:
            more_than_enough = node.heard >= board.enough(node)
            return Act(skills=(LISTEN,), turn_cost=customer.hear_cost if more_than_enough else 0)
        if reply is None:
            return Act() if self._forced else Act(ticks=1)
        slips = reply.slips
        if board.interrupts(node) and not reply.may_interrupt:
            slips = (*slips, INTERRUPT)
        ticks, explained = (reply.wait.ticks, reply.wait.explained) if reply.wait else (0, False)
        return Act(
            reply.skills,
            slips,
            ticks,
            explained,
            reply.decline,
            customer.turn_cost,
            self._scene.abusive,
        )

    def _row_facts(self) -> _RowFacts:
        """Return the facts of all rows of the node; only those of new rows are worked out."""
        # Rows are only ever added to a node, so what is known of the first ones stays true.
        known = len(self._facts.cases) if self._facts else 0
        if self._facts is None or known < len(self._node.rows):
            fresh = self._facts_of(self._node.rows.rows(known))
            old = self._facts
            self._facts = fresh if old is None else _append_facts(old, fresh)
        return self._facts

    def _facts_of(self, rows: Rows) -> _RowFacts:
        layout = self._board.layout
        after = rows.copy()
        kept = np.zeros(len(rows), dtype=np.int32)
        ends = np.zeros(len(rows), dtype=bool)
        code = layout.read(rows, CEILING)
        ceiling = CEILINGS[code]
        if self.name == LISTEN:
            self._hear(after)
        else:
            layout.count(after, TURNS)
        if self._forced and self._scene.on_silence is None:
            ends = layout.read(rows, FORCED) + 1 >= MAX_FORCED_SILENCES
            layout.count(after, FORCED)
        if self._reply is not None:
            if self._reply.event:
                code = CEILING_AFTER[self._reply.event][code]
            kept = self._consequences(self._reply, after)
        return _RowFacts(
            cases=self._effects.cases(layout, rows),
            done=layout.read(rows, DEED) > 0,
            ceiling=ceiling,
            ceiling_code=code,
            kept=kept,
            ends=ends,
            after=after,
        )

    def _hear(self, rows: Rows) -> None:
        layout, node, name = self._board.layout, self._node, self._scene.name
        layout.count(rows, Field("use", LISTEN))
        layout.count(rows, Field("listens", name))
        words = self._board.words(node)
        for flag in words[node.heard].sets:
            layout.write(rows, Field("flag", flag), 1)
        if node.variant is None and node.heard + 1 == len(words):
            layout.write(rows, Field("listened", name), 1)

    def _consequences(self, reply: Reply, rows: Rows) -> Column:
        """Apply a reply to rows, in place, up to its target; return how many promises it keeps, by row."""
        layout = self._board.layout
        for skill in dict.fromkeys(reply.skills):
            layout.count(rows, Field("use", skill))
        layout.count(rows, Field("given", f"{self._scene.name}.{reply.id}"))
        for flag in reply.sets:
            layout.write(rows, Field("flag", flag), 1)
        for flag in reply.clears:
            layout.write(rows, Field("flag", flag), 0)
        code = layout.read(rows, CEILING)
        if reply.event:
            code = CEILING_AFTER[reply.event][code]
            if EVENTS[reply.event].deed:
                layout.write(rows, DEED, 1)
        kept = np.zeros(len(rows), dtype=np.int32)
        for promise in dict.fromkeys(reply.keeps):
            keeps = layout.read(rows, Field("open", promise))
            code = np.where(keeps, CEILING_AFTER["kept"][code], code)
            kept += keeps
            layout.write(rows, Field("open", promise), 0)
        layout.write(rows, CEILING, code)
        if EVENTS["kept"].deed:
            layout.write(rows, DEED, layout.read(rows, DEED) | (kept > 0))
        for promise in reply.promises:
            layout.write(rows, Field("open", promise), 1)
            layout.write(rows, Field("promised", promise), 1)
        return kept


def _append_facts(old: _RowFacts, fresh: _RowFacts) -> _RowFacts:
    def join(name: str) -> Any:
        return np.concatenate((getattr(old, name), getattr(fresh, name)))

    return _RowFacts(*(join(name) for name in _RowFacts.__slots__))
