"""The pages before and beside a play: the scenarios with what one has reached in them, a scenario's brief, one's conversations.

Plain values. The result of an exam that is still withheld is in none of them, not even as a best.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from simulator.course.model import PASS_MARK
from simulator.course.overview import reached_in
from simulator.course.words import reached_words
from simulator.records.history_totals import Total
from simulator.ruleset import EDITION
from simulator.server.plays import words
from simulator.server.plays.events import End

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from simulator.course.overview import Reached
    from simulator.server.plays.rows import PlayRow
    from simulator.server.plays.shelf import Offered


class ScenarioLine(NamedTuple):
    """A scenario in the library."""

    id: str
    title: str
    language: str
    channel: str
    summary: str
    reached: str
    played: bool


class Level(NamedTuple):
    """The scenarios of a level under its heading."""

    heading: str
    scenarios: tuple[ScenarioLine, ...]


class PlayLine(NamedTuple):
    """A conversation in the list of one's own; `begun` is when it was begun, in whole seconds since 1970."""

    id: str
    title: str
    mode: str
    begun: datetime
    told: str
    over: bool
    withheld: bool
    again: bool


def levels_of(
    offered: Iterable[Offered], plays: Sequence[PlayRow], withheld: Collection[str]
) -> tuple[Level, ...]:
    """Return the library by level, with what a person's plays reached; those `withheld`, by id, count for nothing."""
    reached = reached_by(plays, withheld)
    return tuple(
        Level(words.level_heading(level), tuple(scenario_line(each, reached) for each in group))
        for level, group in groupby(offered, key=lambda each: each.scenario.level)
    )


def scenario_line(offered: Offered, reached: Mapping[str, Reached]) -> ScenarioLine:
    """Return a scenario as it is listed, with what was reached in it."""
    scenario = offered.scenario
    found = reached.get(scenario.id)
    return ScenarioLine(
        scenario.id,
        scenario.title,
        scenario.language,
        scenario.channel,
        scenario.summary,
        reached_words(scenario, found, offered.possible),
        found is not None,
    )


def reached_by(plays: Iterable[PlayRow], withheld: Collection[str]) -> Mapping[str, Reached]:
    """Return what a person's plays reached in each scenario: whole plays that have ended under this edition of the rules."""
    return reached_in(
        _total(play)
        for play in plays
        if play.over and play.given == 0 and play.edition == EDITION and play.id not in withheld
    )


def play_lines(plays: Iterable[PlayRow], withheld: Collection[str]) -> tuple[PlayLine, ...]:
    """Return a person's conversations as they are listed."""
    return tuple(_play_line(play, withheld=play.id in withheld) for play in plays)


def _total(play: PlayRow) -> Total:
    assert play.ended_at is not None
    assert play.satisfaction is not None
    assert play.quality is not None
    ended = datetime.fromtimestamp(play.ended_at, UTC)
    passed = {PASS_MARK: ended} if play.quality >= PASS_MARK else {}
    return Total(
        play.scenario,
        play.mode,
        play.ending,
        1,
        play.satisfaction,
        play.quality,
        ended,
        MappingProxyType(passed),
    )


def _play_line(play: PlayRow, *, withheld: bool) -> PlayLine:
    if not play.over:
        told = words.moves_words(play.moves)
    elif withheld:
        told = words.LATER
    else:
        told = words.end_words(_end(play))
    return PlayLine(
        play.id,
        play.title,
        play.mode,
        datetime.fromtimestamp(play.begun_at, UTC),
        told,
        play.over,
        withheld,
        play.given > 0,
    )


def _end(play: PlayRow) -> End:
    return End(
        ending=play.ending or "",
        outcome=play.outcome or "",
        satisfaction=play.satisfaction or 0,
        quality=play.quality or 0,
        edition=play.edition,
    )
