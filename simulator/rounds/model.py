"""A round as values: how it is set up, its phases, points and ranks.

Pure: no clock, no sockets, no files. The server (host.py) keeps these, and the record (record.py) is folded into them.
"""

from __future__ import annotations

import contextlib
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.engine.result import result_of
from simulator.engine.state import Step, end
from simulator.errors import SimulatorError
from simulator.play.days import NoSuchDay, on_day
from simulator.records.record import FIRST_EDITION, MAX_DAY_LENGTH
from simulator.report.words import edition_words
from simulator.ruleset import EDITION
from simulator.text import clean_name
from simulator.vocabulary import Mode, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.conversation import Conversation
    from simulator.engine.result import Result
    from simulator.scenario.model import Scenario

LONGEST_NAME = 24
UNFINISHED = "unfinished"
"""The ending of a play that the round closed upon."""
MOST_FACTOR = 10.0
MOST_BONUS = 20
TOP = 10
"""Rows that a board shows besides one's own."""


class Phase(Enum):
    """Where a round is."""

    LOBBY = "lobby"
    COUNTDOWN = "countdown"
    OPEN = "open"
    PAUSED = "paused"
    DEBRIEF = "debrief"
    CLOSED = "closed"


class Show(Enum):
    """What a seat sees of the board."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Setup:
    """How a round is played: scenarios by their paths, seconds for its limit and countdown, mode, and how many may join.

    `clock` is the seconds of a reply in place of the scenario's own, None to leave them. The first `practice` scenarios do not
    count. With `reset` no points are carried from one scenario to the next. `speed_bonus` is the most that speed may add.
    `day` names the day that every seat plays, in the scenarios that have it; `edition` is that of the rules.
    """

    name: str
    scenarios: tuple[str, ...]
    hashes: tuple[str, ...]
    mode: Mode
    clock: int | None
    limit: int
    countdown: int
    max_seats: int
    practice: int = 0
    reset: bool = False
    speed_bonus: int = 0
    day: str = ""
    edition: int = EDITION

    def carries(self, scenario: int) -> bool:
        """Whether the points of a scenario, counted from 0, are carried to the next."""
        return scenario >= self.practice and not self.reset

    def as_json(self) -> dict[str, Any]:
        """The setup as the record keeps it."""
        return {
            "name": self.name,
            "scenarios": list(self.scenarios),
            "hashes": list(self.hashes),
            "mode": self.mode,
            "clock": self.clock,
            "limit": self.limit,
            "countdown": self.countdown,
            "max_seats": self.max_seats,
            "practice": self.practice,
            "reset": self.reset,
            "speed_bonus": self.speed_bonus,
            "day": self.day,
            "edition": self.edition,
        }

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Setup:
        """The setup that a record keeps; raises KeyError, TypeError or ValueError where it is none."""
        return cls(
            str(body["name"]),
            tuple(map(str, body["scenarios"])),
            tuple(map(str, body["hashes"])),
            Mode(body["mode"]),
            None if body["clock"] is None else int(body["clock"]),
            int(body["limit"]),
            int(body["countdown"]),
            int(body["max_seats"]),
            int(body.get("practice", 0)),
            bool(body.get("reset", False)),
            int(body.get("speed_bonus", 0)),
            clean_name(str(body.get("day", "")), MAX_DAY_LENGTH),
            int(body.get("edition", FIRST_EDITION)),
        )

    def check_edition(self) -> None:
        """Raise SimulatorError where the round was begun under another edition of the rules."""
        if self.edition != EDITION:
            raise SimulatorError(
                f"This round was begun under {edition_words(self.edition)}, and this program plays by edition {EDITION}, "
                "so it can't be resumed."
            )

    def staged(self, scenario: Scenario) -> Scenario:
        """Return the scenario as this round plays it: on its day, where the scenario has that day, and by its clock."""
        with contextlib.suppress(NoSuchDay):
            scenario = on_day(scenario, self.day)
        return clocked(scenario, self.clock)


class Standing(NamedTuple):
    """How a seat stands in a round; `time` is its active seconds after division by its factor, None without a clock.

    Where nothing was `played`, the points mean nothing: they would be those of the customer's patience alone.
    """

    seat: str
    name: str
    points: int
    done: bool
    time: float | None
    team: str = ""
    played: bool = True


class Ranked(NamedTuple):
    """A row of the board; without a rank it has no points to show either."""

    rank: int | None
    standing: Standing

    @property
    def points(self) -> int | None:
        """The points that are shown."""
        return None if self.rank is None else self.standing.points

    @property
    def shown(self) -> tuple[int | None, int | None, bool]:
        """What of it can change on the board."""
        return self.rank, self.points, self.standing.done

    def as_json(self) -> dict[str, Any]:
        """The row as the board shows it."""
        row = self.standing
        return {"rank": self.rank, "name": row.name, "points": self.points, "done": row.done}


def points_of(result: Result) -> int:
    """The points of a play: quality, and satisfaction from 0 to 100; 0..200."""
    return result.qa + max(0, min(100, (result.satisfaction + 100) // 2))


def speed_points(most: int, used: float, allowed: float, *, timed: bool) -> int:
    """What speed adds to a play that has ended: all of it for no time at all, nothing for all the time allowed.

    Both times are in seconds at a factor of 1. A seat without a clock gets the middle, and so neither gains nor loses by it;
    where no clock ran for anybody, there is nothing to add.
    """
    if allowed <= 0:
        return 0
    if not timed:
        return most // 2
    return int(most * max(0.0, 1.0 - used / allowed))


def result_so_far(conversation: Conversation) -> Result:
    """What a play comes to: its result, or that of the state reached as if it had ended with outcome none."""
    if conversation.over:
        return conversation.result()
    state = end(Step(conversation.state), UNFINISHED, Outcome.NONE).state
    return result_of(conversation.scenario, state)


def ranked(standings: Iterable[Standing]) -> tuple[Ranked, ...]:
    """Return the board: most points first; of equals the one with less active time, and a seat without a clock beside the best.

    A seat that has played nothing comes last, without a rank.
    """
    everyone = list(standings)
    rows = sorted(
        (row for row in everyone if row.played),
        key=lambda row: (-row.points, row.time or 0.0, row.name, row.seat),
    )
    board: list[Ranked] = []
    for at, row in enumerate(rows, 1):
        before = board[-1] if board else None
        same = before is not None and before.standing.points == row.points
        untimed = before is not None and (
            row.time is None or before.standing.time in (None, row.time)
        )
        board.append(Ranked(before.rank if before and same and untimed else at, row))
    return (*board, *unranked(row for row in everyone if not row.played))


def unranked(standings: Iterable[Standing]) -> tuple[Ranked, ...]:
    """Return rows that give no points or ranks away, in their order neither: who is done first, then by name."""
    rows = sorted(standings, key=lambda row: (not row.done, row.name, row.seat))
    return tuple(Ranked(None, row) for row in rows)


@dataclass(frozen=True, slots=True)
class Team:
    """How a team stands: the mean of the points that its members have, rounded down; None where none has any to show."""

    rank: int | None
    name: str
    points: int | None
    seats: int

    def as_json(self) -> dict[str, Any]:
        """The team as the board shows it."""
        return {"rank": self.rank, "team": self.name, "points": self.points, "seats": self.seats}


def teams_of(standings: Iterable[Standing], *, covered: bool = False) -> tuple[Team, ...]:
    """Return every team that somebody is in, best first; equal points share a rank, and a team without points has none.

    With `covered` no points are shown, and the order gives none away.
    """
    members: dict[str, list[Standing]] = {}
    for row in standings:
        if row.team:
            members.setdefault(row.team, []).append(row)
    means: dict[str, int | None] = {}
    for name, rows in members.items():
        points = [row.points for row in rows if row.played and not covered]
        means[name] = sum(points) // len(points) if points else None
    found = [item for item in means.values() if item is not None]
    teams = [
        Team(
            None if mean is None else 1 + sum(other > mean for other in found),
            name,
            mean,
            len(members[name]),
        )
        for name, mean in means.items()
    ]
    return tuple(
        sorted(teams, key=lambda team: (team.points is None, -(team.points or 0), team.name))
    )


def is_name_of(typed: str, removed: str) -> bool:
    """Whether a name is one that was typed by somebody who was removed, or what told_apart would make of it."""
    one, other = typed.casefold(), removed.casefold()
    return one == other or (
        one.startswith(f"{other} ") and one[len(other) + 1 :].strip().isdecimal()
    )


def shown_name(name: str) -> str:
    """A name as it can be shown to others: look-alikes folded, invisible signs gone, of at most 24 characters."""
    return clean_name(unicodedata.normalize("NFKC", name), LONGEST_NAME)


def told_apart(name: str, others: Sequence[str]) -> str:
    """A name that no other seat is shown by: `Kim`, `Kim 2`."""
    taken = {other.casefold() for other in others}
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        tail = f" {number}"
        found = f"{name[: LONGEST_NAME - len(tail)]}{tail}"
    return found


def check_day(scenarios: Sequence[Scenario], day: str) -> None:
    """Raise NoSuchDay where none of a round's scenarios has the day."""
    missing: NoSuchDay | None = None
    for scenario in scenarios:
        try:
            on_day(scenario, day)
        except NoSuchDay as error:
            missing = missing or error
        else:
            return
    if missing:
        raise missing


def clocked(scenario: Scenario, clock: int | None) -> Scenario:
    """The scenario with another clock in all of its scenes, if there is to be one."""
    if clock is None:
        return scenario
    scenes = {name: replace(scene, clock=None) for name, scene in scenario.scenes.items()}
    return replace(scenario, clock=clock, scenes=MappingProxyType(scenes))
