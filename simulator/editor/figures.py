"""What a skill, a slip or a whole reply does to one customer, in words, worked out by the engine and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.mood import (
    WARM_BELOW,
    Act,
    apply_to_gauges,
    base_effect,
    fade,
)
from simulator.engine.state import Gauges
from simulator.ruleset import GAUGES, LISTEN, NO_CEILING, PATIENCE_USES, SKILLS
from simulator.scenario.fields.meanings import amounts
from simulator.text import listed, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.mood import Effect, Gain
    from simulator.scenario.model import Customer

ABUSIVE_ONLY = "boundary"
"""The skill that counts only towards someone who is abusive."""


def skill_figures(name: str, customer: Customer) -> list[str]:
    """Return sentences on what a skill gives with this customer, from the first use on."""
    skill = SKILLS[name]
    act = Act(skills=(name,), abusive=name == ABUSIVE_ONLY)
    effect = base_effect(act, customer, {}, 0, angry=False)
    weight = customer.weights.get(name, 100)
    shares = f" (weight {weight}%)" if weight != 100 else ""
    full = _gains(effect, 2)
    sentences = [f"With {_name(customer)}{shares}: {full or 'nothing'}{_back(effect)}."]
    if skill.gated and (half := _gains(effect, 1)) != full:
        sentences.append(
            f"In full only once heard is {customer.heard_need} or more; before that: {half or 'nothing'}; "
            f"nothing while anger is {customer.boil} or more."
        )
    if effect.early.plus(effect.late[2]).cool > customer.cool_cap:
        sentences.append(f"One reply can take at most {customer.cool_cap} anger off.")
    sentences.append(_fading(name))
    if name == "warm":
        sentences.append(f"While anger is {WARM_BELOW} or more, it counts as the slip cold.")
    if name == ABUSIVE_ONLY:
        sentences.append("Only in a scene that is abusive; elsewhere it counts as the slip cold.")
    return [sentence for sentence in sentences if sentence]


def slip_figures(name: str, customer: Customer) -> list[str]:
    """Return sentences on what a slip costs with this customer."""
    effect = base_effect(Act(slips=(name,)), customer, {}, 0, angry=False)
    heat = f" (heat {customer.heat}%)" if customer.heat != 100 else ""
    return [f"With {_name(customer)}{heat}: {_losses(effect, customer) or 'nothing'}."]


def reply_figures(act: Act, customer: Customer, gauges: Gauges | None = None) -> tuple[str, Gauges]:
    """Return what an act does to a customer from some gauges, by default those at the start, and the gauges after it."""
    before = gauges or start_of(customer)
    effect = base_effect(act, customer, {}, 0, angry=before.anger >= WARM_BELOW)
    steps = apply_to_gauges(effect, customer, before, False, NO_CEILING)
    after = Gauges(steps.anger, steps.heard, steps.trust, steps.patience)
    moved = [
        f"{gauge} {number(getattr(before, gauge))} → {number(getattr(after, gauge))}"
        for gauge in GAUGES
        if getattr(before, gauge) != getattr(after, gauge)
    ]
    return listed(moved) if moved else "nothing changes", after


def start_of(customer: Customer) -> Gauges:
    """Return the gauges that a conversation with a customer begins with."""
    return Gauges(customer.anger, customer.heard, customer.trust, customer.patience)


def _name(customer: Customer) -> str:
    return customer.name or "this customer"


def _gains(effect: Effect, gate: int) -> str:
    """Return what an effect gives at a gate, 0 to 2, in words."""
    gain: Gain = effect.early.plus(effect.late[gate])
    return amounts((("anger", -gain.cool), ("heard", gain.heard), ("trust", gain.trust)))


def _back(effect: Effect) -> str:
    if not effect.back:
        return ""
    return f", and patience +{effect.back} at each of the first {PATIENCE_USES} uses"


def _losses(effect: Effect, customer: Customer) -> str:
    return amounts(
        (
            ("anger", effect.heat * customer.heat // 100),
            ("heard", -effect.heard_loss),
            ("trust", -effect.trust_loss),
            ("patience", -effect.cost),
        )
    )


def _fading(name: str) -> str:
    """Return how a skill pays less with each use."""
    shares: list[int] = []
    while (share := fade(name, len(shares))) and len(shares) < 10:
        shares.append(share)
    where = " in a scene" if name == LISTEN else ""
    if all(share == 100 for share in shares):
        return f"It pays {_times(len(shares))}{where}, then nothing."
    later = [f"{share}%" for share in shares[1:]]
    return f"The next time{where} it pays {listed(later)}, then nothing."


def _times(count: int) -> str:
    words: Sequence[str] = ("never", "once", "twice")
    return words[count] if count < len(words) else f"{count} times"
