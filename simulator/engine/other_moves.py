"""What else could have been done at each move of a play, and how a move compares with that by the mood right after it.

Pure: from turns to values. Every other move is made by the engine from where the play stood; none is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import LISTEN, SILENCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.whatif import Prospect

WORTH_NAMING = 5
"""Points of satisfaction below which no single move is said to have cost much."""
MAX_COMPARED = 4
"""Moves of a play that are compared with every other move that was allowed: each takes a search for each of them."""


def other_moves(turn: Turn) -> dict[str, Conversation]:
    """Return the conversation after each other move that was allowed, by the move: every other reply, and listening."""
    moves = [reply.id for reply in turn.before.offered()]
    if turn.before.can_listen:
        moves.append(LISTEN)
    return {move: turn.before.move(move).after for move in moves if move != turn.move}


def cost_by_mood(turn: Turn, others: Mapping[str, Conversation]) -> int:
    """Return how many points of mood the best other move would have left them above what they came to, 0 at the least.

    Listening costs nothing by this measure, because what it brings shows only later.
    """
    if turn.move == LISTEN:
        return 0
    mood = turn.after.state.mood
    return max([0, *(after.state.mood - mood for after in others.values())])


def gain_by_mood(turn: Turn, others: Mapping[str, Conversation]) -> int:
    """Return how many points of mood the move left them above what half of the other moves would have, 0 at the least."""
    if turn.move == SILENCE or not others:
        return 0
    return max(0, turn.after.state.mood - median([after.state.mood for after in others.values()]))


def median(values: Sequence[int]) -> int:
    """Return the middle of some values; of two middle ones their mean, rounded up."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else -(-(ordered[half - 1] + ordered[half]) // 2)


def compared_moves(turns: Sequence[Turn], prospects: Mapping[int, Prospect]) -> tuple[int, ...]:
    """Return the moves, by index, whose gain is worth searching for: those that cost little and lifted the mood most.

    Of listening only the best is one of them. `prospects` gives the best in reach before the move of an index.
    """
    gains = {
        index: gain_by_mood(turn, other_moves(turn))
        for index, turn in enumerate(turns)
        if index in prospects
        and index + 1 in prospects
        and prospects[index].satisfaction - prospects[index + 1].satisfaction < WORTH_NAMING
    }
    likely = sorted((index for index in gains if gains[index]), key=lambda at: (-gains[at], at))
    listens = [index for index in likely if turns[index].move == LISTEN]
    return tuple([index for index in likely if index not in listens[1:]][:MAX_COMPARED])
