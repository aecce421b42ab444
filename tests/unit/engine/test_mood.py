"""The mood rule: the worked example of the rules, and every property that the rules promise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.mood import (
    WARM_BELOW,
    Act,
    EffectCache,
    MoodContext,
    Reaction,
    apply,
    base_effect,
)
from simulator.engine.reasons import reasons
from simulator.engine.state import Gauges, State, Step, apply_event, incremented
from simulator.ruleset import EVENTS, GAUGES, LISTEN, RANGES, SKILLS, SLIPS, Kind
from simulator.scenario.model import Customer, Portrait
from tests.support.amounts import cases

NO_USES = MappingProxyType[str, int]({})
TAGS = tuple(name for name in SKILLS if name != LISTEN)

gauge = st.integers(0, 100)
gauges = st.builds(Gauges, gauge, gauge, gauge, gauge)
weights = st.dictionaries(st.sampled_from(sorted(SKILLS)), st.integers(0, 200), max_size=4)


def a_customer(**numbers: int) -> Customer:
    """A steady customer with some numbers of their own."""
    steady = {
        "anger": 40, "heard": 20, "trust": 40, "patience": 24, "heat": 100, "cool_cap": 12,
        "heard_need": 40, "boil": 85, "turn_cost": 3, "hear_cost": 0, "trust_lead": 30, "severity": 2,
    }  # fmt: skip
    return Customer(
        "X", "", "", "steady", **{**steady, **numbers}, weights=NO_USES, portrait=Portrait()
    )


@st.composite
def customers(draw: st.DrawFn) -> Customer:
    """Any customer a file can describe."""
    numbers = {name: draw(st.integers(*span)) for name, span in RANGES.items()}
    return replace(a_customer(**numbers), weights=MappingProxyType(draw(weights)))


acts = st.builds(
    Act,
    skills=st.lists(st.sampled_from(TAGS), max_size=4).map(tuple),
    slips=st.lists(st.sampled_from(sorted(SLIPS)), max_size=3, unique=True).map(tuple),
    ticks=st.integers(0, 4),
    explained=st.booleans(),
    decline=st.booleans(),
    turn_cost=st.integers(0, 20),
    abusive=st.booleans(),
)


@dataclass(frozen=True)
class Happening:
    """An act, and an event after it."""

    act: Act
    event: str | None


happenings = st.builds(Happening, acts, st.none() | st.sampled_from(sorted(EVENTS)))


def play(start: Gauges, customer: Customer, story: list[Happening]) -> Gauges:
    """Fold the mood rule and events over a story, with uses counted as moves count them."""
    state, effects = State("scene", start), EffectCache(customer)
    for happening in story:
        before = MoodContext(state.gauges, state.uses, 0, state.deed, state.ceiling)
        reaction = apply(happening.act, before, effects)
        state = state._replace(
            gauges=reaction.gauges,
            uses=incremented(state.uses, dict.fromkeys(happening.act.skills)),
        )
        if happening.event:
            state = apply_event(Step(state), happening.event).state
    return state.gauges


def no_better(worse: Gauges, better: Gauges) -> bool:
    """Whether the one is at no gauge better than the other."""
    return (
        worse.anger >= better.anger
        and worse.heard <= better.heard
        and worse.trust <= better.trust
        and worse.patience <= better.patience
    )


def once(act: Act, start: Gauges, customer: Customer) -> Reaction:
    """The mood rule at the start of a conversation."""
    return apply(act, MoodContext(start, NO_USES, 0, False, 100), EffectCache(customer))


@settings(deadline=None, max_examples=cases(200))
@given(gauges, customers(), st.lists(happenings, max_size=6))
def test_gauges_stay_whole_and_in_range(
    start: Gauges, customer: Customer, story: list[Happening]
) -> None:
    """Whatever happens, each gauge is a whole number from 0 to 100."""
    end = play(start, customer, story)
    for name in GAUGES:
        value = getattr(end, name)
        assert isinstance(value, int)
        assert 0 <= value <= 100


@settings(deadline=None, max_examples=cases(300))
@given(gauges, gauges, customers(), st.lists(happenings, min_size=1, max_size=6))
def test_a_better_start_never_ends_worse(
    one: Gauges, other: Gauges, customer: Customer, story: list[Happening]
) -> None:
    """Less anger and more of the rest at the start is never less good at the end of the same moves."""
    better = Gauges(
        min(one.anger, other.anger),
        max(one.heard, other.heard),
        max(one.trust, other.trust),
        max(one.patience, other.patience),
    )
    assert no_better(play(one, customer, story), play(better, customer, story))


@settings(deadline=None, max_examples=cases(300))
@given(gauges, customers(), st.lists(happenings, min_size=1, max_size=5), st.data())
def test_adding_a_slip_never_helps(
    start: Gauges, customer: Customer, story: list[Happening], data: st.DataObject
) -> None:
    """One slip more makes nothing better, neither in its own reply nor in any later one."""
    place = data.draw(st.integers(0, len(story) - 1))
    slip = data.draw(st.sampled_from(sorted(SLIPS)))
    act = story[place].act._replace(slips=(*story[place].act.slips, slip))
    worse = [*story[:place], replace(story[place], act=act), *story[place + 1 :]]
    for length in range(place + 1, len(story) + 1):
        assert no_better(
            play(start, customer, worse[:length]), play(start, customer, story[:length])
        )


@settings(deadline=None, max_examples=cases(300))
@given(gauges, customers(), st.lists(happenings, max_size=4), acts, st.data())
def test_adding_a_skill_never_hurts_that_reply(
    start: Gauges, customer: Customer, story: list[Happening], act: Act, data: st.DataObject
) -> None:
    """One skill more, other than warm, apologize and boundary, makes its own reply no worse."""
    able = [name for name in TAGS if name not in ("warm", "apologize", "boundary")]
    more = act._replace(skills=(*act.skills, data.draw(st.sampled_from(able))))
    move_without_tag = play(start, customer, [*story, Happening(act, None)])
    assert no_better(move_without_tag, play(start, customer, [*story, Happening(more, None)]))


@settings(deadline=None, max_examples=cases(200))
@given(gauges, customers(), acts, st.integers(0, 6))
def test_a_longer_or_unexplained_wait_never_helps(
    start: Gauges, customer: Customer, act: Act, longer: int
) -> None:
    """Waiting more, or without a reason, makes nothing better."""
    here = once(act, start, customer).gauges
    assert no_better(once(act._replace(ticks=act.ticks + longer), start, customer).gauges, here)
    told = once(act._replace(explained=True), start, customer).gauges
    assert no_better(once(act._replace(explained=False), start, customer).gauges, told)


@settings(deadline=None, max_examples=cases(200))
@given(
    gauges,
    customers(),
    st.lists(happenings, min_size=1, max_size=5),
    st.integers(0, 400),
    st.integers(0, 100),
)
def test_more_heat_or_less_cooling_never_helps(
    start: Gauges, customer: Customer, story: list[Happening], heat: int, cap: int
) -> None:
    """A hotter customer, or one whom a reply can cool less, ends no better."""
    here = play(start, customer, story)
    hotter = replace(customer, heat=max(heat, customer.heat))
    assert no_better(play(start, hotter, story), here)
    stiffer = replace(customer, cool_cap=min(cap, customer.cool_cap))
    assert no_better(play(start, stiffer, story), here)


@pytest.mark.parametrize(
    "name", [name for name, skill in SKILLS.items() if skill.kind is Kind.RELATIONAL]
)
@given(st.integers(1, 8), gauges, st.integers(0, 200))
@settings(deadline=None, max_examples=cases(60))
def test_a_relational_skill_repeated_alone_gains_at_most_half_again(
    name: str, times: int, start: Gauges, weight: int
) -> None:
    """Repeating one relational skill never pays more than 150 percent of its value and weight."""
    customer = a_customer(turn_cost=0, cool_cap=100, heard_need=0)
    customer = replace(customer, weights=MappingProxyType({name: weight}))
    uses = NO_USES
    gained = {"anger": 0, "heard": 0, "trust": 0}
    for _ in range(times):
        before = MoodContext(start, uses, 0, False, 100)
        for change in reasons(Act(skills=(name,)), before, EffectCache(customer)):
            if change.cause == "skill":
                gained[change.gauge] += abs(change.amount)
        uses = MappingProxyType(dict(incremented(uses, (name,))))
    skill = SKILLS[name]
    assert gained["anger"] * 200 <= skill.cool * 3 * weight
    assert gained["heard"] * 200 <= skill.heard * 3 * weight
    assert gained["trust"] * 200 <= skill.trust * 3 * weight


@settings(deadline=None, max_examples=cases(200))
@given(gauges, customers(), acts, st.booleans(), st.integers(0, 100))
def test_the_reasons_add_up(
    start: Gauges, customer: Customer, act: Act, done: bool, ceiling: int
) -> None:
    """For each gauge the amounts of all reasons are exactly the change."""
    before, effects = MoodContext(start, NO_USES, 0, done, ceiling), EffectCache(customer)
    reaction, why = apply(act, before, effects), reasons(act, before, effects)
    for name in GAUGES:
        total = sum(change.amount for change in why if change.gauge == name)
        assert getattr(reaction.gauges, name) - getattr(start, name) == total


@settings(deadline=None, max_examples=cases(150))
@given(customers(), st.lists(st.tuples(acts, gauges, st.integers(0, 6)), min_size=2, max_size=8))
def test_what_was_weighed_before_weighs_the_same(
    customer: Customer, story: list[tuple[Act, Gauges, int]]
) -> None:
    """However often the skills were used, and however angry somebody was the first time."""
    effects = EffectCache(customer)
    for act, start, times in [*story, *story]:
        uses = MappingProxyType(dict.fromkeys((*act.skills, "apologize"), times))
        before = MoodContext(start, uses, times, False, 100)
        angry = start.anger >= WARM_BELOW
        assert base_effect(act, customer, uses, times, angry=angry) == effects.of(act, before)


def test_a_bare_no_said_by_the_file_is_heard_with_the_refusal() -> None:
    """A refusal that is tagged bare-no heats for the slip and for the refusal; the bare no is not added twice."""
    start, customer = Gauges(50, 50, 50, 50), a_customer()
    reaction = once(Act(slips=("bare-no",), decline=True), start, customer)
    assert ("bare-no",) == reaction.slips
    assert 50 + 12 + 6 == reaction.gauges.anger


def test_a_third_apology_is_none() -> None:
    """The third apology counts as a nonapology, and its use is counted all the same."""
    start, customer = Gauges(50, 50, 50, 50), a_customer()
    before = MoodContext(start, MappingProxyType({"apologize": 2}), 0, False, 100)
    reaction = apply(Act(skills=("apologize",)), before, EffectCache(customer))
    assert () == reaction.shown
    assert ("nonapology",) == reaction.slips


def test_warmth_misfires_on_someone_angry() -> None:
    """A smile is cold to someone at anger 40, and warm at 39."""
    customer = a_customer()
    assert ("cold",) == once(Act(skills=("warm",)), Gauges(40, 0, 0, 9), customer).slips
    assert ("warm",) == once(Act(skills=("warm",)), Gauges(39, 0, 0, 9), customer).shown


def test_a_boundary_needs_abuse() -> None:
    """A boundary is a skill where the scene is abusive, and cold elsewhere."""
    start, customer = Gauges(60, 20, 20, 20), a_customer()
    assert ("boundary",) == once(Act(skills=("boundary",), abusive=True), start, customer).shown
    assert ("cold",) == once(Act(skills=("boundary",)), start, customer).slips


def test_words_alone_leave_a_rest_of_anger_and_a_limit_to_trust() -> None:
    """Before anything is done anger stops at 15 and trust at 70."""
    customer = a_customer(cool_cap=100, trust_lead=100)
    reaction = once(Act(skills=("solve", "own", "commit")), Gauges(16, 80, 65, 50), customer)
    assert (15, 70) == (reaction.gauges.anger, reaction.gauges.trust)


OWNED = ("apologize", "own")


@pytest.mark.parametrize(
    ("skills", "heard", "uses", "expected"),
    [
        # Ready (heard 40): apologize gives 8, 4, 4 and own 6, 2, 10; the cap lets 12 of 14 cool.
        (OWNED, 40, {}, Gauges(38, 46, 44, 21)),
        # Not ready: the gate halves the doubled apology to 4, 2, 2; own is open and pays in full.
        (OWNED, 20, {}, Gauges(40, 24, 42, 21)),
        # Without own the first apology gives 4, 2, 2.
        (("apologize",), 40, {}, Gauges(46, 42, 32, 21)),
        # A second one is worth half (2, 1, 1) and isn't doubled, whoever owns up with it.
        (OWNED, 40, {"apologize": 1}, Gauges(42, 43, 41, 21)),
        # Owning up earlier doesn't count: it must be in the same move.
        (("apologize",), 40, {"own": 1}, Gauges(46, 42, 32, 21)),
    ],
)
def test_an_apology_that_owns_counts_twice(
    skills: tuple[str, ...], heard: int, uses: dict[str, int], expected: Gauges
) -> None:
    """The first apology in a move that takes responsibility gives twice its values, at the usual gate."""
    before = MoodContext(Gauges(50, heard, 30, 24), MappingProxyType(uses), 0, False, 100)
    assert (
        expected == apply(Act(skills=skills, turn_cost=3), before, EffectCache(a_customer())).gauges
    )


def test_an_apology_that_owns_is_weighed_like_any_other() -> None:
    """A cynic, to whom an apology is worth half, gets 4, 2, 2 out of a doubled 8, 4, 4."""
    cynic = replace(a_customer(), weights=MappingProxyType({"apologize": 50}))
    reaction = once(Act(skills=OWNED), Gauges(50, 40, 30, 24), cynic)
    assert Gauges(40, 44, 42, 24) == reaction.gauges


@settings(deadline=None, max_examples=cases(100))
@given(gauges, customers(), st.lists(st.sampled_from(TAGS), max_size=3))
def test_an_apology_that_owns_is_never_worth_more_than_two(
    start: Gauges, customer: Customer, others: list[str]
) -> None:
    """Of all its uses the apologies of a conversation give at most twice and a half their value and weight."""
    uses, gained = NO_USES, {"anger": 0, "heard": 0, "trust": 0}
    for _ in range(4):
        before = MoodContext(start, uses, 0, False, 100)
        act = Act(skills=(*OWNED, *others))
        for change in reasons(act, before, EffectCache(customer)):
            if change.cause == "skill" and change.name == "apologize":
                gained[change.gauge] += abs(change.amount)
        uses = MappingProxyType(dict(incremented(uses, dict.fromkeys(act.skills))))
    skill, weight = SKILLS["apologize"], customer.weights.get("apologize", 100)
    for name, value in (("anger", skill.cool), ("heard", skill.heard), ("trust", skill.trust)):
        assert gained[name] * 200 <= value * weight * 5


@pytest.mark.parametrize("name", ["give-time", "explain", "commit"])
@pytest.mark.parametrize(("uses", "patience"), [(0, 19), (1, 19), (2, 19), (3, 17), (9, 17)])
def test_patience_comes_back_three_times(name: str, uses: int, patience: int) -> None:
    """Of 20 the turn takes 3; the first three uses of the skill give 2 back, and no later one."""
    before = MoodContext(Gauges(40, 50, 50, 20), MappingProxyType({name: uses}), 0, False, 100)
    reaction = apply(Act(skills=(name,), turn_cost=3), before, EffectCache(a_customer()))
    assert patience == reaction.gauges.patience


def test_patience_comes_back_where_the_gate_pays_nothing() -> None:
    """An explanation to someone who boils is worth nothing, and still gives 2 back."""
    reaction = once(Act(skills=("explain",), turn_cost=3), Gauges(90, 50, 50, 20), a_customer())
    assert Gauges(90, 50, 50, 19) == reaction.gauges


@pytest.mark.parametrize(
    ("events", "ceiling", "trust"),
    [
        (("fixed",), 100, 60),
        (("exposed",), 15, 10),
        (("exposed", "fixed"), 40, 20),
        (("exposed", "fixed", "kept"), 70, 32),
        (("exposed", "fixed", "kept", "fixed"), 70, 42),
        (("broken",), 40, 20),
        (("broken", "kept"), 70, 32),
        (("broken", "exposed", "kept"), 40, 12),
        (("broken", "kept", "broken"), 40, 2),
        (("broken", "partial"), 40, 24),
    ],
)
def test_deeds_lift_a_lowered_ceiling_by_steps(
    events: tuple[str, ...], ceiling: int, trust: int
) -> None:
    """From 15 to 40 to 70, and never back to 100; from trust 50, by hand."""
    step = Step(State("scene", Gauges(50, 50, 50, 50)))
    for event in events:
        step = apply_event(step, event)
    assert (ceiling, trust) == (step.state.ceiling, step.state.trust)
