"""A player's progress from their saved plays, and as lines, for `simulator progress` and for the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import SimulatorError
from simulator.play.earned_marks import EarnedMark, earned_marks, mark_sentences
from simulator.play.overview_source import read_overview
from simulator.report.progress import Progress, Recommendation, progress_of
from simulator.report.progress_words import progress_sections
from simulator.scenario.library import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator.cli.context import Context
    from simulator.course.standing import CourseStanding
    from simulator.scenario.model import Scenario


class PersonProgress(NamedTuple):
    """A person, their progress, the scenarios that they can play, and what to play next."""

    person: str
    progress: Progress
    scenarios: list[Scenario]
    next_steps: tuple[Recommendation, ...]
    course: CourseStanding | None
    marks: tuple[EarnedMark, ...]


def read_progress(context: Context) -> PersonProgress:
    """Read a person's progress, after bringing the history up to their saves; raises SimulatorError."""
    from simulator.play.history_sync import catch_up

    history, library = context.history, context.library
    catch_up(history, context.saves, library)
    person = context.person or ""
    scenarios = [found for path in library.files() if (found := _scenario(path))]
    plays = history.plays(person)
    progress = progress_of(plays)
    overview = read_overview(history, person, library, scenarios, context.wall_clock())
    marks = earned_marks(history, person, context.saves, library)
    return PersonProgress(person, progress, scenarios, overview.steps, overview.course, marks)


def say_progress(context: Context, say: Callable[[str], object]) -> None:
    """Say a person's progress, line by line."""
    person, progress, scenarios, steps, _, marks = read_progress(context)
    titles = {scenario.id: scenario.title for scenario in scenarios}
    say(f"Progress of {person}." if person else "Progress of players without a name.")
    ascii_only = context.settings.ascii
    parts = progress_sections(progress, steps, titles, ascii_only=ascii_only)
    if progress.ended:
        parts.insert(1, mark_sentences(marks, titles))
    for heading, lines in parts:
        say("")
        say(f"{heading}.")
        for line in lines:
            say(line)


def _scenario(path: Path) -> Scenario | None:
    try:
        return load(path, warnings=False).scenario
    except SimulatorError:
        return None
