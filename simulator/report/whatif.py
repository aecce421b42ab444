"""What could have gone differently, in sentences: another reply, one more listen, one tag less, and the best still in reach.

The figures come from `engine.whatif` and, for what could still be reached, from the prover. Nothing is guessed: where two plays
can't be compared to their ends, the sentence says where the comparison stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.engine.whatif import What
from simulator.report.words import ending_words, quote, skill_words, slip_words
from simulator.ruleset import LISTEN, SILENCE, SKILLS, band
from simulator.text import count, number, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.engine.conversation import Turn
    from simulator.engine.whatif import Branch, Prospect

MAX_TAGS = 6


def branch_words(branch: Branch, play: Sequence[Turn]) -> str:
    """Return what one change would have done, without saying what the change is."""
    state, channel = branch.after.state, branch.after.scenario.channel
    last = play[-1].after.over
    if branch.over and last:
        result, gain = branch.after.result(), branch.gain or 0
        same = result.ending == play[-1].after.state.ending
        how = "the same ending" if same else f"the ending {ending_quoted(result.ending, channel)}"
        return f"{how}, mood {number(state.mood)} ({state.band}), satisfaction {number(result.satisfaction)} ({signed(gain)})"
    moved = f"mood {number(state.mood)} ({band(state.mood)}) instead of {number(branch.beside.state.mood)}"
    if branch.over:
        return f"an early ending, {ending_quoted(state.ending, channel)}, with {moved}"
    when = f"after move {branch.made}" if branch.made else "at the start"
    if branch.lost is not None:
        return f"{moved} {when}, and from there the conversation takes a different turn"
    return f"{moved} {when}, and the conversation would continue"


def change_words(branch: Branch) -> str:
    """Return what the change is: the reply given instead, listening first, or the tag left out."""
    channel = branch.after.scenario.channel
    if branch.what is What.WITHOUT:
        words = skill_words if branch.name in SKILLS else slip_words
        return f"you {words(branch.name, channel)}. Without that"
    if branch.what is What.LISTEN:
        return f"{words_of(channel).listening} first"
    return f"“{quote(branch.reply.text if branch.reply else branch.name)}”"


def tag_sentences(found: Sequence[Branch], turns: Sequence[Turn]) -> list[str]:
    """Return a sentence for each tag whose absence would have changed the end most: what carried the play and what hurt it."""
    told = []
    for branch in sorted(found, key=lambda item: (-abs(_weight(item)), item.index))[:MAX_TAGS]:
        if not _weight(branch):
            continue
        told.append(
            f"At move {branch.index + 1} {change_words(branch)}: {branch_words(branch, turns)}."
        )
    return told


def prospect_words(turns: Sequence[Turn], prospects: Mapping[int, Prospect]) -> list[str]:
    """Return the best that was in reach at the start, and each move that cost some of it.

    `prospects` gives the best in reach before the move of an index, and under len(turns) what the play came to; what is not
    known yet may be missing.
    """
    if not prospects:
        return []
    first = min(prospects)
    start, channel = prospects[first], turns[0].before.scenario.channel if turns else ""
    told = [
        f"Before move {first + 1} the best you could reach was {least(start)}satisfaction {number(start.satisfaction)}, "
        f"with the ending {ending_quoted(start.ending, channel)}."
    ]
    for index, turn in enumerate(turns):
        lost = put_out_of_reach(index, prospects)
        if lost:
            after = prospects[index + 1]
            told.append(
                f"Move {index + 1}, {move_quoted(turn)}, cost you {count(lost, 'point')}: after it, "
                f"{number(after.satisfaction)} was the best you could still get, with {ending_quoted(after.ending, channel)}."
            )
    if len(told) == 1:
        told.append("No move cost you any of that.")
    return told


def reach_words(index: int, turn: Turn, prospects: Mapping[int, Prospect]) -> list[str]:
    """Return what was in reach before a move, and what of it the move cost; nothing where that is not known."""
    if index not in prospects:
        return []
    before, channel = prospects[index], turn.before.scenario.channel
    told = [
        f"Before it, the best you could reach was {least(before)}satisfaction {number(before.satisfaction)}, with the ending "
        f"{ending_quoted(before.ending, channel)}."
    ]
    lost = put_out_of_reach(index, prospects)
    if lost:
        after = prospects[index + 1]
        told.append(
            f"It cost you {count(lost, 'point')}: after it, {number(after.satisfaction)} was the best you could still get, "
            f"with {ending_quoted(after.ending, channel)}."
        )
    elif index + 1 in prospects:
        told.append("It cost you nothing.")
    return told


def put_out_of_reach(index: int, prospects: Mapping[int, Prospect]) -> int:
    """Return how much less could be reached after a move than before it; 0 where that is not known."""
    if index not in prospects or index + 1 not in prospects:
        return 0
    return max(0, prospects[index].satisfaction - prospects[index + 1].satisfaction)


def least(prospect: Prospect) -> str:
    """Return what stands before the figure of a prospect whose search was cut short."""
    return "" if prospect.exact else "at least "


def ending_quoted(ending: str | None, channel: str) -> str:
    """Return an ending as part of a sentence."""
    return f"“{ending_words(ending or '', channel)}”"


def move_quoted(turn: Turn) -> str:
    """Return a move as part of a sentence."""
    words = words_of(turn.before.scenario.channel)
    if turn.move == LISTEN:
        return words.listening
    if turn.move == SILENCE:
        return words.silence
    return f"“{quote(turn.reply.text if turn.reply else turn.move)}”"


def _weight(branch: Branch) -> int:
    return branch.gain if branch.gain is not None else branch.mood_gain
