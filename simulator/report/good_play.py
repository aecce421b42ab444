"""A good play to watch: the best way on from a move of a finished play, a move at a time, each with its reason.

The way comes from the search for what could still be reached. It is shown and never saved, and it doesn't count. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.engine.conversation import IllegalMove
from simulator.lessons import SKILL_LESSONS
from simulator.report.words import action_words, capital, ending_words
from simulator.ruleset import LISTEN
from simulator.text import number, with_stop
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.whatif import Prospect

NOT_KNOWN = "The best way on from there hasn't been worked out yet. It takes a few seconds."
NEVER_KNOWN = "The best way on from there isn't known."


class GoodPlay:
    """The best way on from a conversation: the moves made so far in it, and those still to come."""

    def __init__(self, start: Conversation, before: Sequence[Turn], way: Sequence[str]) -> None:
        """Begin after the turns `before`, which are those of the finished play; `way` are the moves from there."""
        self.start = start
        self.turns = list(before)
        self.first = len(self.turns)
        self._way = tuple(way)

    @property
    def conversation(self) -> Conversation:
        """Return where it is now."""
        return self.turns[-1].after if self.turns else self.start

    @property
    def moves(self) -> tuple[str, ...]:
        """Return every move up to here, those of the finished play too."""
        return tuple(turn.move for turn in self.turns)

    @property
    def done(self) -> bool:
        """Return whether there is no move to come."""
        return self.conversation.over or len(self.turns) - self.first >= len(self._way)

    def step(self) -> Turn | None:
        """Make the next move of the way; None where there is none, or where it isn't allowed."""
        if self.done:
            return None
        try:
            turn = self.conversation.move(self._way[len(self.turns) - self.first])
        except IllegalMove:
            self._way = self._way[: len(self.turns) - self.first]
            return None
        self.turns.append(turn)
        return turn

    def back(self) -> bool:
        """Go back a move; return false at the beginning."""
        if len(self.turns) == self.first:
            return False
        self.turns.pop()
        return True


def good_play(
    start: Conversation, turns: Sequence[Turn], index: int, prospects: Mapping[int, Prospect]
) -> GoodPlay | None:
    """Return the best way on from before the move of an index, counted from 0; None where it isn't known."""
    found = prospects.get(index)
    if found is None or not found.moves:
        return None
    return GoodPlay(start, turns[:index], found.moves)


def may_show(mode: Mode) -> bool:
    """Return whether a good play may be shown after a play in that mode: not after an exam, which may be taken again."""
    return mode is not Mode.EXAM


def step_reason(turn: Turn) -> str:
    """Return why a move of a good play is made: what it does for this customer, and the author's note on it."""
    before = turn.before
    words = words_of(before.scenario.channel)
    if turn.move == LISTEN:
        if before.interrupts:
            return f"{capital(words.listen)}: {words.more[:1].lower()}{words.more[1:]}, and a reply now would be too soon."
        return f"{capital(words.heard_out)}; what matters most often comes last."
    if turn.reply is None:
        return f"There is nothing to say yet, so {words.silence} costs nothing."
    told = []
    skill = _chief_skill(turn)
    if skill:
        told.append(with_stop(SKILL_LESSONS[skill].advice))
    needed = [
        name
        for name in turn.shown
        if name in before.scenario.needs and name not in before.state.shown
    ]
    if needed:
        told.append(
            f"This customer needs you to {action_words(needed[0], before.scenario.channel)}."
        )
    if turn.reply.note:
        told.append(with_stop(turn.reply.note))
    return " ".join(told) or "Nothing else on offer leads to a better ending."


def end_sentence(play: GoodPlay) -> str:
    """Return what a good play came to."""
    result = play.conversation.result()
    ending = ending_words(result.ending, play.conversation.scenario.channel)
    return f"That is the end: {ending}, with satisfaction {number(result.satisfaction)}."


def _chief_skill(turn: Turn) -> str:
    """Return the skill of a move that moved the gauges most."""
    weights = dict.fromkeys(turn.shown, 0)
    for change in turn.changes:
        if change.name in weights:
            weights[change.name] += abs(change.amount)
    return max(weights, key=lambda name: weights[name], default="")
