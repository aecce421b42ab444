"""What is read after a shift, in sections, from the values of the day; every face shows these and adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.sections import Entry, Section, section
from simulator.report.words import times_words
from simulator.shift.day import KEPT
from simulator.shift.words import (
    BREATH_PLEDGE,
    PLEDGES,
    changed_words,
    composure_words,
    customer_line,
    customer_sentence,
    intention_of,
    issue_words,
    moment_sentence,
    wall_sentence,
)
from simulator.text import count, count_or_no, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.shift.day import Day

MAX_PLEDGES = 2


def after_sections(day: Day) -> list[Section]:
    """Return what was set out against what was done, scores, moments, composure, the wall and what recurs."""
    found = [
        _unfinished_section(day),
        _intention(day),
        section("The customers", *map(customer_line, day.ended), *_spread(day)),
        _moments(day),
        section("You", *_composure(day)),
        section("The wall", *_wall(day)),
        _issues(day),
    ]
    return [each for each in found if each is not None and each.entries]


def pledges(day: Day) -> tuple[str, ...]:
    """Return things to do next time that fit the day: by the weakest dimensions, and a breath where composure was low."""
    sums: dict[str, list[int]] = {}
    for customer in day.ended:
        for name, value in customer.last.result().dimensions.items():
            if value is not None:
                sums.setdefault(name, []).append(value)
    order = sorted(sums, key=lambda name: sum(sums[name]) / len(sums[name]))
    found = [PLEDGES[name] for name in order if name in PLEDGES]
    if day.breaths == 0 and min(day.composures) < 40:
        found.insert(0, BREATH_PLEDGE)
    return tuple(found[:MAX_PLEDGES])


def _unfinished_section(day: Day) -> Section | None:
    """Say what was done of a shift that wasn't finished."""
    if day.over:
        return None
    done = (
        f"{len(day.ended)} of the {day.planned} customers" if day.ended else "none of the customers"
    )
    left = [each.name for each in day.customers if not each.over and each.turns]
    open_one = f" {listed(left)} is still waiting for you." if left else ""
    return section("Not finished", f"You've served {done} so far.{open_one}")


def _intention(day: Day) -> Section | None:
    if not day.intention:
        return None
    kept, missed = day.kept_with(day.intention)
    said = f"You set out to do this: “{intention_of(day.intention)}”."
    if not kept and not missed:
        return section("What you set out to do", f"{said} It didn't come up.")
    names = [each.name for each in kept], [each.name for each in missed]
    done = f"You kept to it with {listed(names[0])}" if kept else "You didn't keep to it"
    rest = f", but not with {listed(names[1])}" if kept and missed else ""
    scale = f"(A customer counts if that part of quality was {KEPT} or more.)"
    return section("What you set out to do", f"{said} {done}{rest}. {scale}")


def _spread(day: Day) -> Iterator[str]:
    results = [customer.last.result() for customer in day.ended]
    if len(results) < 2:
        return
    lows, highs = min(r.satisfaction for r in results), max(r.satisfaction for r in results)
    stayed = sum(result.predicted.retention == "stays" for result in results)
    yield (
        f"{stayed} of {count(len(results), 'customer')} will come back. Satisfaction went from {number(lows)} to "
        f"{number(highs)}: {_wide(highs - lows)}"
    )


def _wide(spread: int) -> str:
    if spread >= 80:
        return "a wide gap, so it was down to luck who got you at a good moment."
    if spread >= 40:
        return "some got a better agent than others."
    return "everyone got much the same agent, which is what regulars count on."


def _moments(day: Day) -> Section:
    moments = day.moments()
    entries = [
        Entry(moment_sentence(*moment), f"{at}.", "moment") for at, moment in enumerate(moments, 1)
    ]
    title = "The two moments of the day" if len(entries) > 1 else "The moment of the day"
    return Section(title, tuple(entries))


def _composure(day: Day) -> Iterator[str]:
    low, high = min(day.composures), max(day.composures)
    yield (
        f"Your composure was {day.mean_composure} on average, {low} at the lowest and {high} at the highest; it is "
        f"{composure_words(day.composures[-1])} now."
    )
    yield f"You took {count_or_no(day.breaths, 'breath')}."
    if day.feeling is not None:
        yield f"Before the shift you rated yourself {day.feeling} out of 5. {_against(day.feeling, day.mean_composure)}"


def _against(feeling: int, mean: int) -> str:
    """Hold how the player felt beforehand against how composed they were."""
    felt, was = (feeling - 1) * 25, mean
    if felt - was > 20:
        return "The day took more out of you than you expected."
    if was - felt > 20:
        return "You held up better than you expected."
    return "That was about right."


def _wall(day: Day) -> Iterator[str]:
    for customer in day.ended:
        did = changed_words(customer.wall)
        if did:
            yield f"{customer_sentence(customer)} {did}"
    fell = changed_words(day.last_wall) if day.over else ""
    yield f"{fell} {wall_sentence(day.last_wall)}".strip()


def _issues(day: Day) -> Section:
    told = [
        f"{issue_words(root).capitalize()}: {times_words(times)} across all your shifts."
        for root, times in day.issues().items()
    ]
    return section("Why they came", *told)
