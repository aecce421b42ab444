"""The mood rule: how one move changes the four gauges.

Pure integer arithmetic in the order of docs/rules.md, "The mood rule". An act's effect (`base_effect`: steps 1 to 6, by
tags, uses and the customer's numbers) is kept apart from how the gauges take it (`apply_to_gauges`: steps 2 to 8), so that
the one text of the rule serves a single conversation and, given operations on arrays, many states at once. It knows nothing
of scenes, flags or moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.engine.state import Gauges
from simulator.ruleset import LISTEN, PATIENCE_USES, SKILLS, SLIPS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from simulator.ruleset import Skill
    from simulator.scenario.model import Customer

_FADE = {Kind.RELATIONAL: (100, 50), Kind.LISTENING: (100, 100, 100), Kind.OPEN: (100, 100, 100)}
GATES = (0, 50, 100)
ANGER_FLOOR = 15
TRUST_TOP = 70
WARM_BELOW = 40
MAX_APOLOGIES = 2
WORN_OUT = max(PATIENCE_USES, MAX_APOLOGIES, *(len(steps) for steps in _FADE.values()))
"""Uses after which another one changes nothing: skills have faded, patience is given back no more, an apology is a slip."""
HONEST_NO = 6


class Act(NamedTuple):
    """What a move does to the customer: its tags, its wait, whether it declines, and what it costs in patience."""

    skills: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    ticks: int = 0
    explained: bool = False
    decline: bool = False
    turn_cost: int = 0
    abusive: bool = False


class MoodContext(NamedTuple):
    """What the rule reads of the conversation so far; `listens` counts those in the present scene."""

    gauges: Gauges
    uses: Mapping[str, int]
    listens: int
    deed: bool
    ceiling: int


class Gain(NamedTuple):
    """What paid skills give: anger taken off, and heard and trust added."""

    cool: int = 0
    heard: int = 0
    trust: int = 0

    def plus(self, other: Gain) -> Gain:
        """Both together."""
        return Gain(self.cool + other.cool, self.heard + other.heard, self.trust + other.trust)


class Effect(NamedTuple):
    """What an act does to one customer, before it is known where their gauges stand.

    `heat` is before the customer's own percentage; `refusal` is added to it, by whether they are ready for solutions (no, yes).
    `early` is paid before readiness is looked at, `late` by the gate, in the order of GATES.
    """

    shown: tuple[str, ...]
    slips: tuple[str, ...]
    cost: int
    back: int
    heat: int
    refusal: tuple[int, int]
    heard_loss: int
    trust_loss: int
    early: Gain
    late: tuple[Gain, Gain, Gain]


class GaugeSteps(NamedTuple):
    """The gauges after an act, and the steps on the way there; whole numbers, or arrays of them."""

    anger: Any
    heard: Any
    trust: Any
    patience: Any
    over: Any
    gate: Any
    heat: Any
    cool: Any
    low: Any
    gain: Any


@dataclass(frozen=True, slots=True)
class ArrayOps:
    """How to take the smaller, the larger, and one of two by a condition: for numbers, or for arrays."""

    smaller: Callable[[Any, Any], Any]
    larger: Callable[[Any, Any], Any]
    choose: Callable[[Any, Any, Any], Any]

    def clamp(self, value: Any) -> Any:
        """Hold to 0..100."""
        return self.larger(0, self.smaller(100, value))


NUMBER_OPS = ArrayOps(min, max, lambda condition, yes, no: yes if condition else no)


class Reaction(NamedTuple):
    """What the rule gives: the gauges after, the skills shown, the slips made."""

    gauges: Gauges
    shown: tuple[str, ...]
    slips: tuple[str, ...]


def conversions(
    act: Act, *, angry: bool, apologies: int
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Step 1: the skills left, the slips made, and whether a bare no was added for a refusal."""
    skills = list(dict.fromkeys(act.skills))
    slips = list(act.slips)
    # Where the file says bare-no itself it is not added for the refusal, which then heats as well: else the other way that
    # `alternative` offers would hurt such a reply.
    bare_no = act.decline and "alternative" not in skills and "bare-no" not in slips
    if bare_no:
        slips.append("bare-no")
    if "warm" in skills and angry:
        skills.remove("warm")
        slips.append("cold")
    if "apologize" in skills and apologies >= MAX_APOLOGIES:
        skills.remove("apologize")
        slips.append("nonapology")
    if "boundary" in skills and not act.abusive:
        skills.remove("boundary")
        slips.append("cold")
    return tuple(skills), tuple(dict.fromkeys(slips)), bare_no


