"""The proof against a brute force, on random scenarios small enough for one: every fact of every one is the same."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.prover.prover import prove
from simulator.scenario.parse import parse
from tests.unit.prover.brute import TooLarge, is_bounded, reach, scores
from tests.unit.prover.small import small_scenario

if TYPE_CHECKING:
    from simulator.prover.proof import Proof
    from simulator.scenario.model import Scenario

CHUNKS = 10
SCENARIOS = int(os.environ.get("PROVE_SCENARIOS", "300"))
MAX_STATES = 500
LIMIT = 20_000
RANDOM_PLAYS = 5
MOST_TURNS = (3, 4, 5)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_proof_and_brute_force_agree(chunk: int) -> None:
    """Reachability, shortest ways, traps, scores by ending and longer plays; and every witness does what it claims."""
    compared = scored = 0
    for seed in range(chunk, SCENARIOS, CHUNKS):
        scenario = small_scenario(seed)
        assert is_bounded(scenario)
        timed, max_turns = seed % 3 == 0, MOST_TURNS[seed % len(MOST_TURNS)]
        proof = prove(
            scenario, timed=timed, max_turns=max_turns, limit=LIMIT, random_plays=RANDOM_PLAYS
        )
        if proof.stopped == "limit":
            continue
        assert proof.exact, f"seed {seed}: {proof.bounds}"
        where = f"seed {seed}, timed {timed}, {max_turns} turns"
        check_witnesses(scenario, proof, where)
        try:
            compare_reach(scenario, proof, timed, where)
            compared += 1
        except TooLarge:
            pass
        try:
            compare_scores(scenario, proof, timed, max_turns, where)
            scored += 1
        except TooLarge:
            pass
    least = SCENARIOS // CHUNKS // 3
    assert compared >= least
    assert scored >= least


@pytest.mark.parametrize("again", ['"Back."', '["Back.", "As I said.", "So there."]'])
@pytest.mark.parametrize("when", ["seen('opening')", "seen('opening') or mood < calm"])
def test_a_scene_come_back_to_pays_for_what_was_heard_before(again: str, when: str) -> None:
    """Listening on a second visit, where there is anything to hear, counts those of the first."""
    text = f"""
