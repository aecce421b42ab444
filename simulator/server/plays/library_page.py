"""The pages before and beside a play: the scenarios with what one has reached in them, a scenario's brief, one's conversations.

Plain values. The result of an exam that is still withheld is in none of them, not even as a best.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from simulator.course.words import reached_words
from simulator.server.plays import words
from simulator.server.plays.events import End

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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


def levels_of(offered: Iterable[Offered], reached: Mapping[str, Reached]) -> tuple[Level, ...]:
    """Return the library by level, with what a person has reached in each scenario, by its id."""
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


def play_lines(plays: Iterable[PlayRow], withheld: Collection[str]) -> tuple[PlayLine, ...]:
    """Return a person's conversations as they are listed."""
    return tuple(_play_line(play, withheld=play.id in withheld) for play in plays)


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
