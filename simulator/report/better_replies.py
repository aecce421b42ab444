"""What could have been said instead at a move of a play: a reply that was on offer there and then, and what it led to.

Each is played, not guessed: the engine makes the other move from where the play stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.ruleset import INTERRUPT, LISTEN, SLIPS
from simulator.text import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.engine.conversation import Conversation, Turn
    from simulator.scenario.model import Reply


@dataclass(frozen=True, slots=True)
class BetterReply:
    """A reply that was on offer, and the conversation right after it."""

    reply: Reply
    after: Conversation


def better_reply(turn: Turn, slip: str = "", skill: str = "") -> BetterReply | None:
    """Return the best reply on offer at a move that leaves the customer in a better mood than the move did; None if none does.

    It makes no slip itself and no critical error. With `slip`, the move's slip that it is to replace, one with the
    opposite skill comes first; with `skill` only replies that show it count. Then one that teaches a principle comes first,
    then the better mood, then the earlier in the file.
    """
    wanted = SLIPS[slip].mirror if slip else ""
    found = [
        item
        for item in _other_replies(turn)
        if (not skill or skill in item.reply.skills)
        and item.after.state.mood > turn.after.state.mood
    ]
    return max(
        found,
        key=lambda item: (
            wanted in item.reply.skills,
            bool(item.reply.teaches),
            item.after.state.mood,
        ),
        default=None,
    )


def _other_replies(turn: Turn) -> Iterator[BetterReply]:
    """Yield each other reply on offer that isn't a mistake itself, played from where the move was made."""
    for reply in turn.before.offered():
        if reply.id == turn.move or reply.slips or reply.critical:
            continue
        other = turn.before.move(reply.id)
        if not is_mistake(reply, other):
            yield BetterReply(reply, other.after)


def is_mistake(reply: Reply, turn: Turn) -> bool:
    """Return whether a reply makes a mistake itself, as the turn that gives it; answering too soon isn't the reply's."""
    return bool(reply.slips or reply.critical or set(turn.slips) - {INTERRUPT})


def after_listening(turn: Turn) -> Turn | None:
    """Return the same move made once the customer had said enough; None where it isn't allowed then."""
    conversation = turn.before
    while conversation.can_listen and not conversation.heard_enough:
        conversation = conversation.move(LISTEN).after
        if conversation.over:
            return None
    if turn.reply is None or all(reply.id != turn.move for reply in conversation.offered()):
        return None
    return conversation.move(turn.move)


def compared(other: Conversation, turn: Turn) -> str:
    """Return the mood that something else would have led to, beside the one that the move led to."""
    mine, theirs = turn.after.state, other.state
    instead = f"{mine.band} ({number(mine.mood)})"
    if mine.band == theirs.band:
        return f"at {number(theirs.mood)} instead of {number(mine.mood)} ({mine.band} either way)"
    return f"{theirs.band} ({number(theirs.mood)}) instead of {instead}"
