"""How far a player has come in a course, worked out from the rows of the history alone.

A step is passed by a whole play in its mode that reaches its pass mark in quality. Exam counts wherever practice or coach is
asked for, and practice where coach is, because they show less. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from typing import Any

    from simulator.course.model import Course, Step
    from simulator.records.history_totals import Total

_STRICTNESS = (Mode.COACH, Mode.PRACTICE, Mode.EXAM)
"""The modes from the one that shows most to the one that shows least."""


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One step with its plays: how many there were in a mode that counts, the best quality, and when it was first passed."""

    week: int
    step: Step
    tries: int = 0
    best: int | None = None
    passed: datetime | None = None


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """A course with each of its steps as far as it has come; steps with a scenario that is `missing` are passed over."""

    course: Course
    steps: tuple[StepStanding, ...]
    missing: frozenset[str] = frozenset()

    @property
    def next_step(self) -> StepStanding | None:
        """The first step that isn't passed; None once all are."""
        to_do = (step for step in self.steps if step.passed is None)
        return next((step for step in to_do if step.step.scenario not in self.missing), None)

    @property
    def week(self) -> int | None:
        """The number of the first week with something left to pass; None once the course is done."""
        return self.next_step.week if self.next_step else None

    def of_week(self, number: int) -> tuple[StepStanding, ...]:
        """Return the steps of a week, counted from 1."""
        return tuple(step for step in self.steps if step.week == number)

    def playable_in(self, number: int) -> tuple[StepStanding, ...]:
        """Return the steps of a week whose scenario is there."""
        week = self.of_week(number)
        return tuple(step for step in week if step.step.scenario not in self.missing)

    def done_in(self, number: int) -> int:
        """Return how many steps of a week are passed."""
        return sum(step.passed is not None for step in self.playable_in(number))


def standing_of(
    course: Course, totals: Iterable[Total], scenarios: Collection[str] | None = None
) -> CourseStanding:
    """Return how far a course has come by what one person's plays come to, added up with the course's pass marks.

    `scenarios` are the ids of those that can be played, None for all.
    """
    counted = tuple(totals)
    steps = tuple(_step(week, step, counted) for week, step in course.steps())
    missing = set() if scenarios is None else set(course.scenarios) - set(scenarios)
    return CourseStanding(course, steps, frozenset(missing))


def standing_json(standing: CourseStanding) -> dict[str, Any]:
    """Return a standing as in `progress --json`."""
    return {
        "course": standing.course.id,
        "week": standing.week,
        "steps": [
            {
                "week": step.week,
                "scenario": step.step.scenario,
                "mode": step.step.mode,
                "pass": step.step.pass_mark,
                "tries": step.tries,
                "best": step.best,
                "passed": step.passed.isoformat() if step.passed else None,
            }
            for step in standing.steps
        ],
    }


def counts_as(mode: str, asked: Mode) -> bool:
    """Tell whether a play in a mode counts where another is asked for."""
    known = [str(each) for each in _STRICTNESS]
    return mode in known and known.index(mode) >= _STRICTNESS.index(asked)


def _step(week: int, step: Step, totals: Iterable[Total]) -> StepStanding:
    found = [
        total
        for total in totals
        if total.scenario == step.scenario and counts_as(total.mode, step.mode)
    ]
    passed = [moment for total in found if (moment := total.passed.get(step.pass_mark))]
    best = max((total.quality for total in found), default=None)
    tries = sum(total.plays for total in found)
    return StepStanding(week, step, tries, best, min(passed, default=None))
