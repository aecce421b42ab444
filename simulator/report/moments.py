"""The moments that mattered in a play: up to three moves, those that cost or kept most of the best result still in reach.

A move costs what it takes off the best result in reach. It keeps what half of the other moves on offer would have taken off it
as well. Until that is worked out, and where it can't be, the same is asked of the mood right after the move. Pure: values only;
`moment_words` puts them into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.engine.other_moves import cost_by_mood, gain_by_mood, median, other_moves
from simulator.ruleset import LISTEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.engine.conversation import Turn
    from simulator.engine.whatif import Prospect

MOST = 3
LEAST_POINTS = 3
"""Points below which a move didn't matter enough to be named."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The best results still in reach, as far as they are known.

    `prospects` gives the best before the move of an index, and under the number of moves what the play came to; `others` the
    best after another move than the one made, by the index of the move made and the other move.
    """

    prospects: Mapping[int, Prospect]
    others: Mapping[tuple[int, str], Prospect]


@dataclass(frozen=True, slots=True)
class Moment:
    """A move that mattered: its index, counted from 0, and how many points it cost, or else kept.

    They are points of satisfaction still in reach, or `by_mood` points of the mood right after the move. `exact` says whether
    the searches they come from were complete.
    """

    index: int
    points: int
    cost: bool
    by_mood: bool = False
    exact: bool = True


def moments(turns: Sequence[Turn], reach: Reach | None) -> tuple[Moment, ...]:
    """Return the moves that mattered most, the one with the most points first; by the mood alone without a `reach`.

    Listening is named once, where it did most: it teaches the same each time.
    """
    found = [moment for index in range(len(turns)) if (moment := _moment(turns, index, reach))]
    ranked = sorted(found, key=lambda moment: (-moment.points, moment.index))
    listens = [moment for moment in ranked if turns[moment.index].move == LISTEN]
    return tuple([moment for moment in ranked if moment not in listens[1:]][:MOST])


def settled(shown: Sequence[Moment], ranked: Sequence[Moment], reading: int) -> tuple[Moment, ...]:
    """Return moments in their new order, with the one that is being read still in its place; `reading` counts from 0.

    It takes its new figure if it is among the new ones, and stays with its old one in place of the last of them if it isn't.
    """
    if not 0 <= reading < len(shown):
        return tuple(ranked)
    read = shown[reading].index
    kept = next((moment for moment in ranked if moment.index == read), shown[reading])
    rest = [moment for moment in ranked if moment.index != read]
    rest = rest[: max(len(ranked), 1) - 1]
    return (*rest[:reading], kept, *rest[reading:])


def _moment(turns: Sequence[Turn], index: int, reach: Reach | None) -> Moment | None:
    """Return what a move cost or kept; None where it was the only move there was, or too little to name."""
    turn = turns[index]
    others = other_moves(turn)
    if not others:
        return None
    if reach and index in reach.prospects and index + 1 in reach.prospects:
        before, after = reach.prospects[index], reach.prospects[index + 1]
        beside = [reach.others[index, move] for move in others if (index, move) in reach.others]
        cost = before.satisfaction - after.satisfaction
        won = 0
        if len(beside) == len(others):
            won = after.satisfaction - median([item.satisfaction for item in beside])
        known = (before, after, *(beside if won > cost else ()))
        exact = all(item.exact for item in known)
        return _if_it_matters(Moment(index, max(cost, won), cost >= won, exact=exact))
    cost, won = cost_by_mood(turn, others), gain_by_mood(turn, others)
    return _if_it_matters(Moment(index, max(cost, won), cost >= won, by_mood=True))


def _if_it_matters(moment: Moment) -> Moment | None:
    return moment if moment.points >= LEAST_POINTS else None
