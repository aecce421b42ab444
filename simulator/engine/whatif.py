"""A play with one thing changed: another reply, one more listen, or one tag left out, and the later moves made again.

Exact, because the rules are: a later move is made by its id as long as it is allowed, and the first that is not says where the
two plays can no longer be compared move by move. Pure: from turns to values; whoever shows them words them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.ruleset import LISTEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.engine.conversation import Turn
    from simulator.scenario.model import Reply


class What(Enum):
    """What is changed at a turn."""

    REPLY = "another reply"
    LISTEN = "listening first"
    WITHOUT = "one tag left out"


@dataclass(frozen=True, slots=True)
class Branch:
    """A play that differs from another at one turn.

    `index` is that turn, counted from 0; `name` the reply given instead, `listen`, or the tag left out. `after` is where the
    branch stands when no later move can be made in it, `beside` where the play itself stood after the same moves. `lost` is
    the first later move that is not allowed in the branch, and why it is at an end before the play's; None where all were
    made or the branch is over. `made` counts the play's moves up to `beside`.
    """

    index: int
    what: What
    name: str
    reply: Reply | None
    after: Conversation
    beside: Conversation
    lost: str | None
    made: int

    @property
    def over(self) -> bool:
        """Whether the branch comes to an end, so that its score can be compared."""
        return self.after.over

    @property
    def gain(self) -> int | None:
        """Satisfaction more than the play's; None where either has not ended."""
        if not (self.after.over and self.beside.over):
            return None
        return self.after.result().satisfaction - self.beside.result().satisfaction

    @property
    def mood_gain(self) -> int:
        """Mood more than the play's after the same moves."""
        return self.after.state.mood - self.beside.state.mood


@dataclass(frozen=True, slots=True)
class Prospect:
    """The best that could still be reached from somewhere, by which moves; `exact` says whether nothing better can be."""

    satisfaction: int
    ending: str
    moves: tuple[str, ...]
    exact: bool


def branches(turns: Sequence[Turn]) -> tuple[Branch, ...]:
    """Every play that differs by one other reply offered, or by listening once before a reply; in the order of turns."""
    return tuple(branch for index in range(len(turns)) for branch in _at(turns, index))


def without_tags(turns: Sequence[Turn]) -> tuple[Branch, ...]:
    """Return the same play without one tag of one reply, for every tag of every reply; in the order of turns."""
    found = []
    for index, turn in enumerate(turns):
        if turn.reply is None:
            continue
        for tag in turn.before.tags(turn.reply):
            after = turn.before.move_without_tag(turn.move, tag).after
            found.append(_follow(turns, index, index + 1, What.WITHOUT, tag, None, after))
    return tuple(found)


def best_change(found: Sequence[Branch]) -> Branch | None:
    """Return the one change that would have helped most, of those whose score can be compared; of equals the earliest."""
    ended = [branch for branch in found if (branch.gain or 0) > 0]
    return max(ended, key=lambda branch: (branch.gain or 0, -branch.index), default=None)


def _at(turns: Sequence[Turn], index: int) -> Iterator[Branch]:
    turn = turns[index]
    if turn.move != LISTEN and turn.before.can_listen:
        after = turn.before.move(LISTEN).after
        yield _follow(turns, index, index, What.LISTEN, LISTEN, None, after)
    for reply in turn.before.offered():
        if reply.id != turn.move:
            after = turn.before.move(reply.id).after
            yield _follow(turns, index, index + 1, What.REPLY, reply.id, reply, after)


def _follow(
    turns: Sequence[Turn],
    index: int,
    first: int,
    what: What,
    name: str,
    reply: Reply | None,
    after: Conversation,
) -> Branch:
    """Make the later moves, from the turn numbered `first` on, as long as they are allowed."""
    at, lost = first, None
    while at < len(turns) and not after.over:
        try:
            after = after.move(turns[at].move).after
        except IllegalMove as error:
            lost = error.move
            break
        at += 1
    made = len(turns) if after.over else at
    beside = turns[made].before if made < len(turns) else turns[-1].after
    return Branch(index, what, name, reply, after, beside, lost, made)
