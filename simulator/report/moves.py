"""The moves of a play in sentences: what was done, how the gauges moved and why, the author's note, the principles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.report.own_words import typed_entry
from simulator.report.principles import principle_entries
from simulator.report.sections import Entry
from simulator.report.words import capital, difference, mood_words, quote, reasons, turn_words
from simulator.ruleset import LISTEN, SILENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.own_words.flow import OwnWords
    from simulator.report.results import TurnResult


def turn_by_turn(
    start: Conversation, turns: Sequence[Turn], words: Mapping[int, OwnWords] | None = None
) -> Iterator[Entry]:
    """Yield the entries of each move, after what moved the gauges at the start; `words` are what was typed, by index."""
    if start.changes_at_start:
        yield Entry(
            f"At the start. {' '.join(reasons(start.changes_at_start, start.scenario.channel))}"
        )
    for index, turn in enumerate(turns, 1):
        own = words.get(index - 1) if words else None
        yield from move_entries(index, turn, own)


def move_entries(index: int, turn: Turn, own: OwnWords | None = None) -> Iterator[Entry]:
    """Yield the entries of one move; `index` counts from 1."""
    sentences = [f"{move_words(turn)} {moved_words(turn)}"]
    yield Entry(" ".join([*sentences, *turn_words(turn)]), f"{index}.")
    if own:
        yield typed_entry(own)
    yield from notes(turn)


def moved_words(turn: Turn) -> str:
    """Return how a move changed the gauges, and the mood after it."""
    moved = difference(turn.before.state.gauges, turn.after.state.gauges) or "no change"
    return f"{capital(moved)}. Mood {mood_words(turn.after)}."


def notes(turn: Turn) -> Iterator[Entry]:
    """Yield the author's note on a move, and the principles that its reply is about."""
    if turn.reply and turn.reply.note:
        yield Entry(turn.reply.note, "Note:", "note")
    yield from principle_entries(turn.reply.teaches if turn.reply else ())


def move_words(turn: Turn) -> str:
    """Return a move on a line by itself: `You: “Take your time.”`."""
    if turn.reply:
        return f"You: “{turn.reply.text}”"
    return f"You {done_words(turn)}"


def done_words(turn: Turn) -> str:
    """Return what the trainee did in a move, after "you": `listened.`, `said “Take your time.”`."""
    reply = turn.reply.text if turn.reply else ""
    return _deed(turn.move, reply, turn.before.scenario.channel)


def done_in_words(turn: TurnResult, channel: str) -> str:
    """Return the same of a move that is known by its result alone, with the reply's text shortened."""
    return _deed(turn.move, quote(turn.words), channel)


def _deed(move: str, reply: str, channel: str) -> str:
    words = words_of(channel)
    if move == LISTEN:
        return f"{words.listened}."
    if move == SILENCE:
        return f"{words.silent}."
    return f"{words.said} “{reply or move}”"
