"""What a report is made from: plays one after the other, the rounds that they belong to, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.ruleset import EDITION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from simulator.report.results import PlayResult, ScenarioCard
    from simulator.report.sections import Section
    from simulator.scenario.model import Scenario

PASS_MARK = 70
"""The quality from which on a conversation counts as passed, unless another is asked for."""
MAX_PASS_MARK = 100
PRIVATE = (
    "Private: this report has people's names and what they did. "
    "Share it only with those who need it, and delete it when you no longer do."
)
PSEUDONYMOUS = (
    "Private: names are replaced by pseudonyms, but someone who was there may still recognise people. "
    "Share it only with those who need it, and delete it when you no longer do."
)


@dataclass(frozen=True, slots=True)
class RoundHead:
    """A round that is reported on: its name, when it was, its scenarios, and who joined, with their team."""

    name: str
    started: datetime | None
    mode: str
    together: bool
    over: bool
    scenarios: tuple[ScenarioCard, ...]
    attendees: tuple[tuple[str, str], ...]
    removed: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSource:
    """What a report is made from.

    `plays` can be gone through once. `unread` are sentences about files that could not be read, which are whole only once all
    plays are read. `debrief` is that of the one play, where there is only one. `hidden` says whether names are pseudonyms,
    `people` whose names are in the report. `models` are the scenarios by the sha256 of their files, whole like `unread`.
    """

    title: str
    made: datetime
    plays: Iterable[PlayResult]
    rounds: tuple[RoundHead, ...] = ()
    unread: list[str] = field(default_factory=list)
    debrief: tuple[Section, ...] = ()
    pass_mark: int = PASS_MARK
    hidden: bool = False
    edition: int = EDITION
    people: frozenset[str] = frozenset()
    models: Mapping[str, Scenario] = field(default_factory=dict)

    @property
    def privacy(self) -> str:
        """What is said at the head of every form that people read."""
        return PSEUDONYMOUS if self.hidden else PRIVATE


def has_passed(play: PlayResult, pass_mark: int) -> bool | None:
    """Return whether the quality of a play reaches the pass mark; None for a play without a score."""
    return None if play.score is None else play.score.quality >= pass_mark
