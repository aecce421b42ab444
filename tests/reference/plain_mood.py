"""The mood rule, step by step as docs/rules.md numbers it."""

from typing import TYPE_CHECKING

from tests.reference.plain_tables import (
    FADES,
    GIVES_BACK,
    GIVES_BACK_TIMES,
    SKILLS,
    SLIP_TAKES,
)

if TYPE_CHECKING:
    from tests.reference.plain_rules import Play


def clamp(x: int) -> int:
    """Return x held to 0..100."""
    return max(0, min(100, x))


def without_duplicates(names: list[str]) -> list[str]:
    """Return the names in their order, each once."""
    return list(dict.fromkeys(names))


def mood_rule(
    play: "Play",
    skills: list[str],
    slips: list[str],
    ticks: int,
    explained: bool,
    decline: bool,
    turn_cost: int,
    abusive: bool,
) -> None:
    """Move the gauges."""
    customer = play.customer
    skills = without_duplicates(skills)
    slips = without_duplicates(slips)

    # 1. conversions
    bare_no_only_from_here = False
    if decline and "alternative" not in skills and "bare-no" not in slips:
        slips.append("bare-no")
        bare_no_only_from_here = True
    converted = []
    if "warm" in skills and play.anger >= 40:
        converted.append("warm")
        slips.append("cold")
    if "apologize" in skills and play.uses.get("apologize", 0) >= 2:
        converted.append("apologize")
        slips.append("nonapology")
    if "boundary" in skills and not abusive:
        converted.append("boundary")
        slips.append("cold")
    slips = without_duplicates(slips)
    for skill in converted:
        skills.remove(skill)
        play.uses[skill] = play.uses.get(skill, 0) + 1

    # 2. patience
    cost = turn_cost
    cost += 3 * ticks * (1 if explained else 2)
    for slip in slips:
        cost += SLIP_TAKES.get(slip, 0)
    over = max(0, cost - play.patience)
    given_back = 0
    for skill in skills:
        if play.uses.get(skill, 0) < GIVES_BACK_TIMES:
            given_back += GIVES_BACK.get(skill, 0)
    patience = clamp(max(0, play.patience - cost) + given_back)

    # 3. slips
    heat = 0
    heard_loss = 0
    trust_loss = 0
    for slip in slips:
        for c, h, t, _kind, _gated, mirror in SKILLS.values():
            if mirror == slip:
                heat += 2 * max(c, 2)
                heard_loss += 2 * h
                trust_loss += 2 * t

    owns = "apologize" in skills and "own" in skills and play.uses.get("apologize", 0) == 0

    # 4. paying: the listening and relational skills that are not gated
    cool_total = 0
    heard_gained = 0
    trust_gained = 0
    for skill in skills:
        _c, _h, _t, kind, gated, _mirror = SKILLS[skill]
        if kind in ("listening", "relational") and not gated:
            cool, gain_heard, gain_trust = pay(play, skill, 100, 1)
            cool_total += cool
            heard_gained += gain_heard
            trust_gained += gain_trust
    h_now = clamp(play.heard - heard_loss + heard_gained)

    # 5. paying: the gated and the open skills; an apology that owns is paid twofold
    if play.anger >= customer["boil"]:
        gate = 0
    elif h_now >= customer["heard_need"]:
        gate = 100
    else:
        gate = 50
    heard_gained_later = 0
    for skill in skills:
        _c, _h, _t, kind, gated, _mirror = SKILLS[skill]
        if gated or kind == "open":
            fold = 2 if skill == "apologize" and owns else 1
            cool, gain_heard, gain_trust = pay(play, skill, gate if gated else 100, fold)
            cool_total += cool
            heard_gained_later += gain_heard
            trust_gained += gain_trust

    # 6. decline
    if decline:
        trust_gained += 6
        if not bare_no_only_from_here:
            heat += 6 if h_now >= customer["heard_need"] else 12

    # 7. heat and cool
    heat = heat * customer["heat"] // 100
    cool = min(cool_total, customer["cool_cap"])

    # 8. the gauges
    hot = play.anger + heat + over
    floor = 0 if play.deed else 15
    anger = clamp(min(hot, max(hot - cool, floor)))
    heard = clamp(h_now + heard_gained_later)
    low = max(0, play.trust - trust_loss)
    top = min(100 if play.deed else 70, heard + customer["trust_lead"])
    trust = min(max(low, min(low + trust_gained, top)), 100, play.ceiling)

    play.anger = anger
    play.heard = heard
    play.trust = trust
    play.patience = patience

    for skill in skills:
        play.shown.add(skill)
    for slip in slips:
        play.slips[slip] = play.slips.get(slip, 0) + 1
    if not explained:
        play.unexplained += ticks


def pay(play: "Play", skill: str, gate: int, fold: int) -> tuple[int, int, int]:
    """Return what a skill gains in cool, heard and trust, and count its use."""
    cool, heard, trust, kind, _gated, _mirror = SKILLS[skill]
    earlier = play.uses.get(skill, 0)
    if skill == "listen":
        earlier = play.listens.get(play.scene, 0)
    fades = FADES["relational" if kind == "relational" else "other"]
    fade = fades[earlier] if earlier < len(fades) else 0
    factor = min(fade, gate) * play.weights[skill]
    play.uses[skill] = play.uses.get(skill, 0) + 1
    return (
        fold * cool * factor // 10000,
        fold * heard * factor // 10000,
        fold * trust * factor // 10000,
    )
