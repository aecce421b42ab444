"""What a conversation that is over comes to: satisfaction, quality and the simulated survey.

Each function follows its paragraph of docs/rules.md, "The result".
"""

from typing import TYPE_CHECKING, Any

from tests.reference.plain_tables import ASKED, DIMENSIONS, NEED

if TYPE_CHECKING:
    from tests.reference.plain_rules import Play


def result_of(play: "Play") -> dict[str, Any]:
    """Return satisfaction, quality and predictions, under the keys of `replay --json`."""
    satisfaction = max(-100, min(100, sum(satisfaction_parts(play).values())))
    values = dimensions(play)
    return {
        "satisfaction": satisfaction,
        "qa": quality(play, values),
        "dimensions": values,
        "criticals": list(play.criticals),
        "predicted": predicted(play, satisfaction),
    }


def satisfaction_parts(play: "Play") -> dict[str, int]:
    """Return the five numbers that satisfaction is the sum of; what is broken is negative."""
    assert play.outcome is not None
    assert play.need is not None
    # reading: "if it is empty, it then holds the present mood alone": the mood when it is over
    path = play.mood_path or [play.mood]
    end = path[-1]
    mean = sum(path) // len(path)
    best = max(path)
    worst = min(path)

    recovery = 0
    if (
        play.need == "met"
        and "own" in play.shown
        and ("extra" in play.shown or "followup" in play.shown)
        and play.severity <= 2
        and play.broken == 0
        and play.exposed == 0
        and not play.criticals
    ):
        recovery = 8

    return {
        "path": (2 * end + 2 * mean + best + worst) // 12,
        "asked": ASKED[play.outcome],
        "need": NEED[play.need],
        "broken": -min(30, 15 * play.broken + 15 * play.exposed),
        "recovery": recovery,
    }


def dimensions(play: "Play") -> dict[str, int | None]:
    """Return the value of each dimension of quality, None where it does not apply."""
    values: dict[str, int | None] = {}
    for name, _weight, skills, slips in DIMENSIONS:
        needs = needs_of(play, skills)
        made = sum(play.slips.get(slip, 0) for slip in slips)
        if name == "honesty":
            made += 2 * play.exposed
        if name == "effort":
            made += play.unexplained
        if name == "follow-through":
            made += 2 * play.broken
        # reading: a lie that came out and a promise broken stand among the slips of their
        # dimensions, so that they too make it apply
        if not needs and made == 0 and name != "effort":
            values[name] = None
            continue
        start = 100
        if needs:
            shown = [need for need in needs if need in play.shown]
            start = 100 * len(shown) // len(needs)
        values[name] = max(0, start - 50 * made)
    return values


def needs_of(play: "Play", skills: list[str]) -> list[str]:
    """Return the needs of the scenario that are among these skills."""
    return [need for need in play.document.get("needs", []) if need in skills]


def quality(play: "Play", values: dict[str, int | None]) -> int:
    """Return the quality of the trainee's work, 0..100."""
    total = 0
    weights = 0
    less = 0
    for name, weight, skills, _slips in DIMENSIONS:
        value = values[name]
        if value is None:
            continue
        if needs_of(play, skills) or name == "effort":
            total += weight * value
            weights += weight
        else:
            # reading: rounded down for each dimension, not for their sum
            less += weight * (100 - value) // 100
    qa = max(0, min(100, total // weights - less))
    if values["listening"] == 0 or values["follow-through"] == 0:
        qa = min(qa, 70)
    if play.criticals:
        qa = 0
    return qa


def predicted(play: "Play", satisfaction: int) -> dict[str, Any]:
    """Return the simulated survey answers and what the customer does next."""
    s = satisfaction
    if s >= 55:
        csat = 5
    elif s >= 20:
        csat = 4
    elif s >= -10:
        csat = 3
    elif s >= -50:
        csat = 2
    else:
        csat = 1
    if play.need == "missed":
        csat = min(csat, 3)

    nps = max(0, min(10, (s + play.trust // 2 + 70) // 20))

    effort = 7 - play.slips.get("pry", 0) - play.slips.get("reask", 0)
    effort -= play.slips.get("dump", 0) + play.unexplained
    effort = max(1, effort)

    if s <= -45 or play.trust < 20:
        retention = "leaves"
    elif play.trust < 40 or effort <= 3 or s < 0 or play.broken > 0 or play.exposed > 0:
        retention = "at-risk"
    else:
        retention = "stays"

    if s < -30 or effort <= 2:
        word_of_mouth = "negative"
    elif nps >= 9:
        word_of_mouth = "positive"
    else:
        # reading: "else none" is a word like negative and positive, not null
        word_of_mouth = "none"

    if "customer" in play.critical_kinds:
        csat = min(csat, 2)
        nps = min(nps, 3)
        retention = "leaves"
        if word_of_mouth == "positive":
            word_of_mouth = "none"

    return {
        "csat": csat,
        "nps": nps,
        "effort": effort,
        "retention": retention,
        "word_of_mouth": word_of_mouth,
    }
