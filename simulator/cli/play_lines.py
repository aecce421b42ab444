"""A play on the command line: each move, how it moved the gauges, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.words import difference, mood_words, turn_words
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.conversation import Conversation, Turn


def tell_play(conversation: Conversation, turns: Sequence[Turn]) -> None:
    """Print a play, move by move, and how it ended or what can be done now."""
    if day := conversation.scenario.day:
        print(f"On the day {quoted(day)}.")
    for index, turn in enumerate(turns, 1):
        moved = difference(turn.before.state.gauges, turn.after.state.gauges) or "no gauge moved"
        print(f"{index}. {turn.move} in {turn.scene}: {moved}. Mood {mood_words(turn.after)}.")
        for sentence in turn_words(turn, tags=True):
            print(f"   {sentence}")
        if turn.next != turn.scene:
            print(f"   On to {turn.next}.")
    if conversation.over:
        result = conversation.result()
        print(f"Ended: {result.ending} (outcome {result.outcome}, need {result.need}).")
        print(f"Satisfaction {result.satisfaction}, quality {result.qa}.")
        return
    offered = [reply.id for reply in conversation.offered()]
    if conversation.can_listen:
        offered.insert(0, "listen")
    print(
        f"In {conversation.state.scene}, mood {mood_words(conversation)}. Now: {', '.join(offered) or 'silence'}."
    )
