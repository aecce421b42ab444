"""Sentences a trainee understands for what moved each gauge.

The one place where changes are put into words; replay, plain mode and the full screen show the same sentences. Numbers come
from the engine's changes and are never worked out again here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.tables import GAUGES, SKILLS, SLIPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.state import Change, Gauges

MINUS = "\N{MINUS SIGN}"

_EVENTS = {
    "fixed": "It was put right",
    "partial": "Part of it was put right",
    "bad-news": "Bad news came",
    "kept": "A promise was kept",
    "broken": "A promise was broken",
    "exposed": "Something untrue came out",
}
_LIMITS = {
    ("anger", "cool-cap"): "One reply can only calm them so far",
    ("anger", "words-only"): "Words alone take the last of the anger from nobody",
    ("trust", "words-only"): "Words alone earn only so much trust",
    ("trust", "trust-lead"): "Trust runs only a little ahead of being heard",
    ("trust", "ceiling"): "After what was broken they will not trust further",
}
_ENDS = {
    "anger": ("They are as angry as they can be", "There was less anger left to take"),
    "heard": (
        "They already feel fully heard",
        "They felt hardly heard before, so less was left to lose",
    ),
    "trust": ("They already trust fully", "They hardly trusted before, so less was left to lose"),
    "patience": ("They have all the patience there is", "There was less patience left to lose"),
}
"""What it means that a gauge stands at its upper end, and at its lower: it takes back what would go beyond."""


def signed(amount: int) -> str:
    """A change with its sign: `+8`, `−26`, `0`."""
    return f"+{amount}" if amount > 0 else f"{MINUS}{-amount}" if amount < 0 else "0"


def number(amount: int) -> str:
    """A number with a real minus sign."""
    return f"{MINUS}{-amount}" if amount < 0 else str(amount)


def mood_words(conversation: Conversation) -> str:
    """The mood as word and number: `wary, −8`."""
    return f"{conversation.state.band}, {number(conversation.state.mood)}"


def reasons(changes: Sequence[Change]) -> list[str]:
    """One sentence for each thing that moved a gauge, in the order it happened, with all it moved."""
    grouped: dict[tuple[str, str, str], list[Change]] = {}
    for change in changes:
        apart = change.gauge if change.cause == "limit" else ""
        cause = "skill" if change.cause == "back" else change.cause
        grouped.setdefault((cause, change.name, apart), []).append(change)
    sentences = []
    for (cause, name, gauge), group in grouped.items():
        amounts = _amounts(group)
        if amounts:
            sentences.append(f"{_subject(cause, name, gauge, group)}: {amounts}.")
    return sentences


def _amounts(group: Iterable[Change]) -> str:
    totals = dict.fromkeys(GAUGES, 0)
    for change in group:
        totals[change.gauge] += change.amount
    return ", ".join(f"{gauge} {signed(total)}" for gauge, total in totals.items() if total)


def _subject(cause: str, name: str, gauge: str, group: Sequence[Change]) -> str:
    match cause:
        case "skill":
            return f"You {SKILLS[name].meaning} ({name}){_paid(name, group)}"
        case "slip":
            return f"You {SLIPS[name].meaning} ({name})"
        case "refusal" if name:
            return "An honest no earns some respect"
        case "refusal":
            return "A no is a no"
        case "cost":
            return "Their patience had run out"
        case "turn":
            return "Every reply takes some of their patience"
        case "wait" if name == "explained":
            return "They were kept waiting, and knew why"
        case "wait":
            return "They were kept waiting without knowing why"
        case "event":
            return _EVENTS[name]
        case _:
            return _LIMITS.get((gauge, name)) or _end(gauge, group)


def _end(gauge: str, group: Sequence[Change]) -> str:
    """Which end of its range kept a gauge from moving as far as all else would have moved it."""
    above, below = _ENDS[gauge]
    return above if sum(change.amount for change in group) < 0 else below


def _paid(name: str, group: Sequence[Change]) -> str:
    percent = min((change.percent for change in group if change.cause == "skill"), default=100)
    if percent == 100:
        return ""
    if SKILLS[name].gated:
        return ", worth less than it could be to someone not ready for it"
    return ", worth less each time it is said again"


def difference(before: Gauges, after: Gauges) -> str:
    """How the gauges moved, gauge by gauge: `anger −8, heard +12`; empty if none did."""
    moved = [(gauge, getattr(after, gauge) - getattr(before, gauge)) for gauge in GAUGES]
    return ", ".join(f"{gauge} {signed(amount)}" for gauge, amount in moved if amount)


def turn_words(turn: Turn) -> list[str]:
    """The reasons of a turn."""
    return reasons(turn.changes)
