"""A play with one thing changed comes to what playing it so comes to."""

from __future__ import annotations

import random
from dataclasses import replace
from types import MappingProxyType

import pytest

from simulator.engine.conversation import Conversation, IllegalMove, Turn
from simulator.engine.machine import ScenarioMachine
from simulator.engine.whatif import What, best_change, branches, without_tags
from simulator.ruleset import LISTEN, SILENCE
from tests.unit.engine.test_conversation import conversation
from tests.unit.report.test_words import scenario_of

SEEDS = range(40)
SCENES = """
[scenes.a]
says = ["One.", "Two."]
[[scenes.a.replies]]
id = "own"
text = "Ours."
skills = ["reflect", "own"]
to = "b"
[[scenes.a.replies]]
id = "blame"
text = "Theirs."
slips = ["blame"]
to = "b"
[[scenes.a.replies]]
id = "leave"
text = "Bye."
to = "bad"
[scenes.b]
says = "And?"
[[scenes.b.replies]]
id = "solve"
text = "Mended."
skills = ["solve"]
to = "good"
[[scenes.b.replies]]
id = "wait"
text = "Wait."
when = "chose('a.blame')"
to = "good"
[scenes.good]
says = "Good."
ending = "good"
outcome = "full"
[scenes.bad]
says = "Bad."
ending = "bad"
outcome = "none"
"""


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


def random_play(seed: int) -> list[Turn]:
    """A play of a random scenario, up to its end or twelve moves."""
    rng = random.Random(seed)
    now = Conversation.begin(ScenarioMachine(scenario_of(seed)))
    turns: list[Turn] = []
    while not now.over and len(turns) < 12:
        moves = [reply.id for reply in now.offered()] + [LISTEN] * now.can_listen
        turns.append(now.move(rng.choice(moves or [SILENCE])))
        now = turns[-1].after
    return turns


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
