"""Moves on columns of states against `Conversation.move`, over random plays of random scenarios of every feature."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.engine.state import Gauges
from simulator.prover.analysis.batch_guards import CEILING, DEED, FORCED, TURNS, Field
from simulator.prover.encoding.layout import Gauges as Columns
from simulator.prover.encoding.layout import unpack
from simulator.prover.search.node_moves import NodeMoves
from simulator.prover.search.nodes import Board
from simulator.prover.search.scene_entry import SceneEntry
from simulator.prover.search.transitions import MOOD_OFFSET, Arrival
from simulator.ruleset import ceilings
from tests.reference.random_scenarios import random_document
from tests.support.brute_force import moves_of
from tests.support.documents import scenario_from

if TYPE_CHECKING:
    from simulator.engine.state import State
    from simulator.scenario.model import Scenario

CHUNKS = 4
SCENARIOS = 60
PLAYS = 4
MAX_MOVES = 20


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_moves_on_columns_are_moves_of_conversations(chunk: int) -> None:
    """Every legal move along random plays: the same gauges, scene, words, ending, and every field that is kept."""
    for seed in range(chunk, SCENARIOS, CHUNKS):
        rng = random.Random(seed)
        scenario = scenario_from(random_document(rng, "medium" if seed % 3 == 0 else "small"))
        timed = seed % 2 == 0
        board = Board(scenario, timed=timed)
        moves: dict[int, NodeMoves] = {}
        for _ in range(PLAYS):
            _follow(scenario, board, moves, timed, rng, f"seed {seed}")
        assert not board.layout.saturated


def _follow(
    scenario: Scenario,
    board: Board,
    moves: dict[int, NodeMoves],
    timed: bool,
    rng: random.Random,
    where: str,
) -> None:
    conversation = Conversation.begin(ScenarioMachine(scenario))
    arrival = _begin(board)
    for _ in range(MAX_MOVES):
        _compare(board, arrival, conversation.state, where)
        if conversation.over:
            return
        node = arrival.node
        assert node.place is not None
        if node.number not in moves:
            moves[node.number] = NodeMoves(board, node, node.place, timed=timed)
        # The state stands twice in the batch, so that columns of more than one state are gone through as well.
        ahead = list(moves[node.number].successors(np.repeat(arrival.keys, 2)))
        expected = moves_of(conversation, timed=timed)
        assert expected == [move.name for move, _ in ahead], where
        assert all([0, 1] == sorted(there.sources.tolist()) for _, there in ahead), where
        for move, there in ahead:
            _compare(board, there, conversation.move(move.name).after.state, where)
        chosen, arrival = rng.choice(ahead)
        arrival = Arrival(
            arrival.node, arrival.keys[:1], arrival.sources[:1], arrival.contributions[:1]
        )
        conversation = conversation.move(chosen.name).after


def _begin(board: Board) -> Arrival:
    customer = board.scenario.customer
    values = (customer.anger, customer.heard, customer.trust, customer.patience)
    gauges = Columns(*(np.array([value], dtype=np.int32) for value in values))
    none = np.zeros(1, dtype=np.int32)
    entry = SceneEntry(board, board.skeleton.start)
    (arrival,) = entry.arrivals(board.first_rows(), none, none, gauges, none)
    return arrival


def _compare(board: Board, arrival: Arrival, state: State, where: str) -> None:
    node = arrival.node
    assert state.ending == node.ending, where
    if node.ending is not None:
        assert state.mood + MOOD_OFFSET == int(arrival.keys[0]), where
        return
    assert node.place is not None
    place = (node.place.scene, node.variant, node.heard, node.place.boiled, node.place.walked)
    assert (state.scene, state.variant, state.parts_heard, state.boiled, state.walked) == place, (
        where
    )
    if node.place.interrupted is not None:
        assert state.interrupted == node.place.interrupted, where
    numbers, gauges = unpack(arrival.keys)
    anger, heard, trust = (int(column[0]) for column in (gauges.anger, gauges.heard, gauges.trust))
    actual = Gauges(anger, heard, trust, 0)
    told = state.gauges
    assert Gauges(told.anger, told.heard, told.trust, 0) == actual, where
    most = board.patience(node.place)
    assert min(told.patience, most) == int(gauges.patience[0]), where
    row = node.rows.rows()[numbers[:1]]
    kept = board.kept(node.place)
    for field, slot in board.layout.slots.items():
        value = int(board.layout.read(row, field)[0])
        if field in kept:
            assert min(_remembered(state, field), slot.most) == value, f"{where}, {field}"


def _remembered(state: State, field: Field) -> int:
    match field.kind:
        case "use":
            return state.uses.get(field.name, 0)
        case "listens":
            return state.listens.get(field.name, 0)
        case "given":
            return state.given.get(field.name, 0)
        case "visits":
            return state.visits.get(field.name, 0)
        case "flag":
            return field.name in state.flags
        case "seen":
            return field.name in state.seen
        case "listened":
            return field.name in state.listened
        case "promised":
            return field.name in state.promised
        case "open":
            return field.name in state.open_promises
    return {
        TURNS: state.turns,
        DEED: int(state.deed),
        FORCED: state.forced_silences,
        CEILING: ceilings()[::-1].index(state.ceiling),
    }[field]
