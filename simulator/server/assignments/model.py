"""An assignment as a value: scenarios with their modes and pass marks, from when until when, and which tries count. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from simulator.course.model import Step

MAX_STEPS = 60
MAX_TRIES = 99
MAX_TITLE = 60


class Counts(StrEnum):
    """Which of several tries counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a trainer sets a class.

    - `steps` are the scenarios, each with a mode and the quality (0 to 100) that passes.
    - `opens_at` and `until_at` are whole seconds since 1970; `zone` is the time zone that they were set in.
    - `late` allows plays to be begun after `until_at`; they are marked as late.
    - `tries` is how many plays of each scenario may be begun, None for any number; `counts` says which of them counts.
    - `withdrawn_at` is when the trainer took it back, None where they didn't.
    """

    id: str
    of_class: str
    title: str
    steps: tuple[Step, ...]
    opens_at: int
    until_at: int
    zone: str
    late: bool = False
    tries: int | None = None
    counts: Counts = Counts.BEST
    withdrawn_at: int | None = None

    @property
    def has_exam(self) -> bool:
        """Whether any of it is an exam."""
        return any(step.mode is Mode.EXAM for step in self.steps)

    def is_over(self, now: int) -> bool:
        """Tell whether its time is over."""
        return now >= self.until_at
