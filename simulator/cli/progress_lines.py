"""A player's progress from their saved plays, and as lines, for `simulator progress` and for the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import SimulatorError
from simulator.report.progress import Progress, play_next, progress_of
from simulator.report.progress_words import progress_sections
from simulator.scenario.library import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator.cli.context import Context
    from simulator.scenario.model import Scenario


class PersonProgress(NamedTuple):
    """A person, their progress, and the scenarios that they can play."""

    person: str
    progress: Progress
    scenarios: list[Scenario]


def read_progress(context: Context) -> PersonProgress:
    """Read a person's progress, after bringing the history up to their saves; raises SimulatorError."""
    from simulator.play.history_sync import catch_up

    history, library = context.history, context.library
    catch_up(history, context.saves, library)
    person = context.person or ""
    scenarios = [found for path in library.files() if (found := _scenario(path))]
    return PersonProgress(person, progress_of(history.plays(person)), scenarios)


def say_progress(context: Context, say: Callable[[str], object]) -> None:
    """Say a person's progress, line by line."""
    person, progress, scenarios = read_progress(context)
    advised = play_next(progress, scenarios)
    titles = {scenario.id: scenario.title for scenario in scenarios}
    say(f"Progress of {person}." if person else "Progress of players without a name.")
    ascii_only = context.settings.ascii
    for heading, lines in progress_sections(progress, advised, titles, ascii_only=ascii_only):
        say("")
        say(f"{heading}.")
        for line in lines:
            say(line)


def _scenario(path: Path) -> Scenario | None:
    try:
        return load(path).scenario
    except SimulatorError:
        return None
