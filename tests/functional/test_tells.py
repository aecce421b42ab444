"""The wording of the library's replies gives nothing away: neither one feature of it nor all of them together."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simulator.engine.machine import ScenarioMachine
from simulator.scenario.library import load, shipped_folder
from tests.reference.tells import Choice, chance, choices, picks, plays_by_feature
from tests.reference.wording import FEATURES

if TYPE_CHECKING:
    from simulator.scenario.model import Reply, Scenario


SEED = 1
PLAYS = 2
MAX_BY_FEATURE = 10
MAX_PICKED = 0.36
LEAST_CHOICES = 150
MARK = "!"
COURTESIES = ("thank", "warm", "reassure")
MAX_SLIPPED = 1 / 3
MAX_REPEATING = 0.10
LONGEST_REPETITION = 5
SMALL_WORDS = frozenset(
    re.split(
        " ",
        "the a an and or but i you it is was that this to of in on for not no yes do don't we he she they my your me",
    )
)


@cache
def library() -> tuple[Scenario, ...]:
    """Every shipped scenario."""
    readings = [load(path) for path in sorted(shipped_folder().glob("*.toml"))]
    return tuple(reading.scenario for reading in readings if reading.scenario)


@cache
def library_choices() -> tuple[Choice, ...]:
    """The choices of every shipped scenario."""
    return tuple(choice for scenario in library() for choice in choices(scenario))


def test_no_single_feature_of_the_wording_plays_well() -> None:
    """Who hears everyone out and goes by one feature of the words, or by the place, stays below a mean satisfaction of 10."""
    machines = [ScenarioMachine(scenario) for scenario in library()]
    means = plays_by_feature(machines, seed=SEED, plays=PLAYS)
    assert {} == {name: mean for name, mean in means.items() if mean >= MAX_BY_FEATURE}, SEED


def test_all_features_together_do_not_pick_the_best_reply() -> None:
    """A reader of the wording alone, trained on the other files, finds the best reply in at most 36 % of the choices."""
    found = library_choices()
    assert len(found) >= LEAST_CHOICES
    assert np.mean(picks(found)) <= MAX_PICKED, f"chance is {chance(found):.0%}"


def test_a_planted_mark_is_found_by_the_reader() -> None:
    """An exclamation mark on most best replies is enough for the reader to pick most of them."""
    column = FEATURES.index("exclamation marks")
    planted = []
    for choice in library_choices():
        features = choice.features.copy()
        features[:, column] = choice.best
        planted.append(replace(choice, features=features))
    assert np.mean(picks(planted)) > 2 * MAX_PICKED


def test_a_planted_mark_is_found_by_the_plays() -> None:
    """Where exactly the replies without a slip carry a mark, going by the mark plays well."""
    machines = [ScenarioMachine(marked(scenario)) for scenario in library()]
    means = plays_by_feature(machines, seed=SEED, plays=1, only=("exclamation marks",))
    assert means["most exclamation marks"] >= MAX_BY_FEATURE > means["least exclamation marks"]


def marked(scenario: Scenario) -> Scenario:
    """Return the scenario with a mark on the words of each reply without a slip, and on no other."""

    def with_mark(reply: Reply) -> Reply:
        clean = not reply.slips and reply.critical is None
        return replace(reply, text=reply.text.replace(MARK, ".") + (MARK if clean else ""))

    scenes = {
        name: replace(scene, replies=tuple(map(with_mark, scene.replies)))
        for name, scene in scenario.scenes.items()
    }
    return replace(scenario, scenes=MappingProxyType(scenes))


@pytest.mark.parametrize("skill", COURTESIES)
def test_courtesy_is_taught_and_not_only_a_trap(skill: str) -> None:
    """Over the library at most a third of the replies that thank, are warm or reassure carry a slip as well."""
    shown = [
        reply for scenario in library() for *_, reply in scenario.replies() if skill in reply.skills
    ]
    assert shown
    slipped = [reply.id for reply in shown if reply.slips]
    assert len(slipped) <= MAX_SLIPPED * len(shown), slipped


def repeats(reply: Reply) -> bool:
    """Whether the answer begins with a few words of the reply as a sentence of its own, and goes on from there."""
    first, _, rest = re.sub("[!?]", ".", reply.answer).partition(".")
    words = re.findall(r"[a-z0-9'£]+", first.lower())
    telling = set(words) - SMALL_WORDS
    said = re.findall(r"[a-z0-9'£]+", reply.text.lower())
    return bool(
        telling <= set(said) and telling and rest.strip() and len(words) <= LONGEST_REPETITION
    )


def test_customers_seldom_answer_by_repeating_the_reply() -> None:
    """Over the library at most a tenth of the answers do, so that people don't all sound alike."""
    replies = [reply for scenario in library() for *_, reply in scenario.replies() if reply.answer]
    repeating = [reply.id for reply in replies if repeats(reply)]
    assert len(repeating) <= MAX_REPEATING * len(replies), repeating
