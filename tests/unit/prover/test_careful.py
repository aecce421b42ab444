"""Careful play: along the graph as in conversations, and the level that its share stands for."""

from __future__ import annotations

import pytest

from simulator.engine.machine import ScenarioMachine
from simulator.prover.careful import CarefulPlays, play_carefully, walk_carefully
from simulator.prover.search.graph import Graph
from simulator.prover.search.search import Limits, Search
from tests.support.planted import scenario_of
from tests.support.small_scenarios import small_scenario

SCENARIOS = 60
PLAYS = 20
CAREFUL = """
[scenes.opening]
says = ["One.", {{ text = "Two.", sets = ["told"] }}]
[[scenes.opening.replies]]
id = "shrug"
text = "x"
slips = ["dismiss"]
to = "bad"
[[scenes.opening.replies]]
id = "breach"
text = "x"
critical = {{ kind = "compliance", why = "x" }}
to = "bad"
{good}
[scenes.good]
says = "Thanks."
ending = "resolved"
outcome = "full"
[scenes.bad]
says = "No."
ending = "lost"
outcome = "none"
"""
GOOD = """
[[scenes.opening.replies]]
id = "recap"
text = "x"
skills = ["reflect", "own"]
when = "flag('told')"
to = "good"
"""


def test_plays_on_the_graph_are_plays_of_conversations() -> None:
    """The same draws satisfy as often, within few turns and many; and both satisfied and unsatisfied customers are met."""
    compared, shares = 0, set()
    for seed in range(SCENARIOS):
        scenario = small_scenario(seed)
        search = Search(scenario, timed=False, limits=Limits(20_000, 100_000))
        search.run()
        if not search.complete:
            continue
        machine, graph = ScenarioMachine(scenario), Graph.of(search)
        for turns in (2, 12):
            expected = play_carefully(machine, max_turns=turns, seed=seed, plays=PLAYS)
            actual = walk_carefully(search, graph, max_turns=turns, seed=seed, plays=PLAYS)
            assert expected == actual, f"seed {seed}, {turns} turns"
            compared += 1
            shares.add(expected.satisfied)
    assert compared > SCENARIOS
    assert 0 in shares
    assert any(0 < satisfied < PLAYS for satisfied in shares)


@pytest.mark.parametrize(("good", "percent"), [(GOOD, 100), ("", 0)])
def test_whoever_takes_care_hears_everything_and_makes_no_mistake(good: str, percent: int) -> None:
    """The good reply is offered only after the last part, and the mistakes are made only where nothing else is offered."""
    machine = ScenarioMachine(scenario_of(CAREFUL.format(good=good)))
    assert percent == play_carefully(machine, max_turns=20, seed=1, plays=PLAYS).percent


@pytest.mark.parametrize(
    ("satisfied", "level"),
    [(100, 1), (70, 1), (69, 2), (50, 2), (49, 3), (30, 3), (29, 4), (15, 4), (14, 5), (0, 5)],
)
def test_the_level_goes_by_the_share(satisfied: int, level: int) -> None:
    """Each share on either side of a step."""
    assert level == CarefulPlays(1, 100, satisfied).level
