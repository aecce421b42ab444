"""The mood rule: how one move changes the four gauges, and why.

Pure integer arithmetic in the order of docs/rules.md, "The mood rule". It knows a customer's numbers and what was done; it
does not know scenes, flags or moves. Every gauge's changes add up exactly, so that a debrief can account for each point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.engine.state import Change, Gauges, clamp
from simulator.tables import LISTEN, PATIENCE_BACK, SKILLS, SLIPS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.scenario.model import Customer

_FADE = {Kind.RELATIONAL: (100, 50), Kind.LISTENING: (100, 100, 100), Kind.OPEN: (100, 100, 100)}
ANGER_FLOOR = 15
TRUST_TOP = 70
WARM_BELOW = 40
MOST_APOLOGIES = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """What a move does to the customer: its tags, its wait, whether it declines, and what it costs in patience."""

    skills: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    ticks: int = 0
    explained: bool = False
    decline: bool = False
    turn_cost: int = 0
    abusive: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What the rule reads of the conversation so far; `listens` counts those in the present scene."""

    gauges: Gauges
    uses: Mapping[str, int]
    listens: int
    deed: bool
    ceiling: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What the rule gives: the gauges after, the skills shown, the slips made, and the reasons."""

    gauges: Gauges
    shown: tuple[str, ...]
    slips: tuple[str, ...]
    changes: tuple[Change, ...]


def conversions(
    deed: Deed, uses: Mapping[str, int], anger: int
) -> tuple[list[str], list[str], bool]:
    """Step 1: the skills left, the slips made, and whether a bare no was added for a refusal."""
    skills = list(dict.fromkeys(deed.skills))
    slips = list(deed.slips)
    # Where the file says bare-no itself it is not added for the refusal, which then heats as well: else the other way that
    # `alternative` offers would hurt such a reply.
    bare_no = deed.decline and "alternative" not in skills and "bare-no" not in slips
    if bare_no:
        slips.append("bare-no")
    if "warm" in skills and anger >= WARM_BELOW:
        skills.remove("warm")
        slips.append("cold")
    if "apologize" in skills and uses.get("apologize", 0) >= MOST_APOLOGIES:
        skills.remove("apologize")
        slips.append("nonapology")
    if "boundary" in skills and not deed.abusive:
        skills.remove("boundary")
        slips.append("cold")
    return skills, list(dict.fromkeys(slips)), bare_no


def fade(skill: str, uses: int) -> int:
    """Percent that a skill pays after so many earlier uses."""
    steps = _FADE[SKILLS[skill].kind]
    return steps[uses] if uses < len(steps) else 0


class _Ledger:
    """Collects the changes and gains of one move."""

    def __init__(self, before: Before, customer: Customer):
        self.before = before
        self.customer = customer
        self.changes: list[Change] = []
        self.cool = 0
        self.heard = 0
        self.trust = 0

    def note(self, gauge: str, amount: int, cause: str, name: str = "", percent: int = 100) -> None:
        if amount:
            self.changes.append(Change(gauge, amount, cause, name, percent))

    def pay(self, name: str, gate: int) -> None:
        skill = SKILLS[name]
        earlier = self.before.listens if name == LISTEN else self.before.uses.get(name, 0)
        percent = min(fade(name, earlier), gate)
        factor = percent * self.customer.weights.get(name, 100)
        cool, heard, trust = (
            value * factor // 10000 for value in (skill.cool, skill.heard, skill.trust)
        )
        self.cool += cool
        self.heard += heard
        self.trust += trust
        self.note("anger", -cool, "skill", name, percent)
        self.note("heard", heard, "skill", name, percent)
        self.note("trust", trust, "skill", name, percent)


def apply(deed: Deed, before: Before, customer: Customer) -> Effect:
    """The mood rule of docs/rules.md, steps 1 to 8."""
    start = before.gauges
    ledger = _Ledger(before, customer)
    skills, slips, bare_no = conversions(deed, before.uses, start.anger)
    patience, over = _patience(deed, skills, slips, ledger)

    raw_heat: list[tuple[str, str, int]] = []
    heard_loss = trust_loss = 0
    for name in slips:
        slip = SLIPS[name]
        raw_heat.append(("slip", name, slip.heat))
        heard_loss += slip.heard_loss
        trust_loss += slip.trust_loss

    early = [
        name for name in skills if SKILLS[name].kind is not Kind.OPEN and not SKILLS[name].gated
    ]
    for name in early:
        ledger.pay(name, 100)
    heard_early = ledger.heard
    ready = clamp(start.heard - heard_loss + heard_early)

    full = ready >= customer.heard_need
    gate = 0 if start.anger >= customer.boil else 100 if full else 50
    for name in skills:
        if name not in early:
            ledger.pay(name, gate if SKILLS[name].gated else 100)

    if deed.decline:
        ledger.trust += 6
        ledger.note("trust", 6, "refusal", "honest")
        if not bare_no:
            raw_heat.append(("refusal", "", 6 if full else 12))

    anger = _anger(ledger, raw_heat, over)
    heard = clamp(ready + ledger.heard - heard_early)
    for name in slips:
        ledger.note("heard", -SLIPS[name].heard_loss, "slip", name)
        ledger.note("trust", -SLIPS[name].trust_loss, "slip", name)
    ledger.note("heard", heard - (start.heard - heard_loss + ledger.heard), "limit", "range")
    trust = _trust(ledger, trust_loss, heard)
    return Effect(
        Gauges(anger, heard, trust, patience), tuple(skills), tuple(slips), tuple(ledger.changes)
    )


def _patience(
    deed: Deed, skills: Iterable[str], slips: Iterable[str], ledger: _Ledger
) -> tuple[int, int]:
    """Step 2: patience after the move, and by how much the cost went over it."""
    had = ledger.before.gauges.patience
    costs = [("turn", "", deed.turn_cost)]
    costs.append(
        (
            "wait",
            "explained" if deed.explained else "unexplained",
            3 * deed.ticks * (1 if deed.explained else 2),
        )
    )
    costs += [("slip", name, SLIPS[name].drain) for name in slips]
    cost = sum(amount for _, _, amount in costs)
    backs = [(name, PATIENCE_BACK[name]) for name in skills if name in PATIENCE_BACK]
    after = clamp(max(0, had - cost) + sum(amount for _, amount in backs))
    for cause, name, amount in costs:
        ledger.note("patience", -amount, cause, name)
    for name, amount in backs:
        ledger.note("patience", amount, "back", name)
    ledger.note(
        "patience", after - (had - cost + sum(amount for _, amount in backs)), "limit", "range"
    )
    return after, max(0, cost - had)


def _anger(ledger: _Ledger, raw_heat: Iterable[tuple[str, str, int]], over: int) -> int:
    """Steps 7 and 8 for anger."""
    start, customer = ledger.before.gauges.anger, ledger.customer
    raw = heat = 0
    for cause, name, amount in raw_heat:
        raw += amount
        reached = raw * customer.heat // 100
        ledger.note("anger", reached - heat, cause, name)
        heat = reached
    ledger.note("anger", over, "cost", "out-of-patience")
    hot = start + heat + over
    cool = min(ledger.cool, customer.cool_cap)
    ledger.note("anger", ledger.cool - cool, "limit", "cool-cap")
    floor = 0 if ledger.before.deed else ANGER_FLOOR
    cooled = min(hot, max(hot - cool, floor))
    ledger.note("anger", cooled - (hot - cool), "limit", "words-only")
    anger = clamp(cooled)
    ledger.note("anger", anger - cooled, "limit", "range")
    return anger


def _trust(ledger: _Ledger, loss: int, heard: int) -> int:
    """Step 8 for trust, by the new heard."""
    start, customer = ledger.before.gauges.trust, ledger.customer
    low = max(0, start - loss)
    ledger.note("trust", low - (start - loss), "limit", "range")
    wanted = low + ledger.trust
    words_only = max(low, min(wanted, 100 if ledger.before.deed else TRUST_TOP))
    led = max(low, min(words_only, heard + customer.trust_lead))
    ranged = min(led, 100)
    trust = min(ranged, ledger.before.ceiling)
    ledger.note("trust", words_only - wanted, "limit", "words-only")
    ledger.note("trust", led - words_only, "limit", "trust-lead")
    ledger.note("trust", ranged - led, "limit", "range")
    ledger.note("trust", trust - ranged, "limit", "ceiling")
    return trust
