"""The sentences about a round, in the same words on every face. Pure.

A browser gets those that it shows by simulator/web/words.py; `{…}` in one is filled in there and here alike.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.text import count, number, ordinal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.report.classes import Chosen, ClassPoint

BAR = 20
"""Signs of a bar that stands for the whole class."""

PHASE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "lobby": "You're in. The round hasn't started yet.",
        "countdown": "The round is about to start. Read the brief.",
        "open": "The round has started.",
        "paused": "The round is paused. Nothing is lost; your clock has stopped.",
        "debrief": "This scenario is over. Here's how it went.",
        "closed": "The round has ended.",
    }
)
SEVERAL_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "countdown": "Scenario {number} of {of} is about to start. Read the brief.",
        "open": "Scenario {number} of {of} has started.",
        "debrief": "Scenario {number} of {of} is over. Here's how it went.",
        "later": "Scenario {number} of {of} hasn't started yet.",
        "last": "That was the last scenario. Here's how it went.",
    }
)
"""What is said instead in a round of several scenarios: `later` in the lobby after the first, `last` in the last debrief."""
MODE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "coach": "You see how they feel, and why, after every move. Moves can't be undone.",
        "practice": "You see how they feel; the reasons come in the debrief. Moves can't be undone.",
        "exam": "You see only a face and a word; the rest comes in the debrief. Moves can't be undone.",
    }
)
MOVES_ARE_FINAL = "Moves in a round can't be undone."
PRACTICE_MARK = "practice"
PRACTICE = "This scenario is practice: its points don't count."

CONNECTION_LOST = "The connection is lost. Reconnecting … You'll keep your seat."
REPLY_SAVED = "Your reply is saved and will be sent when the connection is back."
REPLY_WAITS = "Your reply is saved and will be sent when the round resumes."
SENDING = "Your move is being sent …"
STARTS_IN = "The scenario starts in {time}."
LEFT_FOR_REPLY = "{time} left for your reply."
LEFT_IN_SCENARIO = "{time} left in this scenario."
SILENT = "Time ran out before you replied."
TOO_LATE = "Your reply came too late: the time had run out."
FINISHED = "You've finished. Wait for the others."

NOT_KEPT = "The trainer's computer can't save the round at the moment, so it is paused."
"""What trainees and the projector are told where the trainer is told of the file."""
SLEPT = "This computer went to sleep, so the round was paused."
"""What the trainer is told where everyone else is told ASLEEP."""
ASLEEP = "The trainer's computer went to sleep, so the round is paused."
WRONG_CODE = "That isn't the code for this round. Check it and try again."
ROUND_OVER = "This round has ended."
ROUND_LOCKED = "The trainer has locked the round. Ask them to let you in."
ROUND_FULL = "This round is full."
UNKNOWN_SEAT = "That seat isn't in this round."
WRONG_TRAINER_TOKEN = "That isn't the trainer's token."
WRONG_BOARD_ADDRESS = "This address doesn't open the board."
REMOVED = "The trainer has removed you from this round."
HANDED_OVER = "This seat was given to another device."
ELSEWHERE = "Your seat is open in another window or on another device."
SCENARIO_CHANGED = (
    "A scenario in this round has changed since the round began, so it can't be resumed.",
    "Put the scenario's file back as it was.",
)

TOO_MANY_WAIT = "Too many people are waiting to be let in. Tell the trainer, then try again."
TICKET_MADE = (
    "{name}'s ticket is {ticket}. Typed instead of the round's code, it opens {name}'s seat, with everything played so far. "
    "It works only once."
)
REVEAL_ON = "The board can mark what worked best, with R."
REVEAL_OFF = "The board doesn't mark what worked best any more."
NAME_TOO_LONG = "A name can have at most {most} characters, so this one will be shown as “{name}”."
CODE_MADE = "The round's code is now {code}."
RENAMED = "The name is now {name}."
RENAMED_LISTED = "The name is now {name}, as on the class list."
TURNED_AWAY = "The trainer hasn't let you in. Ask them, and join again."
WAITING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "away": "Someone called {name} has a seat in this round. The trainer is being asked whether that's you. Wait here.",
        "here": "Someone called {name} is already here. The trainer is being asked to let you in. Wait here.",
        "unlisted": "{name} isn't on the class list. The trainer is being asked to let you in. Wait here.",
        "guest": "The trainer is being asked to let you in. Wait here. If you're in the class, join from its page instead.",
    }
)
"""What someone is told who waits for the trainer's yes, by the reason."""
ASKING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "away": "{name} is asking to come back to {seat}'s seat, on another device.",
        "here": "{name} is asking to join, but someone called {name} is already here.",
        "unlisted": "{name} is asking to join, and isn't on the class list.",
        "guest": "{name} is asking to join by the code, and not from the class's page.",
    }
)
"""What the trainer is told of someone who waits."""
NO_SUCH_DEBRIEF = (
    "There isn't a debrief of yours to open here. Go back to your seat and open it from there."
)
DEBRIEF_BUSY = "Your debrief isn't ready yet. Wait a moment, then try again."
NO_SUCH_WALK = "This scenario hasn't been played yet, so there is nothing to show yet."
NO_SUCH_REPORT = "There isn't a report of that kind."
LATE_OPEN = "The round is under way: {finished}."
LATE_FIRST = "The round has just begun, and no one has made a move yet."
LATE_AVERAGE = "The round is under way: {finished}, and the others have made {moves} on average."
LATE_START = "You start at the beginning, and have {time} for it."
LATE_START_UNTIMED = "You start at the beginning; there is no time limit for it."
LATE_DEBRIEF = "The class has just finished “{title}”."
LATE_NEXT = "You'll join in with the next scenario."
LATE_LAST = "It was the last scenario, so there is nothing left to play."

