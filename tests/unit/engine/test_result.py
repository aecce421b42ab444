"""The result: satisfaction, quality and predictions at the borders of every rule."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.result import (
    Predicted,
    needed,
    path_points,
    quality,
    result_of,
    satisfaction,
)
from simulator.engine.state import Gauges, State
from simulator.ruleset import BANDS, DIMENSIONS, SKILLS, SLIPS, band
from simulator.vocabulary import Need, Outcome
from tests.support.amounts import cases
from tests.support.scenarios import WORKED, conversation

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


def scenario(*needs: str) -> Scenario:
    """A scenario that calls for some skills."""
    return conversation(WORKED, needs=", ".join(f'"{need}"' for need in needs)).scenario


def over(**fields: object) -> State:
    """A state that has ended."""
    state = State(
        "g",
        Gauges(40, 50, 50, 20),
        ending="done",
        outcome=Outcome.FULL,
        need=Need.MET,
        mood_path=(10,),
    )
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
    ("path", "points"),
    [
        # end 63, mean 108 // 6 = 18, best 63, worst -30: (126 + 36 + 63 - 30) // 12
        ((-30, -8, 12, 22, 51, 63), 16),
        ((-7,), -4),
        # end -2, mean -3 // 2 = -2, best -1, worst -2: (-4 - 4 - 1 - 2) // 12
        ((-1, -2), -1),
        ((5, 0), 0),
        ((100,), 50),
        ((-100,), -50),
    ],
)
def test_the_path_weighs_end_mean_best_and_worst(path: tuple[int, ...], points: int) -> None:
    """All divisions round towards minus infinity."""
    assert points == path_points(path)


@pytest.mark.parametrize(
    ("path", "outcome", "need", "betrayals", "recovered", "expected"),
    [
        (16, "full", "met", 0, True, 69),
        (0, "full", "met", 0, False, 45),
        (0, "full", "partly", 0, False, 15),
        (0, "full", "missed", 0, False, -25),
        (0, "alternative", "met", 0, False, 35),
        (0, "alternative", "partly", 0, False, 5),
        (0, "alternative", "missed", 0, False, -35),
        (0, "none", "met", 0, False, 25),
        (0, "none", "partly", 0, False, -5),
        (0, "none", "missed", 0, False, -45),
        (0, "full", "met", 1, False, 30),
        (0, "full", "met", 2, False, 15),
        (0, "full", "met", 3, False, 15),
        (50, "full", "met", 0, True, 100),
        (-50, "none", "missed", 2, False, -100),
    ],
)
def test_satisfaction_adds_what_was_asked_and_what_it_was_for(
    path: int, outcome: str, need: str, betrayals: int, recovered: bool, expected: int
) -> None:
    """Each broken promise and exposed lie takes 15, at most 30 together, and the whole is held to -100..100."""
    actual = satisfaction(
        path, Outcome(outcome), Need(need), betrayals=betrayals, recovered=recovered
    )
    assert expected == actual


def test_lies_and_broken_promises_weigh_alike() -> None:
    """One of each takes 30 from 45 + 5."""
    assert 50 == result_of(scenario(), over()).satisfaction
    assert 20 == result_of(scenario(), over(broken=1, exposed=1)).satisfaction


def test_without_a_turn_the_mood_alone_counts() -> None:
    """A play that ends where it starts has the mood, 10, as its path: 5, and 10 and 35 for the ending."""
    assert 5 + 10 + 35 == result_of(scenario(), over(mood_path=())).satisfaction


@pytest.mark.parametrize(
    "spoilt",
    [
        {"need": "partly"},
        {"need": "missed"},
        {"shown": frozenset({"extra"})},
        {"shown": frozenset({"own"})},
        {"broken": 1},
        {"exposed": 1},
        {"criticals": ("a.r",)},
    ],
)
def test_recovery_needs_everything(spoilt: dict[str, object]) -> None:
    """Recovery is paid for a need that is met, owned and followed up, with nothing broken."""
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


def test_what_else_counts_as_slips_of_a_dimension() -> None:
    """A tick or a cold transfer is a slip of effort; a broken promise is two of follow-through, a lie two of honesty."""
    values = result_of(scenario(), over(unexplained=1, broken=1, exposed=1)).dimensions
    assert (50, 0, 0) == (values["effort"], values["follow-through"], values["honesty"])
    for slip in ("pry", "reask", "dump"):
        slips = MappingProxyType({slip: 1})
        assert 50 == result_of(scenario(), over(slips=slips)).dimensions["effort"], slip


EMPTY: dict[str, int | None] = {dimension.name: None for dimension in DIMENSIONS}


@pytest.mark.parametrize(
    ("values", "needs", "score"),
    [
        ({"ownership": 100, "effort": 100}, ("own",), 100),
        # (15 * 0 + 5 * 100) // 20, and a slip elsewhere takes from it: 10 * 50 // 100
        ({"ownership": 0, "effort": 100}, ("own",), 25),
        ({"ownership": 0, "effort": 100, "honesty": 50}, ("own",), 20),
        ({"ownership": 100, "effort": 100, "follow-through": 50}, ("own",), 95),
        ({"ownership": 100, "effort": 100, "listening": 50}, ("own",), 90),
        # Follow-through 0 takes 10 and holds the rest to 70.
        ({"ownership": 100, "effort": 100, "follow-through": 0}, ("own",), 70),
        ({"ownership": 0, "effort": 0, "resolution": 0, "listening": 0}, ("own",), 0),
        ({"effort": 50}, (), 50),
        # (20 * 50 + 15 * 100 + 5 * 100) // 40 = 75
        ({"listening": 50, "ownership": 100, "effort": 100}, ("invite", "own"), 75),
    ],
)
def test_quality_averages_what_is_called_for_and_charges_the_rest(
    values: dict[str, int | None], needs: tuple[str, ...], score: int
) -> None:
    """Dimensions with needs, and effort, are averaged; every other one takes its weight of what is missing in it."""
    assert score == quality(EMPTY | values, needed(needs), critical=False)


@settings(deadline=None, max_examples=cases(400))
@given(
    st.lists(st.sampled_from(sorted(SKILLS)), unique=True, max_size=6),
    st.frozensets(st.sampled_from(sorted(SKILLS))),
    st.dictionaries(st.sampled_from(sorted(SLIPS)), st.integers(1, 3), max_size=4),
    st.sampled_from([*sorted(SLIPS), "unexplained", "broken", "exposed"]),
)
def test_a_slip_never_raises_quality(
    needs: list[str], shown: frozenset[str], slips: dict[str, int], more: str
) -> None:
    """One slip, unexplained tick, broken promise or exposed lie more never gives a higher score."""
    called_for = scenario(*needs)
    before = over(shown=shown, slips=MappingProxyType(slips))
    if more in SLIPS:
        after = before._replace(slips=MappingProxyType({**slips, more: slips.get(more, 0) + 1}))
    else:
        after = over(shown=shown, slips=MappingProxyType(slips), **{more: 1})
    assert result_of(called_for, after).qa <= result_of(called_for, before).qa


def test_quality_is_held_down_without_care_and_ruined_by_a_critical_error() -> None:
    """At most 70 if listening or follow-through is 0; 0 after a critical error."""
    values: dict[str, int | None] = {dimension.name: 100 for dimension in DIMENSIONS}
    every = frozenset(values)
    assert 100 == quality(values, every, critical=False)
    assert 70 == quality({**values, "follow-through": 0}, every, critical=False)
    assert 70 == quality({**values, "listening": 0}, every, critical=False)
    assert 0 == quality(values, every, critical=True)


@pytest.mark.parametrize(
    ("wanted", "csat"),
    [(55, 5), (54, 4), (20, 4), (19, 3), (-10, 3), (-11, 2), (-50, 2), (-51, 1)],
)
def test_csat_by_satisfaction(wanted: int, csat: int) -> None:
    """Each border belongs to the better rating; a path of one mood adds half of it, and partly adds 5."""
    state = over(
        mood_path=(2 * (wanted - 5),),
        outcome="alternative",
        need="partly",
        gauges=Gauges(0, 0, 99, 0),
    )
    result = result_of(scenario(), state)
    assert (wanted, csat) == (result.satisfaction, result.predicted.csat)


def test_csat_is_held_where_the_need_was_missed() -> None:
    """Whoever is delighted and has not got what it was for gives at most 3, whatever they asked for."""
    happy = over(mood_path=(100, 100), outcome=Outcome.NONE, need=Need.MET)
    assert 75 == result_of(scenario(), happy).satisfaction
    assert 5 == result_of(scenario(), happy).predicted.csat
    missed = happy._replace(outcome=Outcome.FULL, need=Need.MISSED)
    assert (25, 3) == (
        result_of(scenario(), missed).satisfaction,
        result_of(scenario(), missed).predicted.csat,
    )


CRITICAL = """
[scenes.a]
says = "…"
[[scenes.a.replies]]
id = "r"
text = "…"
skills = ["own", "followup"]
critical = {{ kind = "{kind}" }}
to = "b"
[scenes.b]
says = "…"
ending = "done"
outcome = "full"
"""


@pytest.mark.parametrize("kind", ["business", "compliance"])
def test_what_the_customer_may_never_see_leaves_their_figures_alone(kind: str) -> None:
    """Quality is 0, and the predictions are those of the same play without it."""
    made = conversation(CRITICAL.format(kind=kind)).scenario
    state = over(mood_path=(90,), gauges=Gauges(0, 90, 90, 20))
    spoilt = state._replace(criticals=("a.r",))
    assert 0 == result_of(made, spoilt).qa
    assert result_of(made, state).predicted == result_of(made, spoilt).predicted
    assert Predicted(5, 10, 7, "stays", "positive") == result_of(made, spoilt).predicted


def test_an_error_against_the_customer_holds_their_figures_down() -> None:
    """At most csat 2 and nps 3, they leave, and they recommend nobody."""
    made = conversation(CRITICAL.format(kind="customer")).scenario
    state = over(mood_path=(90,), gauges=Gauges(0, 90, 90, 20), criticals=("a.r",))
    assert Predicted(2, 3, 7, "leaves", "none") == result_of(made, state).predicted


@pytest.mark.parametrize(
    ("last", "trust", "more", "retention"),
    [
        # With partly the satisfaction is last // 2 + 5.
        (-98, 40, {}, "at-risk"),
        (-100, 40, {}, "leaves"),
        (50, 19, {}, "leaves"),
        (50, 20, {}, "at-risk"),
        (50, 39, {}, "at-risk"),
        (50, 40, {}, "stays"),
        (-10, 40, {}, "stays"),
        (-11, 40, {}, "at-risk"),
        (50, 40, {"unexplained": 3}, "stays"),
        (50, 40, {"unexplained": 4}, "at-risk"),
        (90, 40, {"broken": 1}, "at-risk"),
        (90, 40, {"exposed": 1}, "at-risk"),
    ],
)
def test_retention(last: int, trust: int, more: dict[str, object], retention: str) -> None:
    """Who leaves, who may leave and who stays."""
    state = over(
        mood_path=(last,),
        outcome="alternative",
        need="partly",
        gauges=Gauges(0, 50, trust, 0),
        **more,
    )
    assert retention == result_of(scenario(), state).predicted.retention


def test_satisfaction_of_minus_45_leaves() -> None:
    """The border belongs to leaving: a mood path of 0, nothing they asked for, and nothing of what it was for."""
    state = over(mood_path=(0,), outcome="none", need="missed", gauges=Gauges(0, 50, 60, 0))
    assert "leaves" == result_of(scenario(), state).predicted.retention
    better = state._replace(mood_path=(2,))
    assert "at-risk" == result_of(scenario(), better).predicted.retention


def test_the_other_predictions() -> None:
    """Recommendation follows satisfaction and trust, ease what they had to do more than they should."""
    # 63 // 2 + 45 = 76; (76 + 43 + 70) // 20 = 9
    state = over(mood_path=(63,), gauges=Gauges(8, 56, 86, 10))
    assert Predicted(5, 9, 7, "stays", "positive") == result_of(scenario(), state).predicted
    slips = MappingProxyType({"pry": 1, "reask": 2, "dump": 2})
    # -20 + 5 = -15; (-15 + 22 + 70) // 20 = 3
    state = over(
        mood_path=(-40,),
        outcome="alternative",
        need="partly",
        gauges=Gauges(8, 56, 45, 10),
        slips=slips,
    )
    assert Predicted(2, 3, 2, "at-risk", "negative") == result_of(scenario(), state).predicted
    # -17 - 10 + 5 = -22 is not yet talked about; three less with a lie are.
    state = over(mood_path=(-34,), outcome="none", need="partly", gauges=Gauges(8, 56, 45, 10))
    assert "none" == result_of(scenario(), state).predicted.word_of_mouth
    lied = state._replace(exposed=1)
    assert "negative" == result_of(scenario(), lied).predicted.word_of_mouth
