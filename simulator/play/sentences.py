"""The sentences on a conversation that is going on, in the same words on every face, and when the time left is said.

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
    """Return what was promised and is still open; nothing where nothing is."""
    names = ", ".join(promises)
    return f"Promised and not yet kept: {names}." if names else ""


def more_to_hear(lead: str, conversation: Conversation, *, shows_gauges: bool = True) -> str:
    """Return that there is more to hear, in the words of `lead`, and what a reply or listening costs where that may be told."""
    if shows_gauges and conversation.interrupts:
        return f"{lead}. A reply now would interrupt."
    if shows_gauges and conversation.heard_enough and conversation.scenario.customer.hear_cost:
        return f"{lead}, at the cost of some patience."
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
        return f"The play was not kept: {path} is not there any more."
    what = "Its debrief again" if seat.over else "Go on with"
    return f"The play is kept in {path}. {what}: {resume_command(seat, options)}"


def was_not_said(text: str) -> str:
    """Return that a text was looked for and is nowhere in what was said."""
    return f"“{text}” was not said."