def fade(skill: str, uses: int) -> int:
    """Return the percentage that a skill pays after that many earlier uses."""
    steps = _FADE[SKILLS[skill].kind]
    return steps[uses] if uses < len(steps) else 0


def is_early(skill: str) -> bool:
    """Whether a skill pays before readiness is looked at."""
    return SKILLS[skill].kind is not Kind.OPEN and not SKILLS[skill].gated


def payment(
    name: str, uses: int, gate: int, customer: Customer, times: int = 1
) -> tuple[Gain, int]:
    """Return what one skill gives after that many uses at a gate, and the percent that fade and gate left of it.

    `times` is what its values are multiplied by first: 2 for an apology that owns.
    """
    return _payment(SKILLS[name], uses, gate, customer.weights.get(name, 100), times)


@lru_cache(maxsize=4096)
def _payment(skill: Skill, uses: int, gate: int, weight: int, times: int) -> tuple[Gain, int]:
    percent = min(fade(skill.name, uses), gate if skill.gated else 100)
    factor = percent * weight
    cool, heard, trust = (
        value * times * factor // 10000 for value in (skill.cool, skill.heard, skill.trust)
    )
    return Gain(cool, heard, trust), percent


def owns_apology(skills: Collection[str], apologies: int) -> bool:
    """Whether this is the first apology and takes responsibility in the same breath, so that it counts double."""
    return apologies == 0 and "apologize" in skills and "own" in skills


def patience_back(name: str, uses: int) -> int:
    """Patience that showing a skill gives back after that many uses, even where the gate lets it pay nothing."""
    return SKILLS[name].patience if uses < PATIENCE_USES else 0


def wait_cost(act: Act) -> int:
    """Patience that an act's wait takes."""
    return 3 * act.ticks * (1 if act.explained else 2)


def patience_cost(act: Act, slips: Collection[str]) -> int:
    """Patience that an act takes with the slips made in it."""
    return act.turn_cost + wait_cost(act) + sum(SLIPS[name].drain for name in slips)


def uses_before(name: str, uses: Mapping[str, int], listens: int) -> int:
    """Earlier uses that count for a skill's fade: of listen those in the present scene."""
    return listens if name == LISTEN else uses.get(name, 0)


def base_effect(
    act: Act, customer: Customer, uses: Mapping[str, int], listens: int, *, angry: bool
) -> Effect:
    """Return the effect of an act, given earlier uses and whether they are too angry for warmth."""
    skills, slips, bare_no = conversions(act, angry=angry, apologies=uses.get("apologize", 0))
    made = [SLIPS[name] for name in slips]

    owned = owns_apology(skills, uses.get("apologize", 0))

    def add_gains(names: tuple[str, ...], gate: int, total: Gain) -> Gain:
        for name in names:
            times = 2 if owned and name == "apologize" else 1
            gain, _ = payment(name, uses_before(name, uses, listens), gate, customer, times)
            total = total.plus(gain)
        return total

    early = tuple(name for name in skills if is_early(name))
    late = tuple(name for name in skills if not is_early(name))
    no = Gain(trust=HONEST_NO if act.decline else 0)
    return Effect(
        shown=skills,
        slips=slips,
        cost=patience_cost(act, slips),
        back=sum(patience_back(name, uses.get(name, 0)) for name in skills),
        heat=sum(slip.heat for slip in made),
        refusal=(12, 6) if act.decline and not bare_no else (0, 0),
        heard_loss=sum(slip.heard_loss for slip in made),
        trust_loss=sum(slip.trust_loss for slip in made),
        early=add_gains(early, 100, Gain()),
        late=(
            add_gains(late, GATES[0], no),
            add_gains(late, GATES[1], no),
            add_gains(late, GATES[2], no),
        ),
    )


