"""What is said about a round, in the same words on every face. Pure."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.text import count, number, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.report.classes import ClassPoint

BAR = 20
"""Signs of a bar that stands for the whole class."""
SAME_EVERYWHERE = "The class did the same everywhere, or played too little to compare."
PHASE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "lobby": "You are in. The round has not begun.",
        "countdown": "It begins soon. Read what you know.",
        "open": "The round is open.",
        "paused": "The round is paused. Nothing is lost, and your clock stands still.",
        "debrief": "The round is over; here is how it went.",
        "closed": "The round is closed.",
    }
)
NOT_KEPT = "The trainer's computer can't store the round at the moment, so it is paused."
"""What trainees and the projector are told where the trainer is told of the file."""
SLEPT = "This computer slept meanwhile, so the round was paused."
"""What the trainer is told where everyone else is told ASLEEP."""
ASLEEP = "The trainer's computer was asleep, so the round is paused."
PRACTICE = "This scenario is practice: its points don't count."
MODE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "coach": "You see how they feel and why, move by move. No move is taken back.",
        "practice": "You see how they feel; the reasons come in the debrief. No move is taken back.",
        "exam": "You see a face and a word only; the rest comes in the debrief. No move is taken back.",
    }
)


CONNECTION_LOST = "The connection is gone. Trying again; your seat and your clock are kept."
SILENT = "Time is up: you said nothing."
NO_MOVE = "You made no move, so you have no points and no rank."


def own_told(rank: int | None, points: int | None, *, over: bool = False) -> str:
    """Return how one stands; nothing where that is not known yet, which is said once the play is `over`."""
    if rank is None or points is None:
        return NO_MOVE if over else ""
    return f"You have {count(points, 'point')}, rank {rank} now."


def points_told(points: int | None) -> str:
    """Return the points of a row of the board or of a team, nothing where there are none to show."""
    return "" if points is None else count(points, "point")


def clock_words(seconds: float) -> str:
    """Time as a clock shows it: `4:05`, and with hours `1:00:00`."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def class_told(points: Sequence[ClassPoint]) -> list[list[str]]:
    """Return each turning point of the class in lines: how many answered there, then each answer with its moods."""
    if not points:
        return [[SAME_EVERYWHERE]]
    return [
        [
            f"Turning point {at} of {len(points)}, {count(point.times, 'answer')} there:",
            *(
                f"{item.count} of {point.times}: “{item.text}” "
                f"Mood {number(item.before)}, then {number(item.after)} ({signed(item.after - item.before)})."
                for item in point.chosen
            ),
        ]
        for at, point in enumerate(points, 1)
    ]


def bar(part: int, whole: int) -> str:
    """Return a bar as long as a part of the class is large."""
    full = 0 if whole <= 0 else max(1 if part else 0, round(BAR * min(part, whole) / whole))
    return "█" * full + "░" * (BAR - full)
