"""The account of one use of the mood rule: why each gauge moved, point by point.

Reads what the rule gave and splits it by cause; the amounts of each gauge add up exactly to its change, and what a limit took
away or left is a separate entry. It decides nothing: `mood.py` has the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.mood import (
    GATES,
    HONEST_NO,
    TRUST_TOP,
    effect_and_steps,
    fade,
    owns_apology,
    patience_back,
    payment,
    uses_before,
    wait_cost,
)
from simulator.engine.state import Change
from simulator.ruleset import LISTEN, SLIPS
from simulator.vocabulary import Cause

if TYPE_CHECKING:
    from simulator.engine.mood import Act, Effect, EffectCache, GaugeSteps, MoodContext
    from simulator.scenario.model import Customer

Entry = tuple[str, int, Cause] | tuple[str, int, Cause, str] | tuple[str, int, Cause, str, str]
"""What a Change is made of; most entries come to nothing and are never made into one."""


def reasons(act: Act, context: MoodContext, effects: EffectCache) -> tuple[Change, ...]:
    """Return every change of every gauge, in the order of the rule."""
    effect, steps = effect_and_steps(act, context, effects)
    customer = effects.customer
    entries = [
        *_patience(act, context, effect, steps),
        *_skills(act, context, customer, effect, steps),
        *_slips(act, customer, effect, steps),
        *_limits(context, effect, steps, customer),
    ]
    return tuple(Change(*entry) for entry in entries if entry[1] or entry[2] == Cause.SKILL)


def _patience(act: Act, context: MoodContext, effect: Effect, steps: GaugeSteps) -> list[Entry]:
    wait = "explained" if act.explained else "unexplained"
    entries: list[Entry] = [
        ("patience", -act.turn_cost, Cause.TURN, LISTEN if LISTEN in act.skills else ""),
        ("patience", -wait_cost(act), Cause.WAIT, wait),
        *(("patience", -SLIPS[name].drain, Cause.SLIP, name) for name in effect.slips),
        *(
            ("patience", patience_back(name, context.uses.get(name, 0)), Cause.BACK, name)
            for name in effect.shown
        ),
    ]
    reached = context.gauges.patience - effect.cost + effect.back
    entries.append(("patience", steps.patience - reached, Cause.LIMIT, "range"))
    entries.append(("anger", steps.over, Cause.COST, "out-of-patience"))
    return entries


def _skills(
    act: Act, context: MoodContext, customer: Customer, effect: Effect, steps: GaugeSteps
) -> list[Entry]:
    """Return what each skill shown gave, with those that gave nothing because they were worn out or came too early."""
    entries: list[Entry] = []
    owned = owns_apology(effect.shown, context.uses.get("apologize", 0))
    for name in effect.shown:
        uses = uses_before(name, context.uses, context.listens)
        doubled = owned and name == "apologize"
        gain, percent = payment(name, uses, steps.gate, customer, 2 if doubled else 1)
        note = _worth_less(fade(name, uses), percent)
        if doubled:
            note = {"": "owned", "gate": "owned-gate"}.get(note, note)
        given = (("anger", -gain.cool), ("heard", gain.heard), ("trust", gain.trust))
        paid: list[Entry] = [
            (gauge, amount, Cause.SKILL, name, note) for gauge, amount in given if amount
        ]
        entries += paid or ([("heard", 0, Cause.SKILL, name, note)] if note else [])
    if act.decline:
        entries.append(("trust", HONEST_NO, Cause.REFUSAL, "honest"))
    return entries


def _worth_less(worn: int, percent: int) -> str:
    """Why a skill pays less than its value, if it does."""
    if percent == 100:
        return ""
    if percent == worn:
        return "fade"
    return "gate" if percent else "boil"


def _slips(act: Act, customer: Customer, effect: Effect, steps: GaugeSteps) -> list[Entry]:
    """Return what slips and a refusal took; the customer's own heat is shared out so that the parts add up."""
    entries: list[Entry] = []
    raw = reached = 0
    made_of = _made_of(act, effect)
    for name in effect.slips:
        slip, note = SLIPS[name], made_of.get(name, "")
        raw += slip.heat
        hotter = raw * customer.heat // 100
        entries.append(("anger", hotter - reached, Cause.SLIP, name, note))
        entries.append(("heard", -slip.heard_loss, Cause.SLIP, name, note))
        entries.append(("trust", -slip.trust_loss, Cause.SLIP, name, note))
        reached = hotter
    entries.append(("anger", steps.heat - reached, Cause.REFUSAL))
    return entries


def _made_of(act: Act, effect: Effect) -> dict[str, str]:
    """For each slip that the rule added: what turned into it."""
    turned = {"warm": "cold", "boundary": "cold", "apologize": "nonapology"}
    made = {
        slip: skill
        for skill, slip in turned.items()
        if skill in act.skills and skill not in effect.shown
    }
    if act.decline and "alternative" not in act.skills:
        made["bare-no"] = "decline"
    return {slip: origin for slip, origin in made.items() if slip not in act.slips}


def _limits(
    context: MoodContext, effect: Effect, steps: GaugeSteps, customer: Customer
) -> list[Entry]:
    start, late = context.gauges, effect.late[GATES.index(steps.gate)]
    paid = effect.early.plus(late)
    hot = start.anger + steps.heat + steps.over
    cooled = hot - steps.cool
    entries: list[Entry] = [
        ("anger", paid.cool - steps.cool, Cause.LIMIT, "cool-cap"),
        ("anger", max(0, steps.anger - cooled), Cause.LIMIT, "words-only"),
        ("anger", min(0, steps.anger - cooled), Cause.LIMIT, "range"),
        (
            "heard",
            steps.heard - (start.heard - effect.heard_loss + paid.heard),
            Cause.LIMIT,
            "range",
        ),
    ]
    loss = start.trust - effect.trust_loss
    wanted = steps.low + steps.gain
    words_only = max(steps.low, min(wanted, 100 if context.deed else TRUST_TOP))
    led = max(steps.low, min(words_only, steps.heard + customer.trust_lead))
    ranged = min(led, 100)
    entries += [
        ("trust", steps.low - loss, Cause.LIMIT, "range"),
        ("trust", words_only - wanted, Cause.LIMIT, "words-only"),
        ("trust", led - words_only, Cause.LIMIT, "trust-lead"),
        ("trust", ranged - led, Cause.LIMIT, "range"),
        ("trust", steps.trust - ranged, Cause.LIMIT, "ceiling"),
    ]
    return entries