format = 1
title = "Back"
summary = "A scene is come back to."
channel = "phone"
level = 1
needs = ["listen"]
start = "opening"
[customer]
name = "N"
temperament = "steady"
[scenes.opening]
says = ["One.", "Two.", "Three."]
enough = 1
variants = [{{ when = "{when}", says = {again} }}]
[[scenes.opening.replies]]
id = "away"
text = "Away."
skills = ["explain"]
to = "other"
[[scenes.opening.replies]]
id = "end"
text = "Bye."
skills = ["thank"]
to = "done"
[scenes.other]
says = "Well?"
[[scenes.other.replies]]
id = "back"
text = "Back."
skills = ["solve"]
to = "opening"
[scenes.done]
says = "Bye."
ending = "done"
outcome = "full"
"""
    scenario = parse(text.encode(), "back", "back.toml").scenario
    assert scenario is not None
    proof = prove(scenario, max_turns=MOST_TURNS[0], random_plays=RANDOM_PLAYS)
    compare_scores(scenario, proof, False, MOST_TURNS[0], when)


def compare_reach(scenario: Scenario, proof: Proof, timed: bool, where: str) -> None:
    """Facts over plays of any length."""
    expected = reach(scenario, timed=timed, most=MAX_STATES)
    # A leaky reply is offered in a shift only, and not missed here.
    names = [
        (f"{scene.name}.{reply.id}", reply)
        for scene, _, reply in scenario.replies()
        if reply.leaky is None
    ]
    replies = [name for name, _ in names]
    routes = [f"{name}[{index}]" for name, reply in names for index in range(len(reply.routes))]
    found = {
        (item.ending, item.scene): len(item.shortest)
        for item in proof.endings
        if item.shortest is not None
    }
    assert expected.endings == found, where
    assert all(item.reachable == (item.shortest is not None) for item in proof.endings), where
    assert [name for name in scenario.scenes if name not in expected.scenes] == list(
        proof.unreachable_scenes
    ), where
    assert [name for name in replies if name not in expected.offered] == list(
        proof.never_offered
    ), where
    assert [name for name in routes if name not in expected.taken] == list(
        proof.never_taken_routes
    ), where
    assert expected.traps == {trap.scene: len(trap.moves) for trap in proof.traps}, where
    dead = {route for route in routes if route not in expected.taken}
    dead |= {f"{name}.to" for name, reply in names if reply.to and name not in expected.followed}
    assert {way for way in dead if re.split(r"\[|\.to$", way)[0] in expected.offered} == set(
        proof.dead_ways
    ), where
    forced = {item.scene: len(item.moves) for item in proof.forced_silences}
    assert expected.forced == forced, where
    nowhere = {item.reply: len(item.moves) for item in proof.nothing_to_resume}
    assert expected.nowhere == nowhere, where
    assert expected.deeds == {item.reply for item in proof.repeated_deeds}, where
    assert expected.promises == {(item.reply, item.promise) for item in proof.promise_farms}, where
    assert expected.endless == (proof.endless is not None), where


def compare_scores(
    scenario: Scenario,
    proof: Proof,
    timed: bool,
    max_turns: int,
    where: str,
    most: int = 2 * MAX_STATES,
) -> None:
    """Facts over plays of at most so many turns."""
    expected = scores(scenario, timed=timed, max_turns=max_turns, most=most)
    satisfaction = {
        (item.ending, item.scene): item.satisfaction for item in proof.endings if item.satisfaction
    }
    qa = {(item.ending, item.scene): item.qa for item in proof.endings if item.qa}
    assert expected.satisfaction == satisfaction, where
    assert expected.qa == qa, where
    assert expected.longer == proof.longer_plays, where
    values = [value for pair in expected.satisfaction.values() for value in pair]
    extremes = [item.satisfaction for item in (proof.worst, proof.best) if item]
    assert ([min(values), max(values)] if values else []) == extremes, where


def check_witnesses(scenario: Scenario, proof: Proof, where: str) -> None:
    """Each sequence of moves, played, comes to what it is given for."""
    start = Conversation.begin(ScenarioMachine(scenario))

    def played(moves: tuple[str, ...]) -> Conversation:
        turns = play(start, moves)
        return turns[-1].after if turns else start

    for item in proof.endings:
        if item.shortest is not None:
            state = played(item.shortest).state
            assert item.ending == state.ending, where
            assert item.scene in (None, state.scene), where
    for trap in proof.traps:
        assert trap.scene == played(trap.moves).state.scene, where
    for silence in proof.forced_silences:
        conversation = played(silence.moves)
        assert conversation.silence_is_forced, where
        assert silence.scene == conversation.state.scene, where
    for deed in proof.repeated_deeds:
        assert played(deed.moves).state.given[deed.reply] >= 2, where
    for farm in proof.promise_farms:
        turn = play(start, farm.moves)[-1]
        assert farm.promise in turn.before.state.open_promises, where
        assert turn.after.state.given[farm.reply] >= 2, where
        assert turn.before.state.kept < turn.after.state.kept, where
    if proof.endless is not None:
        moves, loop = proof.endless.moves, proof.endless.loop
        first, last = played(moves), played((*moves, *loop, *loop, *loop))
        assert first.state.gauges[:3] == last.state.gauges[:3], where
        assert proof.endless.scene == first.state.scene == last.state.scene, where
    for scored in (proof.best, proof.worst):
        if scored is not None:
            end = played(scored.moves)
            assert scored.satisfaction == end.result().satisfaction, where
            assert end.state.turns <= proof.max_turns, where
