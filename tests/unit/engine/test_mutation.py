"""Mutants: every kind of change is tried, and a test that notices it kills it."""

from __future__ import annotations

from simulator.engine.mutation import mutants, mutate
from simulator.scenario.diagnostic import dotted
from tests.support.scenarios import conversation

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