class EffectCache:
    """The effects of acts on one customer, each worked out once: the plays of a scenario use the same few again and again."""

    def __init__(self, customer: Customer) -> None:
        self.customer = customer
        self._known: dict[tuple[Any, ...], Effect] = {}

    def of(self, act: Act, context: MoodContext) -> Effect:
        """Return an act's effect now. Uses count only as far as they make a difference, so that there are few keys."""
        angry = context.gauges.anger >= WARM_BELOW
        uses = [
            min(WORN_OUT, uses_before(name, context.uses, context.listens)) for name in act.skills
        ]
        # All that `base_effect` reads besides the customer, who is the same throughout.
        key = (act, angry, *uses)
        effect = self._known.get(key)
        if effect is None:
            effect = base_effect(act, self.customer, context.uses, context.listens, angry=angry)
            self._known[key] = effect
        return effect


def apply_to_gauges(
    effect: Effect,
    customer: Customer,
    gauges: Any,
    done: Any,
    ceiling: Any,
    ops: ArrayOps = NUMBER_OPS,
) -> GaugeSteps:
    """Work out the gauges after an act of this effect: steps 2 to 8.

    `gauges` has anger, heard, trust and patience; `done` says whether a deed was done before. Whole numbers in, whole numbers
    out; arrays in `gauges`, `done`, `ceiling` or the numbers of the effect, with the operations for them, give arrays.
    """
    smaller, larger, choose, clamp = ops.smaller, ops.larger, ops.choose, ops.clamp
    over = larger(0, effect.cost - gauges.patience)
    patience = clamp(larger(0, gauges.patience - effect.cost) + effect.back)

    # The gate looks at heard after slips and listening, but before what waits behind the gate.
    ready = clamp(gauges.heard - effect.heard_loss + effect.early.heard)
    full = ready >= customer.heard_need
    boiling = gauges.anger >= customer.boil
    shut, half, whole = effect.late
    gate = choose(boiling, GATES[0], choose(full, GATES[2], GATES[1]))
    late_cool = choose(boiling, shut.cool, choose(full, whole.cool, half.cool))
    late_heard = choose(boiling, shut.heard, choose(full, whole.heard, half.heard))
    late_trust = choose(boiling, shut.trust, choose(full, whole.trust, half.trust))

    refusal = choose(full, effect.refusal[1], effect.refusal[0])
    heat = (effect.heat + refusal) * customer.heat // 100
    cool = smaller(effect.early.cool + late_cool, customer.cool_cap)
    hot = gauges.anger + heat + over
    floor = choose(done, 0, ANGER_FLOOR)
    anger = clamp(smaller(hot, larger(hot - cool, floor)))
    heard = clamp(ready + late_heard)

    low = larger(0, gauges.trust - effect.trust_loss)
    gain = effect.early.trust + late_trust
    top = smaller(choose(done, 100, TRUST_TOP), heard + customer.trust_lead)
    trust = smaller(smaller(larger(low, smaller(low + gain, top)), 100), ceiling)
    return GaugeSteps(anger, heard, trust, patience, over, gate, heat, cool, low, gain)


def apply(act: Act, context: MoodContext, effects: EffectCache) -> Reaction:
    """Apply the mood rule to one conversation."""
    effect, steps = effect_and_steps(act, context, effects)
    after = Gauges(steps.anger, steps.heard, steps.trust, steps.patience)
    return Reaction(after, effect.shown, effect.slips)


def effect_and_steps(
    act: Act, context: MoodContext, effects: EffectCache
) -> tuple[Effect, GaugeSteps]:
    """Return the effect of an act now, and how the gauges take it."""
    effect = effects.of(act, context)
    return effect, apply_to_gauges(
        effect, effects.customer, context.gauges, context.deed, context.ceiling
    )
