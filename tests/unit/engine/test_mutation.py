"""Mutants: every kind of change is tried, and a test that notices it kills it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.engine.mutation import Survivor, mutants, mutate
from simulator.engine.trial import figure, run_test, scenes_of_moves
from simulator.ruleset import LISTEN, SILENCE
from simulator.scenario.diagnostic import dotted
from simulator.scenario.model import Expectation, ScenarioTest
from tests.support.amounts import cases
from tests.support.random_plays import scenario_of
from tests.support.scenarios import conversation

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

SCENES = """
[scenes.a]
says = "Hm."
variants = [{ when = "turns > 9", says = "Again." }]
[[scenes.a.replies]]
id = "r"
text = "Yes."
skills = ["own"]
slips = ["vague"]
when = "anger < 90"
routes = [{ when = "trust > 45", to = "good" }]
to = "bad"
[[scenes.a.replies]]
id = "s"
text = "No."
to = "bad"
[scenes.good]
says = "Good."
variants = [{ when = "mood >= pleased", says = "Very good." }]
ending = "good"
outcome = "full"
[scenes.bad]
says = "Bad."
ending = "bad"
outcome = "none"
"""
TEST = """
[[tests]]
moves = ["r"]
expect = { ending = "bad", anger = 38, trust = 34 }
"""


def test_every_kind_of_change_is_tried() -> None:
    """Tags are dropped, guards flipped, routes and variants dropped, but for an ending's: no move comes after them."""
    found = [
        (dotted(mutant.path), mutant.change) for mutant in mutants(conversation(SCENES).scenario)
    ]
    assert [
        ("scenes.a.variants[0]", "drop the variant"),
        ("scenes.a.variants[0].when", "flip the guard"),
        ("scenes.a.replies[0].skills[0]", "drop the skill own"),
        ("scenes.a.replies[0].slips[0]", "drop the slip vague"),
        ("scenes.a.replies[0].when", "flip the guard"),
        ("scenes.a.replies[0].routes[0]", "drop the route"),
        ("scenes.a.replies[0].routes[0].when", "flip the guard"),
    ] == found


def test_without_tests_every_mutant_survives() -> None:
    """Nothing notices anything."""
    mutation = mutate(conversation(SCENES).scenario)
    assert (7, 0, 0) == (mutation.tried, mutation.noticed, mutation.score)


def test_a_test_kills_what_it_notices() -> None:
    """Exact figures notice both tags, the flipped guard and the flipped route."""
    mutation = mutate(conversation(SCENES + TEST).scenario)
    assert [
        ("scenes.a.variants[0]", "drop the variant"),
        ("scenes.a.variants[0].when", "flip the guard"),
        ("scenes.a.replies[0].routes[0]", "drop the route"),
    ] == [(dotted(survivor.path), survivor.change) for survivor in mutation.survivors]


def test_a_failing_test_that_a_change_makes_pass_notices_nothing() -> None:
    """A change survives where all tests pass with it, whether or not they pass without it."""
    wrong = TEST.replace("bad", "good").replace("38", "34").replace("trust = 34", "trust = 50")
    survivors = mutate(conversation(SCENES + wrong).scenario).survivors
    assert [("scenes.a.replies[0].slips[0]", "drop the slip vague")] == [
        (dotted(survivor.path), survivor.change) for survivor in survivors
    ]


def test_the_way_of_a_silence_is_dropped_and_leaky_replies_are_left_alone() -> None:
    """A silence that leads on is one more change; a reply for shifts only is none, since no test can give it."""
    scenes = SCENES.replace('says = "Hm."', 'says = "Hm."\non_silence = "bad"')
    scenes = scenes.replace('id = "r"', 'id = "r"\nleaky = 40')
    scenario = conversation(scenes).scenario
    assert [
        ("scenes.a.variants[0]", "drop the variant"),
        ("scenes.a.variants[0].when", "flip the guard"),
        ("scenes.a.on_silence", "drop the silence"),
    ] == [(dotted(mutant.path), mutant.change) for mutant in mutants(scenario)]
    test = '[[tests]]\nmoves = ["silence"]\nexpect = { ending = "bad" }\n'
    survivors = mutate(conversation(scenes + test).scenario).survivors
    assert "scenes.a.on_silence" not in [dotted(survivor.path) for survivor in survivors]


def test_only_tests_that_enter_the_changed_scene_need_to_be_run() -> None:
    """On random scenarios with random plays as tests, the survivors are those that no test at all notices."""
    noticed = spared = 0
    for seed in range(cases(8, 4)):
        scenario = with_tests(scenario_of(seed), random.Random(seed))
        expected = []
        for mutant in mutants(scenario):
            machine = ScenarioMachine(mutant.scenario)
            if all(run_test(machine, test).passed for test in scenario.tests):
                expected.append(Survivor(mutant.path, mutant.change))
        mutation = mutate(scenario)
        assert tuple(expected) == mutation.survivors, f"seed {seed}"
        noticed += mutation.noticed
        entered = [scenes_of_moves(ScenarioMachine(scenario), test) for test in scenario.tests]
        spared += sum(set(scenes) != set(entered[0]) for scenes in entered)
    assert noticed
    assert spared


def with_tests(scenario: Scenario, rng: random.Random) -> Scenario:
    """The scenario, held to some random plays of it by where they come to."""
    tests = []
    for number in range(4):
        now = Conversation.begin(ScenarioMachine(scenario))
        moves: list[str] = []
        while not now.over and len(moves) < 12:
            allowed = [reply.id for reply in now.offered()] + [LISTEN] * now.can_listen
            moves.append(rng.choice(allowed or [SILENCE]))
            now = now.move(moves[-1]).after
        figures = {name: figure(now, name) for name in ("scene", "anger", "trust", "satisfaction")}
        expect = tuple(
            Expectation(name, "==", value, value)
            for name, value in figures.items()
            if value is not None
        )
        tests.append(ScenarioTest(f"play {number}", tuple(moves), expect))
    return replace(scenario, tests=tuple(tests))
