"""What a proof says, compared with what trying everything finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from tests.support.brute_force import TooLarge, moves_of, reach, remembered, scores

if TYPE_CHECKING:
    from simulator.prover.proof import Proof
    from simulator.scenario.model import Scenario

MAX_STATES = 500


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


MAX_TURNS = 4


def best_from(
    start: Conversation, max_turns: int = MAX_TURNS, most: int = MAX_STATES
) -> int | None:
    """The most satisfaction that any play from here comes to, of at most so many turns in all."""
    best: int | None = None
    met = {remembered(start.state, bounded=False)}
    todo = [start]
    while todo:
        conversation = todo.pop()
        if conversation.over:
            value = conversation.result().satisfaction
            best = value if best is None else max(best, value)
        elif conversation.state.turns < max_turns:
            for move in moves_of(conversation, timed=False):
                after = conversation.move(move).after
                key = remembered(after.state, bounded=False)
                if key not in met:
                    met.add(key)
                    todo.append(after)
                    if len(met) > most:
                        raise TooLarge
    return best
