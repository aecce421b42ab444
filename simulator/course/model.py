"""A course as a value: weeks, and in each the scenarios to play, with their modes and pass marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

PASS_MARK = 70
"""The quality out of 100 from which a play passes, where a step names no other."""


@dataclass(frozen=True, slots=True)
class Step:
    """One scenario to play in one mode; it is passed by a play of at least this quality (0 to 100)."""

    scenario: str
    mode: Mode = Mode.COACH
    pass_mark: int = PASS_MARK


@dataclass(frozen=True, slots=True)
class Week:
    """One week: its theme, its steps in order, and what a class talks about afterwards."""

    theme: str
    steps: tuple[Step, ...]
    talk: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A course: weeks in order. `id` is the name of its file without the suffix."""

    id: str
    title: str
    weeks: tuple[Week, ...]
    summary: str = ""

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The ids of its scenarios, each once, in the order in which they first come up."""
        return tuple(dict.fromkeys(step.scenario for _, step in self.steps()))

    def steps(self) -> Iterator[tuple[int, Step]]:
        """Yield every step with the number of its week, counted from 1."""
        for number, week in enumerate(self.weeks, 1):
            for step in week.steps:
                yield number, step
