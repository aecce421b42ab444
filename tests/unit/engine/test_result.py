"""The result: satisfaction, quality and predictions at the borders of every rule."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from simulator.engine.result import Predicted, quality, result_of, satisfaction
from simulator.engine.state import Gauges, State
from simulator.tables import BANDS, DIMENSIONS, band
from tests.unit.engine.test_conversation import WORKED, conversation

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


def scenario(*needs: str) -> Scenario:
    """A scenario that calls for some skills."""
    return conversation(WORKED, needs=", ".join(f'"{need}"' for need in needs)).scenario


def over(**fields: object) -> State:
    """A state that has ended."""
    state = State("g", Gauges(40, 50, 50, 20), ending="done", outcome="full", mood_path=(10,))
    return state._replace(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mood", "name"),
    [
        (-100, "furious"), (-61, "furious"), (-60, "angry"), (-36, "angry"), (-35, "frustrated"),
        (-11, "frustrated"), (-10, "wary"), (14, "wary"), (15, "calm"), (39, "calm"),
        (40, "pleased"), (64, "pleased"), (65, "delighted"), (100, "delighted"),
    ],
)  # fmt: skip
def test_bands_meet_at_their_borders(mood: int, name: str) -> None:
    """Each border belongs to the band above it."""
    assert name == band(mood)
    assert mood >= BANDS[name]


@pytest.mark.parametrize(
    ("path", "outcome", "recovered", "expected"),
    [
        ((-30, -8, 12, 22, 51, 63), "full", True, 50),
        ((-7,), "alternative", False, -7),
        ((-1, -2), "none", False, -22),
        ((5, 0), "full", False, 11),
    ],
)
def test_satisfaction_weighs_end_mean_best_and_worst(
    path: tuple[int, ...], outcome: str, recovered: bool, expected: int
) -> None:
    """All divisions round towards minus infinity."""
    assert (expected, path[-1]) == satisfaction(path, outcome, recovered)


def test_without_a_turn_the_mood_alone_counts() -> None:
    """A play that ends where it starts has the mood as its path."""
    assert 10 + 10 == result_of(scenario(), over(mood_path=())).satisfaction


@pytest.mark.parametrize(
    "spoilt",
    [
        {"outcome": "alternative"},
        {"shown": frozenset({"extra"})},
        {"shown": frozenset({"own"})},
        {"broken": 1},
        {"exposed": 1},
        {"criticals": ("a.r",)},
    ],
)
def test_recovery_needs_everything(spoilt: dict[str, object]) -> None:
    """Recovery is paid for a full outcome, owned and followed up, with nothing broken."""
    good = {"shown": frozenset({"own", "followup"})}
    assert result_of(scenario(), over(**good)).recovered
    assert not result_of(scenario(), over(**{**good, **spoilt})).recovered


def test_recovery_is_not_for_great_harm() -> None:
    """From severity 3 on a recovery done well adds nothing."""
    harmed = scenario()
    harmed = replace(harmed, customer=replace(harmed.customer, severity=3))
    assert not result_of(harmed, over(shown=frozenset({"own", "extra"}))).recovered


def test_a_dimension_counts_needs_shown_and_slips_made() -> None:
    """One of three needs is 33, a slip takes 50, and nothing goes below 0."""
    needs = scenario("invite", "reflect", "clarify", "own")
    result = result_of(
        needs, over(shown=frozenset({"reflect"}), slips=MappingProxyType({"blame": 3}))
    )
    assert (33, 0) == (result.dimensions["listening"], result.dimensions["ownership"])


def test_a_dimension_that_nothing_calls_for_does_not_apply() -> None:
    """Without needs and slips a dimension is None, except effort."""
    values = result_of(scenario(), over()).dimensions
    assert {"effort": 100} == {name: value for name, value in values.items() if value is not None}


def test_effort_and_follow_through_count_waits_and_broken_promises() -> None:
    """An unexplained tick is a slip of effort, a broken promise two of follow-through."""
    values = result_of(scenario(), over(unexplained=1, broken=1)).dimensions
    assert (50, 0) == (values["effort"], values["follow-through"])


def test_quality_is_held_down_without_care_and_ruined_by_a_critical_error() -> None:
    """At most 70 if listening or follow-through is 0; 0 after a critical error."""
    values: dict[str, int | None] = {dimension.name: 100 for dimension in DIMENSIONS}
    assert 100 == quality(values, critical=False)
    assert 70 == quality({**values, "follow-through": 0}, critical=False)
    assert 70 == quality({**values, "listening": 0}, critical=False)
    assert 0 == quality(values, critical=True)


@pytest.mark.parametrize(
    ("satisfaction_wanted", "csat"),
    [(55, 5), (54, 4), (30, 4), (29, 3), (5, 3), (4, 2), (-25, 2), (-26, 1)],
)
def test_csat_by_satisfaction(satisfaction_wanted: int, csat: int) -> None:
    """Each border belongs to the better rating."""
    state = over(
        mood_path=(satisfaction_wanted,), outcome="alternative", gauges=Gauges(0, 0, 100, 0)
    )
    assert csat == result_of(scenario(), state).predicted.csat


def test_csat_is_held_by_outcome_and_critical_errors() -> None:
    """With nothing settled at most 3, after a critical error at most 2."""
    happy = over(mood_path=(90,))
    assert 3 == result_of(scenario(), happy._replace(outcome="none")).predicted.csat
    assert 2 == result_of(scenario(), happy._replace(criticals=("a.r",))).predicted.csat


@pytest.mark.parametrize(
    ("last", "trust", "more", "retention"),
    [
        (-59, 40, {}, "at-risk"),
        (-60, 40, {}, "leaves"),
        (50, 19, {}, "leaves"),
        (50, 20, {}, "at-risk"),
        (50, 39, {}, "at-risk"),
        (50, 40, {}, "stays"),
        (-10, 40, {}, "stays"),
        (-11, 40, {}, "at-risk"),
        (50, 40, {"unexplained": 3}, "stays"),
        (50, 40, {"unexplained": 4}, "at-risk"),
        (50, 40, {"criticals": ("a.r",)}, "leaves"),
    ],
)
def test_retention(last: int, trust: int, more: dict[str, object], retention: str) -> None:
    """Who leaves, who may leave and who stays."""
    state = over(mood_path=(last,), gauges=Gauges(0, 50, trust, 0), **more)
    assert retention == result_of(scenario(), state).predicted.retention


def test_the_other_predictions() -> None:
    """Recommendation, ease and word of mouth follow the last mood, trust and hoops."""
    state = over(mood_path=(63,), gauges=Gauges(8, 56, 86, 10))
    assert Predicted(5, 9, 7, "stays", "positive") == result_of(scenario(), state).predicted
    slips = MappingProxyType({"pry": 1, "reask": 2, "dump": 2})
    state = over(mood_path=(-35,), gauges=Gauges(8, 56, 45, 10), slips=slips)
    assert Predicted(2, 3, 2, "at-risk", "negative") == result_of(scenario(), state).predicted
