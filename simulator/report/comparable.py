"""Whether scores of two versions of a scenario can be compared: they can where only words and names have changed.

The rules read no words, and a name only to tell one thing from another: with the same scenes, replies, tags, guards and
numbers, the same moves give the same scores.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.report.changes import differences, renamings
from simulator.report.renaming import is_only_renamed
from simulator.scenario.guards.tree import Guard
from simulator.scenario.model import (
    Critical,
    Customer,
    Day,
    Part,
    Portrait,
    Reply,
    Route,
    Scenario,
    Scene,
    Variant,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.report.changes import Difference

_WORDS: Mapping[type, frozenset[str]] = MappingProxyType(
    {
        Scenario: frozenset(
            (
                *("id", "title", "summary", "brief", "channel", "industry", "level", "language"),
                *("authors", "lesson", "greeting", "tests"),
            )
        ),
        Customer: frozenset(("name", "about", "backstory", "temperament", "portrait")),
        Scene: frozenset(("narration", "nudge")),
        Variant: frozenset(("narration",)),
        Part: frozenset(("text", "speaker")),
        Reply: frozenset(
            ("text", "action", "note", "answer", "answers", "narration", "teaches", "says_like")
        ),
        Route: frozenset(("answer",)),
        Critical: frozenset(("why",)),
        Day: frozenset(("texts",)),
    }
)
"""What is only said or shown, by what has it. The numbers that a temperament stands for are in the customer."""


def scores_compare(old: Scenario, new: Scenario) -> bool:
    """Return whether scores of two versions can be compared."""
    return not rule_changes(old, new)


def rule_changes(old: Scenario, new: Scenario) -> list[Difference]:
    """Return every change between two versions that may change a score, or what it is of."""
    before, after = without_words(old), without_words(new)
    changes = differences(before, after)
    if changes and is_only_renamed(before, after, renamings(old, new)):
        return []
    return changes


def without_words(value: Any) -> Any:
    """Return a value without the words in it; replies in the order of their ids, since their order decides nothing."""
    if isinstance(value, Guard):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        words = _WORDS.get(type(value), frozenset())
        kept = {
            item.name: _blank(getattr(value, item.name))
            if item.name in words
            else without_words(getattr(value, item.name))
            for item in fields(value)
        }
        if isinstance(value, Scene):
            kept["replies"] = tuple(sorted(kept["replies"], key=lambda reply: reply.id))
        return type(value)(**kept)
    if hasattr(value, "items"):
        return {key: without_words(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(map(without_words, value))
    return value


def _blank(value: Any) -> Any:
    """Return what stands for words that are left out: a portrait that is derived from no name, else nothing."""
    return Portrait() if isinstance(value, Portrait) else ""
