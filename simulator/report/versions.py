"""Versions of a scenario beside each other: what the plays of each came to, and whether their scores may be compared.

Versions are of one scenario under one edition of the rules, in the order in which they were first played. Each is compared with
the one before; scores of versions that differ in words alone can be compared, so that goes for a chain of them as well. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from simulator.report.comparable import rule_changes
from simulator.report.statistics import Share
from simulator.ruleset import EDITION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from simulator.report.summary import ScenarioSummary
    from simulator.scenario.model import Scenario

MAX_CHANGES = 3
"""Changes that are named as the reason why scores can't be compared."""


@dataclass(frozen=True, slots=True)
class VersionStep:
    """Whether scores of a version may be compared with those of the one before it; both are counted from 1.

    `comparable` is None where one of the files wasn't read. `changes` are the first of the changes that forbid it, in
    words, `more` says how many there are beyond them.
    """

    before: int
    after: int
    comparable: bool | None
    changes: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class ScenarioVersions:
    """The versions of one scenario, and each step from one to the next."""

    versions: tuple[ScenarioSummary, ...]
    steps: tuple[VersionStep, ...]

    @property
    def title(self) -> str:
        """The title of the last version."""
        return self.versions[-1].card.title

    def shares_of(self, name: str) -> tuple[Share | None, ...]:
        """Return in how many conversations of each version an ending was reached; None where none has a score."""
        return tuple(
            dict(item.endings).get(name, Share(0, item.passed.n)) if item.passed.n else None
            for item in self.versions
        )

    def slips_of(self, name: str) -> tuple[Share | None, ...]:
        """Return in how many conversations of each version a mistake was made; None where no moves are known."""
        return tuple(
            dict(item.figures.slips).get(name, Share(0, item.figures.n))
            if item.figures and item.figures.n
            else None
            for item in self.versions
        )

    def sound_of(self, scene: str) -> tuple[Share | None, ...]:
        """Return how many first replies in a scene were sound in each version; None where it wasn't a turning point."""
        return tuple(
            {point.scene: point.sound for point in item.figures.scenes}.get(scene)
            if item.figures
            else None
            for item in self.versions
        )

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of any version, in the order of the last version that has them."""
        return _names(dict(item.endings) for item in reversed(self.versions))

    @property
    def slips(self) -> tuple[str, ...]:
        """The mistakes of any version, in the order of the last version that has them."""
        figures = (item.figures for item in reversed(self.versions))
        return _names(dict(item.slips) for item in figures if item)

    @property
    def scenes(self) -> tuple[str, ...]:
        """The turning points that two or more versions have."""
        found = [
            {point.scene for point in item.figures.scenes} for item in self.versions if item.figures
        ]
        shared = {
            scene for at, one in enumerate(found) for two in found[:at] for scene in one & two
        }
        order = _names(
            dict.fromkeys(point.scene for point in item.figures.scenes)
            for item in reversed(self.versions)
            if item.figures
        )
        return tuple(scene for scene in order if scene in shared)


def versions_of(
    scenarios: Iterable[ScenarioSummary], models: Mapping[str, Scenario]
) -> tuple[ScenarioVersions, ...]:
    """Return the scenarios of a report that were played in several versions under the present rules.

    `models` are the scenarios by the sha256 of their files.
    """
    found: dict[str, list[ScenarioSummary]] = {}
    for item in scenarios:
        if item.version and item.edition == EDITION:
            found.setdefault(item.card.id, []).append(item)
    return tuple(
        ScenarioVersions(
            tuple(items),
            tuple(_step(before, after, models) for before, after in pairwise(items)),
        )
        for items in found.values()
        if len(items) > 1
    )


def first_played(item: ScenarioSummary) -> datetime | None:
    """Return when a version was played first."""
    return min((line.started for line in item.lines if line.started), default=None)


def last_played(item: ScenarioSummary) -> datetime | None:
    """Return when a version was played last."""
    return max((line.started for line in item.lines if line.started), default=None)


def _step(
    before: ScenarioSummary, after: ScenarioSummary, models: Mapping[str, Scenario]
) -> VersionStep:
    old, new = models.get(before.card.digest), models.get(after.card.digest)
    if old is None or new is None:
        return VersionStep(before.version, after.version, None)
    changes = [str(change) for change in rule_changes(old, new)]
    return VersionStep(
        before.version,
        after.version,
        not changes,
        tuple(changes[:MAX_CHANGES]),
        max(0, len(changes) - MAX_CHANGES),
    )


def _names(groups: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))
