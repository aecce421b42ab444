"""The summary of many plays: each scenario with its class, each person with their plays, and what to work on next.

Plays are taken one after the other, and of each only a line is kept. Plays of another edition of the rules, and of another
version of a scenario, are kept apart, because their scores can't be compared. There is no ranking of people.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from simulator.report.class_figures import ClassTally
from simulator.report.curve import curve_through
from simulator.report.moves import done_in_words
from simulator.report.results import round_points
from simulator.report.source import has_passed
from simulator.report.statistics import Share, Spread, spread_of
from simulator.ruleset import DIMENSIONS, EDITION
from simulator.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from simulator.report.class_figures import ClassFigures
    from simulator.report.results import PlayResult, ScenarioCard
    from simulator.report.source import ReportSource, RoundHead

MAX_TURNING = 3
"""Moves named as the turning points of a play."""


class TurningMove(NamedTuple):
    """A move that changed the mood much: its number from 1, what was done, by how much, and the mood after it."""

    number: int
    words: str
    change: int
    mood: int


@dataclass(frozen=True, slots=True)
class PlayLine:
    """A play in short: who, what, when, what it came to, its moods, and the moves that turned it."""

    person: str
    team: str
    round: str
    scenario: ScenarioCard
    started: datetime | None
    mode: str
    edition: int
    finished: bool
    counts: bool
    acted: bool
    ending: str
    satisfaction: int | None
    quality: int | None
    passed: bool | None
    points: int | None
    dimensions: tuple[tuple[str, int], ...]
    moods: tuple[int, ...]
    seconds: float | None
    moves: int
    best: int | None
    turning: tuple[TurningMove, ...]
    missed: tuple[str, ...]
    advice: str
    fault: str
    criticals: tuple[str, ...] = ()


def line_of(play: PlayResult, pass_mark: int) -> PlayLine:
    """Return the line of a play."""
    origin, score = play.origin, play.score
    return PlayLine(
        origin.person,
        origin.team,
        origin.round,
        play.scenario,
        origin.started,
        origin.mode,
        origin.edition,
        play.finished,
        origin.counts,
        play.acted or (play.moves > 0 and not play.turns),
        score.ending if score else "",
        score.satisfaction if score else None,
        score.quality if score else None,
        has_passed(play, pass_mark),
        origin.points,
        tuple(score.dimensions.items()) if score else (),
        play.moods,
        origin.seconds,
        play.moves,
        play.best,
        turning_moves(play),
        play.missed_needs if play.turns else (),
        play.advice,
        origin.fault,
        _critical_kinds(play),
    )


def _critical_kinds(play: PlayResult) -> tuple[str, ...]:
    """Return what a play's critical errors harm, each once."""
    return tuple(dict.fromkeys(turn.critical for turn in play.turns if turn.critical))


def turning_moves(play: PlayResult) -> tuple[TurningMove, ...]:
    """Return the moves that changed the mood most, in the order of play."""
    if not play.turns:
        return ()
    points = sorted(curve_through(play.moods).points, key=lambda item: -abs(item.change))
    return tuple(
        TurningMove(
            item.index,
            done_in_words(play.turns[item.index - 1], play.scenario.channel),
            item.change,
            item.mood,
        )
        for item in sorted(points[:MAX_TURNING], key=lambda item: item.index)
    )


