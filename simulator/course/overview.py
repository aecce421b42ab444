"""What a player has reached, for the first page of the game: what to play next, the course, and each scenario's figures.

Worked out from the rows of the history alone, which are those of one person in the order in which they were begun. Pure: the
time comes in as an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from simulator.course.model import PASS_MARK
from simulator.course.next_steps import next_steps
from simulator.course.standing import standing_of
from simulator.report.progress import progress_of
from simulator.ruleset import EDITION, WALKED_OUT
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from simulator.course.model import Course
    from simulator.course.standing import CourseStanding
    from simulator.records.history_rows import Play
    from simulator.report.progress import Progress, Recommendation
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
    """All of it for one person; `reached` is by scenario, `days` counts those in a row on which something was played."""

    progress: Progress
    steps: tuple[Recommendation, ...]
    course: CourseStanding | None
    reached: Mapping[str, Reached]
    days: int = 0


def overview_of(
    plays: Sequence[Play], library: Sequence[Scenario], course: Course | None, now: datetime
) -> Overview:
    """Return what these plays come to, with what to play next of a library."""
    progress = progress_of(plays)
    standing = standing_of(course, plays, [each.id for each in library]) if course else None
    steps = next_steps(progress, plays, library, now, standing)
    return Overview(progress, steps, standing, reached_in(plays), days_in_a_row(plays, now))


def reached_in(plays: Iterable[Play]) -> dict[str, Reached]:
    """Return what was reached in each scenario, by its id; only whole plays under this edition of the rules count."""
    best: dict[str, int] = {}
    endings: dict[str, set[str]] = {}
    modes: dict[str, set[str]] = {}
    for play in plays:
        if not play.counts or play.edition != EDITION:
            continue
        id, figures = play.scenario, play.figures
        score = figures.satisfaction or 0
        best[id] = max(best.get(id, score), score)
        if figures.ending:
            endings.setdefault(id, set()).add(figures.ending)
        if (figures.qa or 0) >= PASS_MARK:
            modes.setdefault(id, set()).add(play.mode)
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


def days_in_a_row(plays: Iterable[Play], now: datetime) -> int:
    """Return on how many days in a row something was played, up to today or yesterday; days are those of the local zone."""
    days = {local_day(play.updated) for play in plays if play.moves}
    today = local_day(now)
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count


def local_day(moment: datetime) -> date:
    """Return the day of a moment in the local zone."""
    return moment.astimezone().date()
