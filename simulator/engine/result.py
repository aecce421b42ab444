"""The result of a conversation: satisfaction, quality by dimension, and what the customer would do next.

Source of every number: docs/rules.md, "The result, when the conversation is over". Predictions are the rules' own and are
shown as simulated.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.ruleset import (
    DIMENSIONS,
    EFFORT_SLIPS,
    NEED_POINTS,
    OUTCOME_POINTS,
    RECOVERY_MORE,
    RECOVERY_OWN,
    Dimension,
)
from simulator.vocabulary import CRITICAL_TO_CUSTOMER, Need, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from simulator.engine.state import State
    from simulator.scenario.model import Scenario

RECOVERY = 8
MAX_HARM_TO_RECOVER = 2
BETRAYAL = 15
MAX_BETRAYAL = 30
QA_WITHOUT_CARE = 70
SLIP_COST = 50
"""What each slip takes from the value of its dimension."""
CSAT_STEPS = ((5, 55), (4, 20), (3, -10), (2, -50))


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the rules say the customer does next."""

    csat: int
    nps: int
    effort: int
    retention: str
    word_of_mouth: str


@dataclass(frozen=True, slots=True)
class Result:
    """How a conversation ended.

    `outcome` is what became of what they asked for, `need` of what it was for. `dimensions` gives 0..100 for each dimension of
    quality, or None where it does not apply; `criticals` are "scene.reply".
    """

    ending: str
    outcome: Outcome
    need: Need
    satisfaction: int
    recovered: bool
    qa: int
    dimensions: Mapping[str, int | None]
    criticals: tuple[str, ...]
    predicted: Predicted


def result_of(scenario: Scenario, state: State) -> Result:
    """Return the result of a state that is over; raises ValueError if it isn't."""
    if state.ending is None or state.outcome is None or state.need is None:
        raise ValueError("a conversation that is still open has no result")
    recovered = _has_recovered(scenario, state)
    points = satisfaction(
        path_points(state.mood_path or (state.mood,)),
        state.outcome,
        state.need,
        betrayals=state.broken + state.exposed,
        recovered=recovered,
    )
    values = {dimension.name: _dimension(dimension, scenario, state) for dimension in DIMENSIONS}
    return Result(
        state.ending,
        state.outcome,
        state.need,
        points,
        recovered,
        quality(values, needed(scenario.needs), bool(state.criticals)),
        MappingProxyType(values),
        state.criticals,
        _predict(scenario, state, points),
    )


def path_points(path: tuple[int, ...]) -> int:
    """Return what the mood path adds to satisfaction."""
    value: int = path_value(path[-1], sum(path) // len(path), max(path), min(path))
    return value


def path_value(end: Any, mean: Any, best: Any, worst: Any) -> Any:
    """Return what a mood path adds, by its last entry, its mean, its best and its worst; whole numbers, or arrays of them."""
    return (2 * end + 2 * mean + best + worst) // 12


def satisfaction(
    path: int, outcome: Outcome, need: Need, *, betrayals: int, recovered: bool
) -> int:
    """Return satisfaction, -100..100; `path` is what the mood path adds, `betrayals` are broken promises and exposed lies."""
    points = path + OUTCOME_POINTS[outcome] + NEED_POINTS[need]
    points -= betrayal_points(betrayals)
    return max(-100, min(100, points + (RECOVERY if recovered else 0)))


def betrayal_points(betrayals: int) -> int:
    """Return what that many broken promises and exposed lies take from satisfaction."""
    return min(MAX_BETRAYAL, BETRAYAL * betrayals)


def _has_recovered(scenario: Scenario, state: State) -> bool:
    return (
        state.need == Need.MET
        and RECOVERY_OWN in state.shown
        and not state.shown.isdisjoint(RECOVERY_MORE)
        and scenario.customer.severity <= MAX_HARM_TO_RECOVER
        and not state.broken
        and not state.exposed
        and not state.criticals
    )


@lru_cache(maxsize=256)
def needs_of(dimension: Dimension, needs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the needs that a dimension counts."""
    return tuple(skill for skill in needs if skill in dimension.skills)


@lru_cache(maxsize=256)
def needed(needs: tuple[str, ...]) -> frozenset[str]:
    """Return the names of the dimensions whose value is averaged: those with needs, and those that always apply."""
    return frozenset(
        dimension.name
        for dimension in DIMENSIONS
        if dimension.always_applies or not set(needs).isdisjoint(dimension.skills)
    )


def _dimension(dimension: Dimension, scenario: Scenario, state: State) -> int | None:
    needs = needs_of(dimension, scenario.needs)
    slips = sum(state.slips.get(slip, 0) for slip in dimension.slips) if state.slips else 0
    slips += (
        dimension.unexplained * state.unexplained
        + dimension.broken * state.broken
        + dimension.lies * state.exposed
    )
    return dimension_value(dimension, needs, state.shown, slips)


def dimension_value(
    dimension: Dimension, needs: tuple[str, ...], shown: Collection[str], slips: int
) -> int | None:
    """Return the value of a dimension, None if it doesn't apply; `slips` are those that count for it."""
    if not needs and not slips and not dimension.always_applies:
        return None
    start = 100 * sum(skill in shown for skill in needs) // len(needs) if needs else 100
    return max(0, start - SLIP_COST * slips)


def quality(values: Mapping[str, int | None], averaged: Collection[str], critical: bool) -> int:
    """Return the quality score, 0..100: a weighted mean of what was called for, less what slips cost elsewhere."""
    if critical:
        return 0
    total = weight = charged = 0
    for dimension in DIMENSIONS:
        value = values[dimension.name]
        if value is None:
            continue
        if dimension.name in averaged:
            total += dimension.weight * value
            weight += dimension.weight
        else:
            charged += dimension.weight * (100 - value) // 100
    score = max(0, min(100, total // weight - charged))
    if any(dimension.caps and values[dimension.name] == 0 for dimension in DIMENSIONS):
        return min(score, QA_WITHOUT_CARE)
    return score


def csat_of(points: int, need: Need | None, *, harmed: bool) -> int:
    """Return CSAT, 1..5, by satisfaction, what became of the need, and whether a critical error harmed the customer."""
    csat = next((score for score, least in CSAT_STEPS if points >= least), 1)
    if need == Need.MISSED:
        csat = min(csat, 3)
    return min(csat, 2) if harmed else csat


def _predict(scenario: Scenario, state: State, points: int) -> Predicted:
    harmed = any(_kind(scenario, name) == CRITICAL_TO_CUSTOMER for name in state.criticals)
    csat = csat_of(points, state.need, harmed=harmed)
    nps = max(0, min(10, (points + state.trust // 2 + 70) // 20))
    if harmed:
        nps = min(nps, 3)
    hoops = sum(state.slips.get(slip, 0) for slip in EFFORT_SLIPS) + state.unexplained
    effort = max(1, 7 - hoops)
    if points <= -45 or state.trust < 20 or harmed:
        retention = "leaves"
    elif state.trust < 40 or effort <= 3 or points < 0 or state.broken or state.exposed:
        retention = "at-risk"
    else:
        retention = "stays"
    if points < -30 or effort <= 2:
        word_of_mouth = "negative"
    elif nps >= 9 and not harmed:
        word_of_mouth = "positive"
    else:
        word_of_mouth = "none"
    return Predicted(csat, nps, effort, retention, word_of_mouth)


def _kind(scenario: Scenario, critical: str) -> str:
    """Return the kind of a critical error, named "scene.reply"."""
    scene, _, id = critical.partition(".")
    reply = scenario.scenes[scene].reply(id)
    return reply.critical.kind if reply and reply.critical else ""
