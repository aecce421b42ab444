"""Careful play: hear everyone out, then take any reply that isn't an obvious mistake.

How often that satisfies the customer says how hard a scenario is. Played along the graph of a search where that is whole, a few
thousand plays at once; else as conversations, with the same draws. A test holds the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.conversation import Conversation
from simulator.engine.result import csat_of
from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.policies import draw
from simulator.prover.scoring.paths import Paths
from simulator.prover.search.moves import LISTEN_CODE, SILENCE_CODE
from simulator.ruleset import LISTEN, SILENCE
from simulator.vocabulary import CRITICAL_TO_CUSTOMER

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.engine.machine import ScenarioMachine
    from simulator.prover.encoding.layout import Column
    from simulator.prover.search.graph import Graph
    from simulator.prover.search.search import Search
    from simulator.scenario.model import Reply

MISTAKES = frozenset(("dismiss", "blame", "dump", "robotic", "entitled", "cold", "giveup"))
"""Slips that someone who takes care doesn't make."""
SATISFIED = 4
"""The least CSAT of a customer who is satisfied."""
CAREFUL_PLAYS = 4000
CAREFUL_SEED = 1
LEVEL_SHARES = ((1, 70), (2, 50), (3, 30), (4, 15))
"""For each level but the last the least percentage of careful plays that satisfy."""
HARDEST = 5


@dataclass(frozen=True, slots=True)
class CarefulPlays:
    """How many careful plays satisfied the customer; those that did not end within the turns did not."""

    seed: int
    plays: int
    satisfied: int

    @property
    def percent(self) -> int:
        """The share of plays that satisfied, in whole percent, rounded down."""
        return 100 * self.satisfied // self.plays if self.plays else 0

    @property
    def level(self) -> int:
        """The level that this share stands for, 1 to 5."""
        return next((level for level, least in LEVEL_SHARES if self.percent >= least), HARDEST)


def is_careful(reply: Reply) -> bool:
    """Whether someone who takes care would give a reply."""
    return reply.critical is None and MISTAKES.isdisjoint(reply.slips)


def play_carefully(
    machine: ScenarioMachine, *, max_turns: int, seed: int, plays: int
) -> CarefulPlays:
    """Return that many careful plays, as conversations."""
    satisfied = sum(_is_satisfied(machine, max_turns, seed, number) for number in range(plays))
    return CarefulPlays(seed, plays, satisfied)


def _is_satisfied(machine: ScenarioMachine, max_turns: int, seed: int, number: int) -> bool:
    conversation, moves = Conversation.begin(machine), 0
    while not conversation.over:
        moves += 1
        offered = conversation.offered()
        if conversation.can_listen:
            move = LISTEN
        elif conversation.state.turns >= max_turns:
            return False
        elif not offered:
            move = SILENCE
        else:
            some = [reply for reply in offered if is_careful(reply)] or offered
            move = some[draw(seed, number, moves) % len(some)].id
        conversation = conversation.move(move).after
    return conversation.result().predicted.csat >= SATISFIED


def walk_carefully(
    search: Search, graph: Graph, *, max_turns: int, seed: int, plays: int
) -> CarefulPlays:
    """Return that many careful plays, along the graph of a search that is complete."""
    board = search.board
    paths = Paths(board, graph, 1)
    careful, harms = _by_move(search, is_careful), _by_move(search, _harms)
    labels, numbers = paths.start(plays), np.arange(plays)
    turns, harmed = np.zeros(plays, dtype=np.int32), np.zeros(plays, dtype=bool)
    satisfied = move = 0
    while len(numbers):
        ending = graph.ending[labels.state]
        for node in sorted_unique(ending[ending >= 0]).tolist():
            index = np.flatnonzero(ending == node)
            # A play of no moves has no path yet.
            values = paths.satisfaction(labels.at(index), node) if move else [paths.at_once(node)]
            need = board.nodes[node].need
            several = zip(np.broadcast_to(values, len(index)), harmed[index], strict=True)
            satisfied += sum(
                csat_of(int(value), need, harmed=bool(hurt)) >= SATISFIED for value, hurt in several
            )
        move += 1
        places = np.flatnonzero(ending < 0)
        edges = _choose_transitions(
            graph, labels.state[places], numbers[places], careful, seed, move
        )
        block = _block_of(graph, labels.state[places])
        harmed = harmed[places] | harms[block, np.minimum(graph.move[edges], len(harms[0]) - 1)]
        turns = turns[places] + paths.turns[graph.contribution[edges]]
        labels, numbers = paths.after(labels, edges, places, 0), numbers[places]
        going = np.flatnonzero(turns <= max_turns)
        labels, numbers, turns, harmed = (
            labels.at(going),
            numbers[going],
            turns[going],
            harmed[going],
        )
    return CarefulPlays(seed, plays, satisfied)


def _choose_transitions(
    graph: Graph, states: Column, numbers: Column, careful: Column, seed: int, move: int
) -> Column:
    """Return the transition that each play takes from its state."""
    edges, places = graph.transitions_from(states)
    codes = graph.move[edges]
    many = len(states)
    replies = codes < LISTEN_CODE
    good = replies.copy()
    good[replies] = careful[_block_of(graph, states[places[replies]]), codes[replies]]

    def count(which: Column) -> Column:
        return np.bincount(places[which], minlength=many)

    listens = codes == LISTEN_CODE
    has_listen, has_good, has_reply = count(listens) > 0, count(good) > 0, count(replies) > 0
    among = np.where(
        has_listen[places],
        listens,
        np.where(
            has_good[places], good, np.where(has_reply[places], replies, codes >= SILENCE_CODE)
        ),
    )
    counts = count(among)
    drawn = np.array([draw(seed, number, move) for number in numbers.tolist()], dtype=np.int64)
    firsts = np.cumsum(counts) - counts
    return edges[among][firsts + drawn % counts]


def _block_of(graph: Graph, states: Column) -> Column:
    return np.searchsorted(graph.bounds, states, side="right") - 1


def _by_move(search: Search, holds: Callable[[Reply], bool]) -> Column:
    """By block and a reply's place in its scene, whether something holds of it; the last column is for all other moves."""
    scenes = [
        search.board.scene(block.node.place) if block.node.place else None
        for block in search.blocks
    ]
    many = max(len(scene.replies) for scene in scenes if scene) + 1
    table = np.zeros((len(scenes), many), dtype=bool)
    for row, scene in zip(table, scenes, strict=True):
        if scene is not None:
            row[: len(scene.replies)] = [holds(reply) for reply in scene.replies]
    return table


def _harms(reply: Reply) -> bool:
    return reply.critical is not None and reply.critical.kind == CRITICAL_TO_CUSTOMER
