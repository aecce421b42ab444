"""What is said about a round, in the same words on every face. Pure."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.report.words import number, signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simulator.report.classes import ClassPoint

BAR = 20
"""Signs of a bar that stands for the whole class."""
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
MODE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "coach": "You see how they feel and why, move by move. No move is taken back.",
        "practice": "You see how they feel; the reasons come in the debrief. No move is taken back.",
        "exam": "You see a face and a word only; the rest comes in the debrief. No move is taken back.",
    }
)


def own_told(rank: int, points: int) -> str:
    """How one stands."""
    return f"You have {points} {'point' if points == 1 else 'points'}, rank {rank} now."


def clock_words(seconds: float) -> str:
    """Time as a clock shows it: `4:05`, and with hours `1:00:00`."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def class_told(points: Sequence[ClassPoint]) -> list[list[str]]:
    """Each turning point of the class in lines: how many answered there, then each answer with its moods."""
    if not points:
        return [["The class did the same everywhere, or played too little to compare."]]
    return [
        [
            f"Turning point {at} of {len(points)}, {_times(point.times)} there:",
            *(
                f"{item.count} of {point.times}: “{item.text}” "
                f"Mood {number(item.before)}, then {number(item.after)} ({signed(item.after - item.before)})."
                for item in point.chosen
            ),
        ]
        for at, point in enumerate(points, 1)
    ]


def bar(count: int, of: int, *, ascii_only: bool = False) -> str:
    """A bar as long as a part of the class is large."""
    full = 0 if of <= 0 else max(1 if count else 0, round(BAR * min(count, of) / of))
    signs = ("#", ".") if ascii_only else ("█", "░")
    return signs[0] * full + signs[1] * (BAR - full)


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: `Kim, Lou and Max`."""
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _times(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"