NO_MOVE = "You didn't make a move, so you have no points and no rank."
STANDING_NOW = "You have {points} and are now {rank} of {of}."
STANDING_AT_THE_END = "You came {rank} of {of}, with {points}."
MOVED_ON_TO = "The trainer has moved on to scenario {number}, “{title}”. It hasn't started yet."
CUT_OFF = (
    "You hadn't finished, so your conversation counts as it was, as if nothing had been settled."
)
SCALE = "A conversation is worth up to 200 points (100 for quality, 100 for satisfaction)."
SPEED_SCALE = "Speed adds up to {bonus} more once it's finished."
POINTS_LATER = "Points come with the debrief."
BOARD_HIDDEN = "The trainer isn't showing the board."

SAME_EVERYWHERE = "The class made the same choices throughout, or too few to compare."
TURNING_POINT = "Turning point {at} of {of}"
HARDEST, PRINCIPLES = "Hardest moments", "Principles that came up"
CHOSE_THIS = "{count} of {of} chose this."
MOOD_FELL = "Mood fell from {before} to {after}."
MOOD_ROSE = "Mood rose from {before} to {after}."
MOOD_STAYED = "Mood stayed at {after}."
WENT_BEST = "Of everything the class chose here, this did most for the mood."


def phase_words(phase: str, number: int, of: int) -> str:
    """Return what a trainee is told of a phase, where `number` is the scenario's, from 1, and `of` how many there are."""
    if of == 1:
        return PHASE_WORDS[phase]
    if phase == "lobby" and number > 1:
        return SEVERAL_WORDS["later"].format(number=number, of=of)
    if phase == "debrief" and number == of:
        return SEVERAL_WORDS["last"]
    return SEVERAL_WORDS.get(phase, PHASE_WORDS[phase]).format(number=number, of=of)


def standing_words(
    rank: int | None, points: int | None, of: int, *, over: bool = False, last: bool = True
) -> str:
    """Return where a seat stands among `of`; nothing where that isn't known yet, and once it is `over` why it isn't.

    After the `last` scenario it is where the seat came.
    """
    if rank is None or points is None:
        return NO_MOVE if over else ""
    words = STANDING_AT_THE_END if over and last else STANDING_NOW
    return words.format(rank=ordinal(rank), of=of, points=count(points, "point"))


def scale_words(bonus: int) -> str:
    """Return what a conversation is worth, with the points for speed where there are any."""
    return f"{SCALE} {SPEED_SCALE.format(bonus=bonus)}" if bonus else SCALE


def points_words(points: int | None) -> str:
    """Return the points of a row of the board or of a team, nothing where there are none to show."""
    return "" if points is None else count(points, "point")


def finished_words(finished: int, of: int) -> str:
    """Return how many have finished: `1 of 4 has finished.`"""
    return f"{finished} of {of} {'has' if finished == 1 else 'have'} finished."


def clock_words(seconds: float) -> str:
    """Return a time as a clock shows it: `4:05`, and with hours `1:00:00`."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def mood_words(chosen: Chosen) -> str:
    """Return how the mood of a class moved, on average, where a reply was given."""
    before, after = chosen.before, chosen.after
    words = MOOD_FELL if after < before else MOOD_ROSE if after > before else MOOD_STAYED
    return words.format(before=number(before), after=number(after))


def class_lines(points: Sequence[ClassPoint]) -> list[list[str]]:
    """Return each turning point of the class in lines: how many replied there, then each reply with its moods."""
    if not points:
        return [[SAME_EVERYWHERE]]
    return [
        [
            f"{TURNING_POINT.format(at=at, of=len(points))}, {count(point.times, 'reply')}:",
            *(
                f"“{item.text}” {CHOSE_THIS.format(count=item.count, of=point.times)} {mood_words(item)}"
                for item in point.chosen
            ),
        ]
        for at, point in enumerate(points, 1)
    ]


def bar(part: int, whole: int) -> str:
    """Return a bar as long as a part of the class is large."""
    full = 0 if whole <= 0 else max(1 if part else 0, round(BAR * min(part, whole) / whole))
    return "█" * full + "░" * (BAR - full)


IN_OWN_WORDS = "In this round you answer in your own words."
TYPED_LEAVES = (
    "What you type goes to the trainer's computer and is saved with the round. You can choose to see the replies straight "
    "away instead."
)
TYPE_IT = "Type it in my own words"
SHOW_REPLIES = "Show me the replies instead"
SAY_IT = "Say it"
YOU_TYPED = "You typed:"
CHANGE_SENTENCE = "Change my sentence"
NOT_COMPARED = "Your sentence couldn't be compared this time, so here are the replies."
