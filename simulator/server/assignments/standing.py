"""How far someone has come in an assignment, worked out from their plays alone. Pure; the time comes in as an argument.

The rules:

- A play can be begun from `opens_at` on, and before `until_at`; after that only where late plays are allowed.
- A play that has been begun can always be finished. It is late if it ends after `until_at`, whenever it was begun.
- Every play that is begun is a try. Another can't be begun while one of the same scenario is open; in an exam, while any is.
- Of the tries that have ended, the best, the last or the first to end counts. The best has the highest quality, then the
  highest satisfaction, and of equals the one that ended first, which is the one less likely to be late.
- The try that counts passes if its quality reaches the pass mark.
- What an exam came to is shown to the trainee once the assignment's time is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.server.assignments.model import Counts
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.course.model import Step
    from simulator.server.assignments.model import Assignment
    from simulator.server.plays.rows import PlayRow


class Bar(StrEnum):
    """Why a play can't be begun now."""

    EARLY = "early"
    OVER = "over"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    EXAM_OPEN = "exam-open"
    TRIES = "tries"


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One scenario of an assignment with someone's tries at it, in the order in which they were begun.

    `counting` is the try that counts, `open` one that hasn't ended, `bar` why another can't be begun, None where it can.
    """

    number: int
    step: Step
    tries: tuple[PlayRow, ...]
    counting: PlayRow | None
    open: PlayRow | None
    late: bool
    passed: bool
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An assignment as far as someone has come in it."""

    assignment: Assignment
    steps: tuple[StepStanding, ...]

    @property
    def done(self) -> int:
        """How many of its scenarios have a try that has ended."""
        return sum(step.counting is not None for step in self.steps)

    @property
    def passed(self) -> int:
        """How many of its scenarios are passed."""
        return sum(step.passed for step in self.steps)


def standing_of(assignment: Assignment, plays: Iterable[PlayRow], now: int) -> Standing:
    """Return how far someone has come; `plays` are theirs for this assignment, `now` is in whole seconds since 1970."""
    tries = sorted(plays, key=lambda play: (play.begun_at, play.id))
    steps = range(len(assignment.steps))
    return Standing(assignment, tuple(_step(assignment, at, tries, now) for at in steps))


def is_late(assignment: Assignment, play: PlayRow, now: int) -> bool:
    """Tell whether a play ended, or is still open, after the end of an assignment."""
    ends = now if play.ended_at is None else play.ended_at
    return ends > assignment.until_at


def is_withheld(assignment: Assignment, play: PlayRow, now: int) -> bool:
    """Tell whether what a play came to is kept from the trainee for now."""
    return play.mode == Mode.EXAM and now <= assignment.until_at


def counting_try(counts: Counts, ended: Sequence[PlayRow]) -> PlayRow | None:
    """Return which of the tries that have ended counts; None without any."""
    if not ended:
        return None
    in_order = sorted(ended, key=lambda play: (play.ended_at or 0, play.begun_at, play.id))
    match counts:
        case Counts.FIRST:
            return in_order[0]
        case Counts.LAST:
            return in_order[-1]
        case Counts.BEST:
            return max(in_order, key=lambda play: (play.quality or 0, play.satisfaction or 0))


def _step(assignment: Assignment, at: int, plays: Sequence[PlayRow], now: int) -> StepStanding:
    step = assignment.steps[at]
    tries = tuple(play for play in plays if play.step == at)
    counting = counting_try(assignment.counts, [play for play in tries if play.over])
    is_open = next((play for play in tries if not play.over), None)
    return StepStanding(
        at,
        step,
        tries,
        counting,
        is_open,
        counting is not None and is_late(assignment, counting, now),
        counting is not None and (counting.quality or 0) >= step.pass_mark,
        _bar(assignment, step, tries, plays, now),
    )


def _bar(
    assignment: Assignment,
    step: Step,
    tries: Sequence[PlayRow],
    plays: Sequence[PlayRow],
    now: int,
) -> Bar | None:
    """Return why another play of a step can't be begun now; None where it can."""
    if assignment.withdrawn_at is not None:
        return Bar.WITHDRAWN
    if any(not play.over for play in tries):
        return Bar.OPEN
    if assignment.tries is not None and len(tries) >= assignment.tries:
        return Bar.TRIES
    if now < assignment.opens_at:
        return Bar.EARLY
    if assignment.is_over(now) and not assignment.late:
        return Bar.OVER
    exam_open = any(not play.over and play.mode == Mode.EXAM for play in plays)
    if exam_open or (step.mode is Mode.EXAM and any(not play.over for play in plays)):
        return Bar.EXAM_OPEN
    return None
