"""What would have been otherwise, in sentences: another reply, one more listen, one tag less, and the best still in reach.

The figures come from `engine.whatif` and, for what could still be reached, from the prover by way of whoever asks it. Nothing
is guessed: where two plays cannot be compared to their ends, the sentence says where the comparison stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.whatif import What, best_change
from simulator.report.words import ending_words
from simulator.ruleset import LISTEN, SILENCE, SKILLS, SLIPS, band
from simulator.text import number, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.engine.conversation import Turn
    from simulator.engine.whatif import Branch, Prospect

LONGEST_QUOTE = 60
MOST_TAGS = 6


def branch_words(branch: Branch, play: Sequence[Turn]) -> str:
    """What one change would have done, without saying what the change is."""
    state = branch.after.state
    last = play[-1].after.over
    if branch.over and last:
        result, gain = branch.after.result(), branch.gain or 0
        same = result.ending == play[-1].after.state.ending
        how = "the same ending" if same else f"the ending {_quoted(result.ending)}"
        return f"{how}, mood {number(state.mood)} ({state.band}), satisfaction {number(result.satisfaction)} ({signed(gain)})"
    moved = f"mood {number(state.mood)} ({band(state.mood)}) instead of {number(branch.beside.state.mood)}"
    if branch.over:
        return f"the ending {_quoted(state.ending)} there and then, {moved}"
    when = f"after move {branch.made}" if branch.made else "at the start"
    if branch.lost is not None:
        return f"{moved} {when}, where the two plays part"
    return f"{moved} {when}, and the conversation would still go on"


def change_words(branch: Branch) -> str:
    """What the change is: the reply given instead, listening first, or the tag left out."""
    if branch.what is What.WITHOUT:
        return f"without {branch.name}"
    if branch.what is What.LISTEN:
        return "listening once more first"
    return f"“{quote(branch.reply.text if branch.reply else branch.name)}”"


def helped_most(found: Sequence[Branch], turns: Sequence[Turn]) -> str:
    """The one change that would have helped most."""
    best = best_change(found)
    if best is None:
        return "No single change of one move, with the rest as it was, would have ended better."
    instead = "" if best.what is What.LISTEN else f" instead of {move_quoted(turns[best.index])}"
    return (
        f"What would have helped most, all else as it was: at move {best.index + 1}, {change_words(best)}{instead}. "
        f"That is {branch_words(best, turns)}."
    )


def tags_told(found: Sequence[Branch], turns: Sequence[Turn]) -> list[str]:
    """The tags whose absence would have changed the end most, a sentence each: what carried the play and what hurt it."""
    told = []
    for branch in sorted(found, key=lambda item: (-abs(_weight(item)), item.index))[:MOST_TAGS]:
        if not _weight(branch):
            continue
        meaning = (SKILLS.get(branch.name) or SLIPS[branch.name]).meaning
        told.append(
            f"Without {branch.name} at move {branch.index + 1} (you {meaning}): {branch_words(branch, turns)}."
        )
    return told


def prospect_words(turns: Sequence[Turn], prospects: Mapping[int, Prospect]) -> list[str]:
    """The best that was in reach at the start, and each move that put some of it out of reach.

    `prospects` gives the best in reach before the move of an index, and under len(turns) what the play came to; what is not
    known yet may be missing.
    """
    if not prospects:
        return []
    first = min(prospects)
    start = prospects[first]
    least = "" if start.exact else "at least "
    told = [
        f"Before move {first + 1} the best in reach was {least}satisfaction {number(start.satisfaction)}, "
        f"by the ending {_quoted(start.ending)}."
    ]
    for index, turn in enumerate(turns):
        lost = put_out_of_reach(index, prospects)
        if lost:
            after = prospects[index + 1]
            told.append(
                f"Move {index + 1}, {move_quoted(turn)}, put {lost} of it out of reach: from there "
                f"{number(after.satisfaction)} was the best, by {_quoted(after.ending)}."
            )
    if len(told) == 1:
        told.append("No move put any of it out of reach.")
    return told


def reach_words(index: int, prospects: Mapping[int, Prospect]) -> list[str]:
    """What was in reach before a move, and what of it the move put out of reach; nothing where that is not known."""
    if index not in prospects:
        return []
    before = prospects[index]
    least = "" if before.exact else "at least "
    told = [
        f"In reach before it: {least}satisfaction {number(before.satisfaction)}, by the ending {_quoted(before.ending)}."
    ]
    lost = put_out_of_reach(index, prospects)
    if lost:
        after = prospects[index + 1]
        told.append(
            f"It put {lost} of that out of reach: {number(after.satisfaction)} was left, by {_quoted(after.ending)}."
        )
    elif index + 1 in prospects:
        told.append("It put nothing of that out of reach.")
    return told


def put_out_of_reach(index: int, prospects: Mapping[int, Prospect]) -> int:
    """How much less could be reached after a move than before it; 0 where that is not known."""
    if index not in prospects or index + 1 not in prospects:
        return 0
    return max(0, prospects[index].satisfaction - prospects[index + 1].satisfaction)


def _quoted(ending: str | None) -> str:
    return f"“{ending_words(ending or '')}”"


def _weight(branch: Branch) -> int:
    return branch.gain if branch.gain is not None else branch.mood_gain


def move_quoted(turn: Turn) -> str:
    """A move as it can stand in a sentence."""
    if turn.move == LISTEN:
        return "listening"
    if turn.move == SILENCE:
        return "saying nothing"
    return f"“{quote(turn.reply.text if turn.reply else turn.move)}”"


def quote(text: str) -> str:
    """The beginning of a text, short enough for a sentence."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_QUOTE:
        return line
    return f"{line[:LONGEST_QUOTE].rsplit(' ', 1)[0].rstrip(' ,.;:')} …"
