"""What a play comes to in a round: its points, how seats and teams rank, and what a board shows of that. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.engine.state import Step, end
from simulator.report.results import round_points
from simulator.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.result import Result

UNFINISHED = "unfinished"
"""The ending of a play that the round closed upon."""
TOP = 10
"""Rows that a board shows, not counting one's own."""


class Standing(NamedTuple):
    """Where a seat is in a round; `time` is its active seconds after division by its factor, None without a clock.

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
        """Return the row as the board shows it."""
        row = self.standing
        return {"rank": self.rank, "name": row.name, "points": self.points, "done": row.done}


def points_of(result: Result) -> int:
    """Return the points of a play: quality, and satisfaction from 0 to 100; 0..200."""
    return round_points(result.satisfaction, result.qa)


def speed_points(most: int, used: float, allowed: float, *, timed: bool) -> int:
    """Return what speed adds to a play that has ended: all of it for no time at all, nothing for all the time allowed.

    Both times are in seconds at a factor of 1. A seat without a clock gets the middle, and so neither gains nor loses by it;
    where no clock ran for anybody, there is nothing to add.
    """
    if allowed <= 0:
        return 0
    if not timed:
        return most // 2
    return int(most * max(0.0, 1.0 - used / allowed))


def result_so_far(conversation: Conversation) -> Result:
    """Return what a play comes to: its result, or that of the state reached as if it had ended with outcome none."""
    return as_ended(conversation).result()


def as_ended(conversation: Conversation) -> Conversation:
    """Return a conversation that is over as it is, and any other as if it had ended now with outcome none."""
    if conversation.over:
        return conversation
    state = end(Step(conversation.state), UNFINISHED, Outcome.NONE).state
    return replace(conversation, state=state)


def ended_play(start: Conversation, turns: Sequence[Turn]) -> tuple[Conversation, tuple[Turn, ...]]:
    """Return the start and the moves of a play as it counts, with its last state ended if the round closed upon it."""
    if not turns:
        return as_ended(start), ()
    *earlier, last = turns
    return start, (*earlier, last._replace(after=as_ended(last.after)))


def ranked(standings: Iterable[Standing]) -> tuple[Ranked, ...]:
    """Return the board: most points first; of equals who has finished, then who took less time.

    A seat without a clock is beside the best of its equals. One that has played nothing comes last, without a rank. The time
    of a play that was cut off can't be compared, so it never comes before a finished one of as many points.
    """
    everyone = list(standings)
    rows = sorted(
        (row for row in everyone if row.played),
        key=lambda row: (-row.points, not row.done, row.time or 0.0, row.name, row.seat),
    )
    board: list[Ranked] = []
    for at, row in enumerate(rows, 1):
        before = board[-1] if board else None
        same = before is not None and _worth(before.standing) == _worth(row)
        untimed = before is not None and (
            row.time is None or before.standing.time in (None, row.time)
        )
        board.append(Ranked(before.rank if before and same and untimed else at, row))
    return (*board, *unranked(row for row in everyone if not row.played))


def _worth(row: Standing) -> tuple[int, bool]:
    return row.points, row.done


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
    done: int
    """How many of its members have finished."""

    def as_json(self) -> dict[str, Any]:
        """Return the team as the board shows it."""
        return {
            "rank": self.rank,
            "team": self.name,
            "points": self.points,
            "seats": self.seats,
            "done": self.done,
        }


def teams_of(standings: Iterable[Standing], *, covered: bool = False) -> tuple[Team, ...]:
    """Return every team that has members, best first; equal points share a rank, and a team without points has none.

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
            sum(row.done for row in members[name]),
        )
        for name, mean in means.items()
    ]
    return tuple(
        sorted(teams, key=lambda team: (team.points is None, -(team.points or 0), team.name))
    )
