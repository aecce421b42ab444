"""A good play in lines: a move at a time with its reason, until its end, or until the player goes on alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.plain.console import Signal
from simulator.plain.words import line_texts
from simulator.report.good_play import end_sentence, step_reason
from simulator.report.words import difference, mood_words

if TYPE_CHECKING:
    from simulator.engine.conversation import Turn
    from simulator.plain.console import Console
    from simulator.report.good_play import GoodPlay

ASKED = (
    "Enter shows the next move; a shows all of them; c lets you take over from here; q goes back:"
)


def watch_in_lines(play: GoodPlay, console: Console) -> tuple[str, ...] | None:
    """Show a good play; return every move up to where the player goes on, or None where they don't."""
    console.say(f"A good play from before move {play.first + 1}. It isn't saved and doesn't count.")
    for line in play.turns[-1].said if play.turns else play.start.opening:
        for text in line_texts(line):
            console.say(text)
    everything = False
    while not play.done:
        if not everything:
            console.ask(ASKED)
            answer = console.read()
            word = "q" if isinstance(answer, Signal) else answer.lower()
            if word in ("q", "quit"):
                return None
            if word in ("c", "continue"):
                return play.moves
            everything = word in ("a", "all")
        turn = play.step()
        if turn is not None:
            _say_step(turn, console)
    if play.conversation.over:
        console.say(end_sentence(play))
    return None


def _say_step(turn: Turn, console: Console) -> None:
    console.say(f"Why: {step_reason(turn)}")
    for line in turn.said:
        for text in line_texts(line):
            console.say(text)
    moved = difference(turn.before.state.gauges, turn.after.state.gauges)
    console.say(
        f"Change: {moved}. Mood: {mood_words(turn.after)}." if moved else "Nothing changed."
    )
