"""A player's progress over time: bests, areas of quality, spread, and what to play next with the reason.

The figures come from the history alone. A play that was tried again from its middle doesn't count, because its beginning
belongs to another play. Plays under an earlier edition of the rules are kept apart, because their scores can't be compared with
those of this one. All days of a scenario count together. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.report.words import action_words, dimension_words
from simulator.ruleset import DIMENSIONS, EDITION
from simulator.text import listed, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simulator.records.history_rows import Play
    from simulator.scenario.model import Scenario

GUIDED = "first-call"
"""The guided first conversation, which doesn't count as a play."""
RECENT = 5
"""Plays that count as lately."""
TOP_QUALITY = 100
"""An area that is as good as can be isn't called weak."""
_SKILLS_OF = {dimension.name: dimension.skills for dimension in DIMENSIONS}


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over time: its values, the mean of the latest and the mean of those before, None where there are none.

    `by_play` has an entry for each play, None where the figure wasn't called for, so that several trends can be read together.
    """

    name: str
    values: tuple[int, ...]
    by_play: tuple[int | None, ...] = ()

    @property
    def lately(self) -> int | None:
        """Return the mean of the latest values, rounded down."""
        return _mean(self.values[-RECENT:])

    @property
    def before(self) -> int | None:
        """The mean of those before them."""
        return _mean(self.values[:-RECENT])

    @property
    def spread(self) -> int:
        """How far apart the latest values lie."""
        latest = self.values[-RECENT:]
        return max(latest) - min(latest) if latest else 0


@dataclass(frozen=True, slots=True)
class Best:
    """One scenario's plays: how many ended, the best and the last satisfaction.

    `day` is the name of the day of the best, empty for the first. `endings` are those reached, each with the day on which it
    was reached first.
    """

    scenario: str
    plays: int
    best: int
    last: int
    day: str = ""
    endings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to play next, and why: as a clause, and as a sentence or two that are short enough for a row.

    `mode` is the one that a course asks for, None where any will do.
    """

    scenario: str
    title: str
    why: str
    mode: str | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The plays under an earlier edition of the rules."""

    edition: int
    begun: int
    ended: int
    bests: tuple[Best, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """All of it, for one person; all but `earlier` is of the present edition of the rules."""

    begun: int
    ended: int
    satisfaction: Trend
    quality: Trend
    difference: Trend
    dimensions: tuple[Trend, ...]
    bests: tuple[Best, ...]
    earlier: tuple[Earlier, ...] = ()

    @property
    def weakest(self) -> Trend | None:
        """The dimension of quality that is lowest lately; None before there is one."""
        return weakest_of(self.dimensions)


def weakest_of(dimensions: Iterable[Trend]) -> Trend | None:
    """Return the dimension of quality that is lowest lately; None before there is one."""
    known = [trend for trend in dimensions if trend.lately is not None]
    return min(known, key=lambda trend: trend.lately or 0, default=None)


def progress_of(plays: Iterable[Play]) -> Progress:
    """Return the progress in some plays, which are in the order in which they were begun."""
    by_edition: dict[int, list[Play]] = {EDITION: []}
    for play in plays:
        if play.scenario != GUIDED:
            by_edition.setdefault(play.edition, []).append(play)
    all_plays = by_edition.pop(EDITION)
    ended = [play for play in all_plays if play.counts]
    areas = [dict(play.figures.dimensions) for play in ended]
    return Progress(
        begun=len(all_plays),
        ended=len(ended),
        satisfaction=Trend("satisfaction", tuple(p.figures.satisfaction or 0 for p in ended)),
        quality=Trend("quality", tuple(p.figures.qa or 0 for p in ended)),
        difference=Trend(
            "change in mood",
            tuple(p.figures.mood_change for p in ended),
        ),
        dimensions=tuple(_dimension(name, areas) for name in _SKILLS_OF),
        bests=_bests(ended),
        earlier=tuple(
            Earlier(edition, len(older), sum(p.counts for p in older), _bests(older))
            for edition, older in sorted(by_edition.items())
        ),
    )


def _dimension(name: str, areas: Iterable[Mapping[str, int]]) -> Trend:
    by_play = tuple(area.get(name) for area in areas)
    return Trend(name, tuple(value for value in by_play if value is not None), by_play)


def _bests(plays: Iterable[Play]) -> tuple[Best, ...]:
    """One entry for each scenario with a play that counts, by its id."""
    by_scenario: dict[str, list[Play]] = {}
    for play in plays:
        if play.counts:
            by_scenario.setdefault(play.scenario, []).append(play)
    return tuple(_best(scenario, found) for scenario, found in sorted(by_scenario.items()))


def _best(scenario: str, plays: Sequence[Play]) -> Best:
    best = max(plays, key=lambda play: play.figures.satisfaction or 0)
    endings: dict[str, str] = {}
    for play in plays:
        if play.figures.ending:
            endings.setdefault(play.figures.ending, play.day)
    scores = [play.figures.satisfaction or 0 for play in plays]
    return Best(scenario, len(plays), max(scores), scores[-1], best.day, tuple(endings.items()))


def play_next(
    weakest: Trend | None, bests: Mapping[str, int], library: Sequence[Scenario]
) -> Recommendation | None:
    """Return a scenario that calls for what is weakest: one not played yet first, then the lowest best, then the easiest.

    `bests` are the best satisfaction of each scenario that was played to an end, by its id.
    """
    if not library:
        return None
    unplayed = [scenario for scenario in library if scenario.id not in bests]
    if weakest is None:
        first = min(library, key=lambda scenario: (scenario.level, scenario.id))
        why = f"it's level {first.level}, a good place to start"
        return Recommendation(
            first.id, first.title, why, short=f"Level {first.level}, to start with."
        )
    skills = _SKILLS_OF[weakest.name]

    def calls(scenario: Scenario) -> int:
        return sum(need in skills for need in scenario.needs)

    fitting = [scenario for scenario in library if calls(scenario)] or list(library)
    fresh = [scenario for scenario in fitting if scenario in unplayed]
    if fresh:
        chosen = min(fresh, key=lambda scenario: (scenario.level, -calls(scenario), scenario.id))
        how = "and you haven't played it yet"
    else:
        chosen = min(fitting, key=lambda scenario: (bests.get(scenario.id, 0), scenario.id))
        how = f"and your best there is {number(bests.get(chosen.id, 0))}"
    asked = [action_words(need, chosen.channel) for need in chosen.needs if need in skills]
    calls_for = f"here you'll need to {listed(asked)}" if asked else f"this is level {chosen.level}"
    words = dimension_words(weakest.name)
    area = f"{words} has been your weakest area lately ({weakest.lately} out of 100)"
    short = f"{words[:1].upper()}{words[1:]}: {weakest.lately}/100, your weakest."
    if weakest.lately == TOP_QUALITY:
        area, short = "no area has been weak lately", "No area has been weak lately."
    why = f"{area}; {calls_for}, {how}"
    return Recommendation(chosen.id, chosen.title, why, short=short)


def _mean(values: Sequence[int]) -> int | None:
    return sum(values) // len(values) if values else None
