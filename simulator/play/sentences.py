"""The sentences about a conversation in progress, the same on every face, and when to mention the time left.

Pure. It must not know how a face prints them, or which keys it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.report.words import turn_words
from simulator.text import path_text, with_stop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.engine.conversation import Conversation, Turn
    from simulator.play.session import PlaySession

REASONS_LATER = "The reasons come in the debrief. Coach mode gives them as you go."
PRACTISE_FIRST = "Here you practise difficult customers before you meet them."
YOU_CHOOSE = (
    "You choose what to say. How the customer reacts depends on how well you listen, how patient you are and whether you "
    "take responsibility."
)
CLOCK_STOPPED = "The clock is stopped. Press Enter to continue:"
TIME_UP = "Time is up."
MOOD_SCALE = (
    "Mood goes from −100 (furious) to 100 (delighted); anger, trust and the rest go from 0 to 100."
)
NO_MARKS_WITH_UNDO = "a conversation with an undo earns no marks"
NOT_SAVED = "This conversation wasn't saved."
TOO_QUICK = "Too quick: that key was ignored."
MOVE_WARNINGS = (30, 10, 5)
"""Seconds left for a move at which plain lines say so."""
PLAY_WARNINGS = (60, 30, 10)
"""Seconds left for a whole conversation at which a round at one terminal says so."""


def why_sentences(turn: Turn) -> list[str]:
    """Return why a turn moved the mood; there is always a sentence."""
    return turn_words(turn) or ["Nothing changed their mood."]


def promise_words(name: str) -> str:
    """Return a promise by the words of its name: `ring at one`."""
    return name.replace("-", " ")


def promises_sentence(promises: Iterable[str]) -> str:
    """Return the promises that are still open, or an empty text where there are none."""
    names = ", ".join(map(promise_words, promises))
    return f"Promises still to keep: {names}." if names else ""


def more_to_come(key: str = "") -> str:
    """Return that there is more to hear or to read, and the key for it."""
    return f"There's more to come ({key})." if key else "There's more to come."


def more_to_hear(conversation: Conversation, key: str = "", *, shows_gauges: bool = True) -> str:
    """Return that there is more, the key for it, and what a reply or listening costs where that may be told."""
    words = words_of(conversation.scenario.channel)
    if shows_gauges and conversation.interrupts:
        return f"{words.more}{f' ({key})' if key else ''}. {words.too_soon}."
    more = more_to_come(key)
    if shows_gauges and conversation.heard_enough and conversation.scenario.customer.hear_cost:
        return f"{more[:-1]}, but {words.listening} will cost some patience."
    return more


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


def was_found(text: str, place: int, places: int) -> str:
    """Return which place with a text is shown, of how many."""
    again = "; n shows the next" if places > 1 else ""
    return f"“{text}”: {place} of {places}{again}."


def was_not_said(text: str) -> str:
    """Say that a text isn't in the conversation so far."""
    return f"“{text}” isn't in this conversation."


def cannot_be_saved(why: object) -> str:
    """Return that the conversation can be played but not saved, and why."""
    return f"This conversation can't be saved: {why}"


def undone(turn: Turn) -> str:
    """Return which move was undone."""
    return f"Undone: {with_stop(turn.reply.text if turn.reply else turn.move)}"
