"""What a round came to, as values: its scenarios, who joined, every play with its turns, the boards.

results.py reads them from a round's file; reports and the screens of kept rounds show them. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from simulator.report.source import RoundHead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from simulator.engine.conversation import Conversation, Turn
    from simulator.report.results import PlayResult, ScenarioCard
    from simulator.rounds.model import Setup
    from simulator.rounds.points import Ranked
    from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone who joined a round; `removed` says whether the trainer removed them."""

    name: str
    team: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A round: its scenarios, who joined, and their plays in the order of the scenarios.

    `over` says whether nothing more is played in it. `together` is a round in which the class shared one conversation. `notes`
    are sentences about scenarios that have since changed. `models` are the scenarios by the sha256 of their files.
    """

    name: str
    path: Path
    started: datetime | None
    mode: str
    together: bool
    over: bool
    scenarios: tuple[ScenarioCard, ...]
    attendees: tuple[Attendee, ...]
    plays: tuple[PlayResult, ...]
    notes: tuple[str, ...] = ()
    models: Mapping[str, Scenario] = field(default_factory=dict)

    @property
    def head(self) -> RoundHead:
        """Return what a report says of the round as a whole."""
        return RoundHead(
            self.name,
            self.started,
            self.mode,
            self.together,
            self.over,
            self.scenarios,
            tuple((person.name, person.team) for person in self.attendees if not person.removed),
            sum(person.removed for person in self.attendees),
            self.notes,
        )

    def renamed(self, name: str) -> RoundResult:
        """Return the round under another name, and each of its plays with it."""
        plays = (replace(play, origin=replace(play.origin, round=name)) for play in self.plays)
        return replace(self, name=name, plays=tuple(plays))

    @property
    def people(self) -> frozenset[str]:
        """Return the names of everyone in it."""
        names = {person.name for person in self.attendees}
        return frozenset(names | {play.origin.person for play in self.plays})


class Replay(NamedTuple):
    """A play of a round with its turns; `scenario` counts from 0.

    Where the round closed upon it, the last of its `turns` has the end as well; `made` are the turns without that.
    """

    scenario: int
    result: PlayResult
    start: Conversation
    turns: tuple[Turn, ...]
    made: tuple[Turn, ...]


class WholeRound(NamedTuple):
    """A round with all that was played in it, and the board of each scenario, by its number from 0, as the class left it."""

    result: RoundResult
    setup: Setup
    replays: tuple[Replay, ...]
    boards: Mapping[int, tuple[Ranked, ...]]

    def played(self, scenario: int) -> tuple[Replay, ...]:
        """Return the plays of a scenario, counted from 0."""
        return tuple(item for item in self.replays if item.scenario == scenario)

    def counts(self, scenario: int) -> bool:
        """Return whether a scenario, counted from 0, is one that counts; practice doesn't."""
        return scenario >= self.setup.practice
