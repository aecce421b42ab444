"""What a player has reached, for the first page of the game: what to play next, the course, and each scenario's figures.

Worked out from what one person's plays come to, as the history adds them up. Pure: the time comes in as an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from simulator.course.model import PASS_MARK
from simulator.course.next_steps import next_steps
from simulator.course.standing import standing_of
from simulator.records.history_totals import Wanted
from simulator.report.progress import GUIDED, RECENT
from simulator.ruleset import DIMENSIONS, WALKED_OUT
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from simulator.course.model import Course
    from simulator.course.standing import CourseStanding
    from simulator.records.history_totals import PlayTotals, Total
    from simulator.report.progress import Recommendation
    from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Reached:
    """What a player has reached in a scenario: the best satisfaction (−100 to 100), endings by name, and modes passed.

    A mode is passed by a whole play of at least the usual pass mark in quality.
    """

    best: int
    endings: frozenset[str]
    modes: tuple[Mode, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """All of it for one person; `reached` is by scenario, `days` counts those in a row on which something was played.

    `earlier` are the earlier editions of the rules under which they have plays.
    """

    steps: tuple[Recommendation, ...]
    course: CourseStanding | None
    reached: Mapping[str, Reached]
    days: int = 0
    earlier: tuple[int, ...] = ()


def wanted_for(course: Course | None) -> Wanted:
    """Return what has to be known of a person's plays for an overview with this course."""
    marks = {step.pass_mark for _, step in course.steps()} if course else set()
    areas = tuple(dimension.name for dimension in DIMENSIONS)
    return Wanted({PASS_MARK, *marks}, areas, RECENT, GUIDED)


def overview_of(
    player: PlayTotals, library: Sequence[Scenario], course: Course | None, now: datetime
) -> Overview:
    """Return what a person's plays come to, with what to play next of a library."""
    ids = [each.id for each in library]
    standing = standing_of(course, player.totals, ids) if course else None
    return Overview(
        next_steps(player, library, now, standing),
        standing,
        reached_in(player.totals),
        days_in_a_row(player.days, now),
        player.earlier,
    )


def reached_in(totals: Iterable[Total]) -> dict[str, Reached]:
    """Return what was reached in each scenario, by its id."""
    best: dict[str, int] = {}
    endings: dict[str, set[str]] = {}
    modes: dict[str, set[str]] = {}
    for total in totals:
        id = total.scenario
        best[id] = max(best.get(id, total.best), total.best)
        if total.ending:
            endings.setdefault(id, set()).add(total.ending)
        if total.quality >= PASS_MARK:
            modes.setdefault(id, set()).add(total.mode)
    return {
        id: Reached(
            score,
            frozenset(endings.get(id, ())),
            tuple(mode for mode in Mode if mode in modes.get(id, ())),
        )
        for id, score in best.items()
    }


def endings_of(scenario: Scenario) -> frozenset[str]:
    """Return every ending of a scenario by its name: its author's, and that the customer walks out."""
    named = (scene.ending.name for scene in scenario.scenes.values() if scene.ending)
    return frozenset((*named, WALKED_OUT))


def days_in_a_row(days: Collection[date], now: datetime) -> int:
    """Return how many of some days of the local zone follow on each other, up to today or yesterday."""
    today = now.astimezone().date()
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count
