"""The sentences about a conversation in progress, the same on every face, and when to mention the time left.

Pure. It must not know how a face prints them, or which keys it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.words import turn_words
from simulator.text import path_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.engine.conversation import Conversation, Turn
    from simulator.play.session import PlaySession

OVER = "The conversation is over."
REASONS_LATER = "The reasons come in the debrief. Coach mode gives them as you go."
TIME_UP = "Time is up."
MOVE_WARNINGS = (30, 10, 5)
"""Seconds left for a move at which plain lines say so."""
PLAY_WARNINGS = (60, 30, 10)
"""Seconds left for a whole conversation at which a round at one terminal says so."""


def why_sentences(turn: Turn) -> list[str]:
    """Return why a turn moved the mood; there is always a sentence."""
    return turn_words(turn) or ["Nothing moved the mood."]


def promises_sentence(promises: Iterable[str]) -> str:
    """Return the promises that are still open, or an empty text where there are none."""
    names = ", ".join(promises)
    return f"Promised and not yet kept: {names}." if names else ""


def more_to_hear(lead: str, conversation: Conversation, *, shows_gauges: bool = True) -> str:
    """Return that there is more to hear, in the words of `lead`, and what a reply or listening costs where that may be told."""
    if shows_gauges and conversation.interrupts:
        return f"{lead}. A reply now would interrupt."
    if shows_gauges and conversation.heard_enough and conversation.scenario.customer.hear_cost:
        return f"{lead}, but it will cost some patience."
    return f"{lead}."


def resume_command(seat: PlaySession, options: str = "") -> str:
    """Return the command that resumes a play, with what it needs behind the play's name."""
    return f"simulator play --resume {seat.name}{options}"


def saved_sentence(seat: PlaySession, options: str = "") -> str:
    """Return where a play is saved and how to resume it, or that its file is gone; nothing where it never had one."""
    if seat.journal is None:
        return ""
    path = path_text(seat.journal.record.path)
    if not seat.kept:
        return f"This conversation wasn't saved: {path} is no longer there."
    what = "Read its debrief again" if seat.over else "Resume it"
    return f"This conversation is saved in {path}. {what} with: {resume_command(seat, options)}"


def was_not_said(text: str) -> str:
    """Say that a text isn't in the conversation so far."""
    return f"“{text}” isn't in this conversation."
