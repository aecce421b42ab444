"""What to play next and why: the next step of the course, what trains the weakest area, and what is due again.

A scenario that wasn't passed comes back after a day, and each further try doubles the wait, up to 32 days: practice that is
spread out lasts longer than practice in one sitting (Cepeda and others, 2006). Pure: the time comes in as an argument.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from simulator.course.model import PASS_MARK
from simulator.report.progress import (
    TOP_QUALITY,
    Recommendation,
    Trend,
    play_next,
    weakest_of,
)
from simulator.text import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from simulator.course.standing import CourseStanding, StepStanding
    from simulator.records.history_totals import PlayTotals, Total
    from simulator.scenario.model import Scenario

MAX_SUGGESTIONS = 3
MAX_WAIT = timedelta(days=32)


def next_steps(
    player: PlayTotals,
    library: Sequence[Scenario],
    now: datetime,
    standing: CourseStanding | None = None,
) -> tuple[Recommendation, ...]:
    """Return at most three suggestions, the most useful first and no scenario twice.

    `player` is what one person's plays come to; `library` holds the scenarios that can be played.
    """
    by_id = {scenario.id: scenario for scenario in library}
    weakest = weakest_of(Trend(name, values) for name, values in player.latest.items())
    advised = play_next(weakest, player.bests, library)
    found: dict[str, Recommendation] = {}
    if standing is not None and (step := _playable(standing, by_id)) is not None:
        title = by_id[step.step.scenario].title
        if weakest is not None and (weakest.lately or 0) >= TOP_QUALITY:
            advised = None  # nothing is weak yet; the course alone leads on
        why, short = _course_reason(standing, step, advised)
        found[step.step.scenario] = Recommendation(
            step.step.scenario, title, why, step.step.mode, short
        )
    if advised is not None:
        found.setdefault(advised.scenario, advised)
    for id in due_again(player.totals, now):
        if id in by_id:
            why, short = _due_reason(_tries(player.totals)[id], now)
            found.setdefault(id, Recommendation(id, by_id[id].title, why, short=short))
    return tuple(found.values())[:MAX_SUGGESTIONS]


class Tries(NamedTuple):
    """A scenario's whole plays: how many, their best quality (0 to 100), and when one was changed last."""

    plays: int
    quality: int
    last: datetime


def due_again(totals: Iterable[Total], now: datetime) -> list[str]:
    """Return the scenarios that weren't passed and whose wait is over, the longest overdue first."""
    due = []
    for id, tries in _tries(totals).items():
        if tries.quality >= PASS_MARK:
            continue
        since = tries.last + min(timedelta(days=2 ** min(tries.plays - 1, 5)), MAX_WAIT)
        if since <= now:
            due.append((since, id))
    return [id for _, id in sorted(due)]


def _tries(totals: Iterable[Total]) -> dict[str, Tries]:
    found: dict[str, Tries] = {}
    for total in totals:
        tries = found.get(total.scenario, Tries(0, 0, total.last))
        found[total.scenario] = Tries(
            tries.plays + total.plays,
            max(tries.quality, total.quality),
            max(tries.last, total.last),
        )
    return found


def _playable(standing: CourseStanding, library: Iterable[str]) -> StepStanding | None:
    """Return the first step that isn't passed and whose scenario is there."""
    known = set(library)
    steps = (step for step in standing.steps if step.passed is None)
    return next((step for step in steps if step.step.scenario in known), None)


def _course_reason(
    standing: CourseStanding, step: StepStanding, advised: Recommendation | None
) -> tuple[str, str]:
    """Say why the course asks for it, at length and in short.

    That is the week, then what an earlier try reached, or the weakest area that it trains.
    """
    why = f"week {step.week} of your course, in {step.step.mode} mode"
    short = f"Week {step.week}, {step.step.mode}."
    if step.best is not None:
        passes = f"{step.step.pass_mark} is a pass"
        return (
            f"{why}; your best quality there is {step.best} out of 100, and {passes}",
            f"{short} Quality {step.best} so far; {passes}.",
        )
    if advised is not None and advised.scenario == step.step.scenario and standing.week != 1:
        return f"{why}; {advised.why}", f"{short} {advised.short}"
    return why, short


def _due_reason(tries: Tries, now: datetime) -> tuple[str, str]:
    best, days = tries.quality, (now - tries.last).days
    why = (
        f"due again: you last played it {count(days, 'day')} ago, and your best quality there is {best} out of 100 "
        f"({PASS_MARK} is a pass)"
    )
    return why, f"Due again. Your best quality is {best}; {PASS_MARK} is a pass."
