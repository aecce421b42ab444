"""What a player has reached and what is next, in sentences that every face can say. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.course.overview import endings_of
from simulator.text import count, listed, number, with_stop

if TYPE_CHECKING:
    from simulator.course.overview import Reached
    from simulator.course.standing import CourseStanding
    from simulator.report.progress import Recommendation
    from simulator.scenario.model import Scenario


def reason(step: Recommendation) -> str:
    """Return why to play something next, as a sentence."""
    return with_stop(f"{step.why[:1].upper()}{step.why[1:]}")


def reached_words(
    scenario: Scenario, reached: Reached | None, possible: tuple[int, int] | None
) -> str:
    """Return what a player has reached in a scenario, and the least and most that is possible where it is known."""
    if reached is None:
        told = "Not played yet."
        if possible:
            told += f" The best possible play reaches {number(possible[1])}, the worst {number(possible[0])}."
        return told
    of = f" out of a possible {number(possible[1])}" if possible else ""
    endings = endings_of(scenario)
    found = count(len(reached.endings & endings), "ending")
    told = f"Your best satisfaction is {number(reached.best)}{of}. You've found {found} of {len(endings)}."
    return f"{told} Passed in {listed(reached.modes)} mode." if reached.modes else told


def course_words(standing: CourseStanding) -> str:
    """Return how far a course has come: `week 3, 1 of 3 done`."""
    now = standing.week
    if now is None:
        return f"all {count(len(standing.steps), 'step')} passed"
    return f"week {now}, {standing.done_in(now)} of {len(standing.playable_in(now))} done"
