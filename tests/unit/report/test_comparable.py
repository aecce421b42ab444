"""Scores of two versions can be compared where only words differ, and then every play comes to the same."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.report.comparable import scores_compare
from simulator.scenario.parse import parse
from tests.support.random_plays import random_play, scenario_of
from tests.support.renamed_model import RenamedModel, names_of, scenes_of_all_moves
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


def scenario(text: str) -> Scenario:
    """The scenario of a text."""
    reading = parse(text.encode(), "parcel", "parcel.toml")
    assert reading.scenario is not None, reading.diagnostics
    return reading.scenario


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title = "Late parcel"', 'title = "Later parcel"'),
        ('channel = "phone"', 'channel = "chat"'),
        ('lesson = "Let people finish."', 'lesson = "Listen."'),
        ('name = "Dana Weiss"', 'name = "Dana Schwarz"'),
        ('"My parcel was meant to come on Monday."', '"My parcel is late."'),
        ('text = "It is the busy season."', 'text = "We are busy."'),
        ('answer = "Yes. Exactly."', 'answer = "Yes."'),
        ('note = "Says it back."', 'note = "Good."'),
        ("teaches = [8]", "teaches = [8, 28]"),
        ('nudge = "Hello? Are you there?"', 'nudge = "Hello?"'),
    ],
)
def test_words(before: str, after: str) -> None:
    """None of them decides a score."""
    assert before in PARCEL
    assert scores_compare(scenario(PARCEL), scenario(PARCEL.replace(before, after)))


def test_names() -> None:
    """Each scene and each reply may have another name, wherever it is mentioned."""
    before = scenario(PARCEL)
    made_in = scenes_of_all_moves(before)
    names = [(kind, name) for kind, name in names_of(before) if kind in ("scene", "reply")]
    assert {"scene", "reply"} == {kind for kind, _ in names}
    for kind, name in names:
        after = RenamedModel(before, kind, name, "another", made_in).scenario()
        assert scores_compare(before, after), name
        assert scores_compare(after, before), name


def test_names_with_another_change() -> None:
    """A reply under another name with other tags, or a guard that asks for another reply, isn't only renamed."""
    before = scenario(PARCEL)
    reply = next(reply for _, _, reply in before.replies() if reply.skills)
    scene = next(scene for scene, _, each in before.replies() if each is reply)
    renamed = replace(reply, id="another", skills=())
    replies = tuple(renamed if each is reply else each for each in scene.replies)
    scenes = {**before.scenes, scene.name: replace(scene, replies=replies)}

    assert not scores_compare(before, replace(before, scenes=MappingProxyType(scenes)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('needs = ["listen", "own", "solve"]', 'needs = ["listen", "own"]'),
        ("clock = 20", "clock = 21"),
        ('about = "Waits', 'anger = 41\nabout = "Waits'),
        ('about = "Waits', 'temperament = "cynic"\nabout = "Waits'),
        (', "And I can\'t stay in tomorrow."', ""),
        ('skills = ["reflect", "own"]', 'skills = ["reflect"]'),
        ('slips = ["dismiss"]', 'slips = ["rush"]'),
        ('when = "turns >= 2"', 'when = "turns >= 3"'),
        ('event = "fixed"', 'event = "partial"'),
        ('keeps = ["call-back"]\n', ""),
        (
            'promises = ["call-back"]',
            'promises = ["call-back"]\nwait = { ticks = 1, explained = true }',
        ),
        ('outcome = "full"', 'outcome = "alternative"'),
        ('ending = "saved"', 'ending = "safe"'),
    ],
)
def test_what_counts(before: str, after: str) -> None:
    """Any of these may change a score, or what it is of."""
    assert before in PARCEL
    assert not scores_compare(scenario(PARCEL), scenario(PARCEL.replace(before, after)))


def test_the_order_of_replies() -> None:
    """It decides nothing."""
    head, *replies = PARCEL.split("[[scenes.opening.replies]]")
    one, rest = replies
    other, mark, tail = rest.partition("\n[scenes.waiting]")
    swapped = "[[scenes.opening.replies]]".join(
        [head, f"{other}\n\n", f"{one.rstrip()}\n{mark}{tail}"]
    )
    assert scores_compare(scenario(PARCEL), scenario(swapped))


def test_plays_come_to_the_same() -> None:
    """In random scenarios whose words are all replaced, the same moves give the same gauges and the same score."""
    for seed in range(40):
        turns = random_play(seed)
        if not turns:
            continue
        old = scenario_of(seed)
        scenes = {
            name: replace(
                scene,
                replies=tuple(replace(reply, text="Other.", note="") for reply in scene.replies),
            )
            for name, scene in old.scenes.items()
        }
        new = replace(old, title="Other", scenes=MappingProxyType(scenes))
        assert scores_compare(old, new), f"seed {seed}"
        again = play(Conversation.begin(ScenarioMachine(new)), [turn.move for turn in turns])
        assert turns[-1].after.state == again[-1].after.state, f"seed {seed}"
    assert not scores_compare(scenario_of(1), scenario_of(2))
