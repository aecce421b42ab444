"""Random plays along the graph against random plays of conversations, and both against the rules of drawing."""

from __future__ import annotations

from simulator.engine.machine import ScenarioMachine
from simulator.prover.policies import play_randomly
from simulator.prover.random_walks import random_walks
from simulator.prover.search.graph import Graph
from simulator.prover.search.search import Limits, Search
from tests.support.small_scenarios import small_scenario

SCENARIOS = 25
PLAYS = 12


def test_plays_on_the_graph_are_plays_of_conversations() -> None:
    """The same draws come to the same endings with the same satisfactions, with the clock and without."""
    compared = 0
    for seed in range(SCENARIOS):
        scenario, timed = small_scenario(seed), seed % 2 == 0
        search = Search(scenario, timed=timed, limits=Limits(20_000, 100_000))
        search.run()
        if not search.complete:
            continue
        machine = ScenarioMachine(scenario)
        graph = Graph.of(search)
        for turns in (2, 12):
            expected = play_randomly(machine, max_turns=turns, seed=seed, plays=PLAYS)
            actual = random_walks(search.board, graph, max_turns=turns, seed=seed, plays=PLAYS)
            assert expected == actual, f"seed {seed}, {turns} turns"
            compared += 1
    assert compared > SCENARIOS
