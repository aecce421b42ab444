"""What would have helped most: the move after which the best still in reach fell most, and what to say there instead.

Read off the prospects of a play. While they are being worked out the words say so; where they can't be had, single changes of
one move are compared instead, and the words say that.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.engine.other_moves import WORTH_NAMING
from simulator.engine.whatif import What, best_change
from simulator.report.moves import done_words
from simulator.report.whatif import branch_words, change_words, least, put_out_of_reach
from simulator.report.words import capital
from simulator.ruleset import LISTEN
from simulator.text import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simulator.engine.conversation import Turn
    from simulator.engine.whatif import Branch, Prospect

WORKING = "Working out what you could still have reached …"


class Search(Enum):
    """How far the search for what was in reach has come: it isn't made, it runs, or it is over."""

    NONE = "not made"
    RUNNING = "running"
    OVER = "over"


def helped_most(
    turns: Sequence[Turn],
    prospects: Mapping[int, Prospect],
    search: Search,
    branches: Iterable[Branch],
) -> list[str]:
    """Return the sentences on the one move that mattered most.

    `prospects` gives the best in reach before the move of an index, and under len(turns) what the play came to. `branches` are
    the plays that differ by one move; they are asked for only where the prospects can't be had.
    """
    if not turns:
        return []
    if all(index in prospects for index in range(len(turns) + 1)):
        return [_largest_fall(turns, prospects)]
    if search is Search.RUNNING:
        return [WORKING]
    return [_single_change(turns, tuple(branches))]


def _largest_fall(turns: Sequence[Turn], prospects: Mapping[int, Prospect]) -> str:
    index = max(range(len(turns)), key=lambda at: (put_out_of_reach(at, prospects), -at))
    lost = put_out_of_reach(index, prospects)
    if lost < WORTH_NAMING:
        return (
            f"No single move cost much: none took {WORTH_NAMING} points or more off the best satisfaction you could still "
            f"reach, which was {least(prospects[0])}{number(prospects[0].satisfaction)} at the start."
        )
    before, after = prospects[index], prospects[index + 1]
    told = (
        f"At move {index + 1} you {done_words(turns[index])} After it, the best satisfaction you could still reach fell from "
        f"{least(before)}{number(before.satisfaction)} to {least(after)}{number(after.satisfaction)}."
    )
    return f"{told} {_instead(turns[index], before)}"


def _instead(turn: Turn, before: Prospect) -> str:
    """Return what would have kept the best in reach: the first moves of a way there, up to the first reply."""
    listens = 0
    while listens < len(before.moves) and before.moves[listens] == LISTEN:
        listens += 1
    kept = f"would have kept {number(before.satisfaction)} within reach."
    way = before.moves[listens : listens + 1]
    reply = turn.before.scene.reply(way[0]) if way else None
    words = words_of(turn.before.scenario.channel)
    first = f"{capital(words.listening)} first"
    if reply is None:
        return f"{first if listens else capital(words.silence)} {kept}"
    if not listens:
        return f"“{reply.text}” {kept}"
    if way[0] == turn.move:
        return f"{first} and then giving the same reply {kept}"
    return f"{first} and then {words.saying} “{reply.text}” {kept}"


def _single_change(turns: Sequence[Turn], branches: Sequence[Branch]) -> str:
    """Return the best single change, all later moves as they were, and that more than that isn't known."""
    how = "What you could still have reached isn't known for this conversation. If your later moves had stayed the same,"
    best = best_change(branches)
    if best is None or (best.gain or 0) < WORTH_NAMING:
        return f"{how} changing one move would never have gained you {WORTH_NAMING} points or more."
    instead = "" if best.what is What.LISTEN else " instead"
    return (
        f"{how} the best single change would have been at move {best.index + 1}, where you {done_words(turns[best.index])} "
        f"{capital(change_words(best))}{instead}: {branch_words(best, turns)}."
    )