@dataclass(frozen=True, slots=True)
class ScenarioSummary:
    """The plays of one version of a scenario under one edition of the rules.

    `version` counts the versions of the same scenario from 1, and is 0 where there is only one. `figures` are None for an
    earlier edition, of which only scores are known.
    """

    card: ScenarioCard
    edition: int
    version: int
    lines: tuple[PlayLine, ...]
    endings: tuple[tuple[str, Share], ...]
    satisfaction: Spread | None
    quality: Spread | None
    passed: Share
    figures: ClassFigures | None


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """One person: how many rounds they joined, their plays by date, the mean of each dimension with how many plays it is of.

    `weakest` is the dimension with the lowest mean, the first of equals; None before there is one.
    """

    name: str
    team: str
    joined: int
    rounds: int
    lines: tuple[PlayLine, ...]
    dimensions: tuple[tuple[str, int, int], ...]

    @property
    def scored(self) -> tuple[PlayLine, ...]:
        """Return the plays with a score by the present rules that count."""
        return tuple(line for line in self.lines if _counts(line))

    @property
    def weakest(self) -> tuple[str, int, int] | None:
        """The dimension with the lowest mean, the first of equals."""
        return min(self.dimensions, key=lambda item: item[1], default=None)

    @property
    def lowest(self) -> tuple[tuple[str, int, int], ...]:
        """Every dimension with the lowest mean."""
        weakest = self.weakest
        return tuple(item for item in self.dimensions if weakest and item[1] == weakest[1])


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it."""

    scenarios: tuple[ScenarioSummary, ...]
    people: tuple[PersonSummary, ...]
    lines: tuple[PlayLine, ...]


Group = tuple[str, int, str]


@dataclass
class _Gathered:
    card: ScenarioCard
    lines: list[PlayLine] = field(default_factory=list)
    tally: ClassTally = field(default_factory=ClassTally)

    @property
    def first(self) -> tuple[bool, str]:
        """When it was played first; a group without a date comes last."""
        dates = [line.started.isoformat() for line in self.lines if line.started]
        return (not dates, min(dates, default=""))


@dataclass
class SummaryBuilder:
    """Makes the summary of a report while its plays are gone through for something else."""

    source: ReportSource
    _groups: dict[Group, _Gathered] = field(default_factory=dict)
    _lines: list[PlayLine] = field(default_factory=list)

    def add(self, play: PlayResult) -> None:
        """Take a play."""
        line = line_of(play, self.source.pass_mark)
        card, score = play.scenario, play.score
        self._lines.append(line)
        group = (card.id, play.origin.edition, card.digest)
        gathered = self._groups.setdefault(group, _Gathered(card))
        gathered.lines.append(line)
        if play.turns and play.acted:
            points = round_points(score.satisfaction, score.quality) if score else None
            gathered.tally.add(play, points)

    def summary(self) -> Summary:
        """Return the summary of the plays so far."""
        versions = Counter((id, edition) for id, edition, _ in self._groups)
        seen: Counter[tuple[str, int]] = Counter()
        scenarios = []
        for id, edition, digest in self._in_order():
            seen[id, edition] += 1
            version = seen[id, edition] if versions[id, edition] > 1 else 0
            scenarios.append(_scenario(self._groups[id, edition, digest], edition, version))
        people = _people(self._lines, self.source.rounds)
        return Summary(tuple(scenarios), people, tuple(self._lines))

    def _in_order(self) -> list[Group]:
        """Return the groups in the order in which their scenarios come first, and of one scenario as they were played first."""
        place = {id: -at for at, (id, _, _) in enumerate(reversed(self._groups))}
        return sorted(self._groups, key=lambda group: (place[group[0]], self._groups[group].first))


def summary_of(source: ReportSource) -> Summary:
    """Go through the plays of a report and return their summary."""
    builder = SummaryBuilder(source)
    for play in source.plays:
        builder.add(play)
    return builder.summary()


def _scenario(group: _Gathered, edition: int, version: int) -> ScenarioSummary:
    scored = [line for line in group.lines if line.quality is not None and line.acted]
    endings = Counter(line.ending for line in scored)
    return ScenarioSummary(
        group.card,
        edition,
        version,
        tuple(group.lines),
        tuple(
            (ending, Share(many, len(scored)))
            for ending, many in sorted(endings.items(), key=lambda item: (-item[1], item[0]))
        ),
        spread_of([line.satisfaction for line in scored if line.satisfaction is not None]),
        spread_of([line.quality for line in scored if line.quality is not None]),
        Share(sum(bool(line.passed) for line in scored), len(scored)),
        group.tally.figures() if edition == EDITION else None,
    )


def _people(lines: Iterable[PlayLine], rounds: Iterable[RoundHead]) -> tuple[PersonSummary, ...]:
    """Return each person, by name; names that differ only in capitals are one person's."""
    by_name: dict[str, list[PlayLine]] = {}
    shown: dict[str, tuple[str, str]] = {}
    joined: Counter[str] = Counter()
    held = 0
    for item in rounds:
        held += 1
        for name, team in item.attendees:
            shown.setdefault(name.casefold(), (name, team))
            joined[name.casefold()] += 1
    for line in lines:
        key = line.person.casefold()
        shown.setdefault(key, (line.person, line.team))
        by_name.setdefault(key, []).append(line)
    return tuple(
        _person(*shown[key], joined[key], held, by_name.get(key, []))
        for key in sorted(shown, key=lambda key: (folded(key), key))
    )


def _person(name: str, team: str, joined: int, rounds: int, lines: list[PlayLine]) -> PersonSummary:
    ordered = tuple(sorted(lines, key=lambda line: (line.started is not None, str(line.started))))
    values: dict[str, list[int]] = {}
    for line in ordered:
        for dimension, value in line.dimensions if _counts(line) else ():
            values.setdefault(dimension, []).append(value)
    means = tuple(
        (item.name, sum(values[item.name]) // len(values[item.name]), len(values[item.name]))
        for item in DIMENSIONS
        if item.name in values
    )
    return PersonSummary(name, team, joined, rounds, ordered, means)


def _counts(line: PlayLine) -> bool:
    """Return whether a play has a score by the present rules, and was more than looking on."""
    return line.quality is not None and line.acted and line.counts and line.edition == EDITION
