"""The result of a conversation: satisfaction, quality by dimension, and what the customer would do next.

Source of every number: docs/rules.md, "The result, when the conversation is over". Predictions are the rules' own and are
shown as simulated.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.engine.state import outcome_points
from simulator.tables import DIMENSIONS, Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.engine.state import State
    from simulator.scenario.model import Scenario

RECOVERY = 8
MOST_HARM_TO_RECOVER = 2
QA_WITHOUT_CARE = 70


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

    `dimensions` gives 0..100 for each dimension of quality, or None where it does not apply; `criticals` are "scene.reply".
    """

    ending: str
    outcome: str
    satisfaction: int
    recovered: bool
    qa: int
    dimensions: Mapping[str, int | None]
    criticals: tuple[str, ...]
    predicted: Predicted


def result_of(scenario: Scenario, state: State) -> Result:
    """The result of a state that is over."""
    if state.ending is None or state.outcome is None:
        raise ValueError("a conversation that goes on has no result")
    recovered = _recovered(scenario, state)
    points, last = satisfaction(state.mood_path or (state.mood,), state.outcome, recovered)
    values = {dimension.name: _dimension(dimension, scenario, state) for dimension in DIMENSIONS}
    return Result(
        state.ending,
        state.outcome,
        points,
        recovered,
        quality(values, bool(state.criticals)),
        MappingProxyType(values),
        state.criticals,
        _predict(state, points, last),
    )


def satisfaction(path: tuple[int, ...], outcome: str, recovered: bool) -> tuple[int, int]:
    """Satisfaction by the mood path, and the path's last entry."""
    last, mean = path[-1], sum(path) // len(path)
    points = (2 * last + 2 * mean + max(path) + min(path)) // 6
    return points + outcome_points(outcome) + (RECOVERY if recovered else 0), last


def _recovered(scenario: Scenario, state: State) -> bool:
    return (
        state.outcome == "full"
        and "own" in state.shown
        and not state.shown.isdisjoint(("extra", "followup"))
        and scenario.customer.severity <= MOST_HARM_TO_RECOVER
        and not state.broken
        and not state.exposed
        and not state.criticals
    )


@lru_cache(maxsize=256)
def _both(needs: tuple[str, ...], skills: tuple[str, ...]) -> tuple[str, ...]:
    """The skills needed that are among others."""
    return tuple(skill for skill in needs if skill in skills)


def _dimension(dimension: Dimension, scenario: Scenario, state: State) -> int | None:
    needs = _both(scenario.needs, dimension.skills)
    slips = sum(state.slips.get(slip, 0) for slip in dimension.slips) if state.slips else 0
    if dimension.name == "effort":
        slips += state.unexplained
    if dimension.name == "follow-through":
        slips += 2 * state.broken
    if not needs and not slips and dimension.name != "effort":
        return None
    start = 100 * sum(skill in state.shown for skill in needs) // len(needs) if needs else 100
    return max(0, start - 50 * slips)


def quality(values: Mapping[str, int | None], critical: bool) -> int:
    """The weighted quality score of the dimensions that apply."""
    if critical:
        return 0
    total = weight = 0
    for dimension in DIMENSIONS:
        value = values[dimension.name]
        if value is not None:
            total += dimension.weight * value
            weight += dimension.weight
    score = total // weight
    if values["listening"] == 0 or values["follow-through"] == 0:
        return min(score, QA_WITHOUT_CARE)
    return score


def _predict(state: State, points: int, last: int) -> Predicted:
    critical = bool(state.criticals)
    csat = next(
        (score for score, least in ((5, 55), (4, 30), (3, 5), (2, -25)) if points >= least), 1
    )
    if state.outcome == "none":
        csat = min(csat, 3)
    if critical:
        csat = min(csat, 2)
    nps = max(0, min(10, 5 + (last + state.trust - 50) // 20))
    hoops = sum(state.slips.get(slip, 0) for slip in ("pry", "reask", "dump")) + state.unexplained
    effort = max(1, 7 - hoops)
    if last <= -60 or state.trust < 20 or critical:
        retention = "leaves"
    elif state.trust < 40 or effort <= 3 or last < -10:
        retention = "at-risk"
    else:
        retention = "stays"
    if last < -34 or effort <= 2:
        word_of_mouth = "negative"
    elif nps >= 9:
        word_of_mouth = "positive"
    else:
        word_of_mouth = "none"
    return Predicted(csat, nps, effort, retention, word_of_mouth)
