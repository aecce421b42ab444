"""A play with one thing changed comes to what playing it so comes to."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.engine.whatif import What, best_change, branches, without_tags
from simulator.ruleset import LISTEN
from tests.support.random_plays import random_play
from tests.support.scenarios import SCENES, conversation

SEEDS = range(40)


def played(start: Conversation, moves: list[str]) -> tuple[Conversation, str | None]:
    """Where moves lead as far as they are allowed, and the first that is not."""
    for move in moves:
        if start.over:
            break
        try:
            start = start.move(move).after
        except IllegalMove:
            return start, move
    return start, None


def test_each_other_reply_leads_where_playing_it_leads() -> None:
    """On random plays, every branch is the play with that one move changed, followed as far as it can be."""
    compared = 0
    for seed in SEEDS:
        turns = random_play(seed)
        moves = [turn.move for turn in turns]
        for branch in branches(turns):
            later = (
                moves[branch.index :] if branch.what is What.LISTEN else moves[branch.index + 1 :]
            )
            after, lost = played(turns[0].before, [*moves[: branch.index], branch.name, *later])
            assert after.state == branch.after.state, f"seed {seed}"
            assert lost == branch.lost, f"seed {seed}"
            compared += 1
    assert compared > len(SEEDS)


def test_a_tag_left_out_is_left_out_of_that_reply_alone() -> None:
    """On random plays, leaving a tag out gives what a scenario without it gives, where the reply is given once."""
    compared = 0
    for seed in SEEDS:
        turns = random_play(seed)
        given = [(turn.scene, turn.move) for turn in turns]
        for branch in without_tags(turns):
            turn = turns[branch.index]
            reply = turn.reply
            assert reply is not None
            if given.count((turn.scene, turn.move)) > 1 or branch.name == "interrupt":
                continue
            bare = replace(
                reply,
                skills=tuple(name for name in reply.skills if name != branch.name),
                slips=tuple(name for name in reply.slips if name != branch.name),
            )
            scenario = turn.before.scenario
            scene = scenario.scenes[turn.scene]
            scenes = dict(scenario.scenes)
            scenes[turn.scene] = replace(
                scene, replies=tuple(bare if item.id == bare.id else item for item in scene.replies)
            )
            changed = replace(scenario, scenes=MappingProxyType(scenes))
            start = Conversation.begin(ScenarioMachine(changed))
            after, lost = played(start, [turn.move for turn in turns])
            assert after.state == branch.after.state, f"seed {seed}"
            assert lost == branch.lost, f"seed {seed}"
            compared += 1
    assert compared > len(SEEDS)


def test_an_interruption_counts_among_the_tags() -> None:
    """Without it the reply is as if they had said enough."""
    start = conversation(SCENES)
    turns = [turn := start.move("own"), turn.after.move("solve")]
    found = {branch.name: branch for branch in without_tags(turns)}
    assert {"reflect", "own", "interrupt", "solve"} == set(found)
    assert found["interrupt"].after.state.heard > turns[-1].after.state.heard
    with pytest.raises(KeyError):
        start.move_without_tag("own", "warm")
    with pytest.raises(IllegalMove):
        start.move_without_tag("solve", "solve")


def test_the_change_that_helps_most() -> None:
    """Of all branches that come to an end, the one with the highest score; what cannot be followed is not compared by it."""
    start = conversation(SCENES)
    turns = [turn := start.move("blame"), turn.after.move("wait")]
    found = branches(turns)
    parted = next(branch for branch in found if branch.name == "own")
    assert ("wait", None) == (parted.lost, parted.gain)
    assert turns[0].after == parted.beside
    ended = next(branch for branch in found if branch.name == "leave")
    assert ended.over
    assert ended.gain is not None
    best = best_change(found)
    assert best is not None
    assert max(branch.gain or 0 for branch in found) == best.gain
    assert (0, What.LISTEN) == (best.index, best.what)
    good = [turn := start.move(LISTEN), turn := turn.after.move("own"), turn.after.move("solve")]
    assert best_change(branches(good)) is None
