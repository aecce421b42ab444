"""The words of the pages for playing alone. Sentences that other faces say too come from where those have them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.play.session import NO_UNDO as NO_UNDO
from simulator.play.session import NOTHING_TO_UNDO as NOTHING_TO_UNDO
from simulator.rounds.words import LEFT_FOR_REPLY
from simulator.rounds.words import SILENT as SILENT
from simulator.rounds.words import TOO_LATE as TOO_LATE
from simulator.text import count, number
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.server.plays.events import End

ELSEWHERE = "This conversation has continued on another page or device. This is how it is now."
NOT_ON_OFFER = "That reply isn't on offer now."
NO_SUCH_PLAY = "This isn't one of your conversations. Open yours from the list."
NO_SUCH_SCENARIO = "There's no scenario with that name in the library."
NO_SUCH_MOVE = (
    "You can't try this conversation again from there, because it doesn't have that move."
)
NOT_OVER = "This conversation isn't over yet, so it has no debrief."
UNREADABLE_FORM = "That form couldn't be read. Go back and try again."
LATER = "The result of this exam will be shown once the assignment is over."
TIME_IS_UP = "Your time for this reply is up."
AGAIN_FROM = (
    "You're trying this conversation again from move {move}. It won't count towards your results."
)

LIBRARY, BRIEF, CONVERSATION, DEBRIEF, PLAYS = (
    "Scenarios",
    "The brief",
    "The conversation",
    "The debrief",
    "Your conversations",
)
NO_SCENARIOS = "There are no scenarios yet. A trainer can add some."
NOTHING_PLAYED = "Nothing has been played yet."
NO_PLAYS = "You haven't played anything yet. Choose a scenario to start with."
START, RESUME, READ, AGAIN, UNDO, WAIT, CONTINUE = (
    "Start the conversation",
    "Resume",
    "Read the debrief",
    "Try again from here",
    "Undo the last move",
    "Wait",
    "Continue",
)
WHAT_WAS_SAID, YOUR_REPLY, YOU, YOU_DO, NEW = (
    "What was said",
    "Your reply",
    "You",
    "You do",
    "new",
)
HOW_TO_PLAY, MODE, CLOCK, DAY, FIRST_DAY = (
    "How to play it",
    "Mode",
    "In an exam, your time for each reply",
    "Day",
    "The first day",
)
OPEN_PLAYS, ENDED_PLAYS, AGAIN_MARK = "Not finished yet", "Finished", "tried again from the middle"
LOOK_AGAIN, GOOD_PLAY = "Look again", "A good play from here"
REPORT, REPORT_ON, WHOLE_CLASS, REPORT_FORM = (
    "Save a report",
    "What it covers",
    "Everything the class has played",
    "Kind of file",
)
TIME, TIME_FOR, SET_TIME = (
    "Time in exams",
    "Time for each reply in the exams of assignments",
    "Set the time",
)
TIME_HINT = "For someone who needs longer. It applies to conversations that they start from now on."
TIME_SET = "{name} now has this time for each reply: {time}."
WITH_NAMES = "With people's names; without, they're replaced by pseudonyms."
SAVE_REPORT = "Save the report"
LEFT_OUT = "The report has the newest {most} conversations; the earlier ones are left out."
HOW_IT_ENDED, YOUR_MOVES, ONCE_MORE = "How it ended", "Your moves", "Play it again"
KEYS = "Keyboard shortcuts (1 to 9, L or Space to hear more, W to wait, A to breathe, U to undo)"
LOST = "The connection is lost, so that wasn't sent. Try again."
MODE_WORDS: Mapping[Mode, str] = MappingProxyType(
    {
        Mode.COACH: "You see how they feel, and why, after every move. You can undo moves.",
        Mode.PRACTICE: "You see how they feel; the reasons come in the debrief. You can undo moves.",
        Mode.EXAM: "You see only a face and a word; the rest comes in the debrief. You have limited time for each reply, "
        "and moves can't be undone.",
    }
)
SHIFT_MODE = (
    "You see how they feel; the reasons come in the debrief. In a shift, moves can't be undone."
)
USUAL_CLOCK = "1"
CLOCKS: Mapping[str, tuple[str, float | None]] = MappingProxyType(
    {
        "1": ("The usual time for each reply", 1.0),
        "1.5": ("Half as much again", 1.5),
        "2": ("Twice as much", 2.0),
        "none": ("No limit", None),
    }
)
"""How much time there is for each reply: the words, and what the usual time is multiplied by; None without a clock."""


def level_heading(level: int) -> str:
    """Return the heading over the scenarios of a level."""
    return f"Level {level}"


def moves_words(moves: int) -> str:
    """Return how far an open play has come."""
    return f"{count(moves, 'move')} made"


def end_words(end: End) -> str:
    """Return what a play came to, in a line."""
    return f"satisfaction {number(end.satisfaction)}, quality {end.quality} out of 100"


def left_words(seconds: float) -> str:
    """Return the time left for a reply, as a clock shows it."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def plays_title(name: str) -> str:
    """Return the heading over what a trainee has played."""
    return f"{name}'s conversations"


def debrief_title(title: str) -> str:
    """Return the heading of a debrief's page."""
    return f"{DEBRIEF}: {title}"


def left_sentence(time: str) -> str:
    """Return how much time is left for a reply."""
    return LEFT_FOR_REPLY.format(time=time)


def earlier_words(lines: int) -> str:
    """Return what opens the lines before those that are shown."""
    return f"Earlier: {count(lines, 'line')}"


def move_name(number: int) -> str:
    """Return which move is meant, counted from 1."""
    return f"move {number}"
