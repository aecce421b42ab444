"""Whether scores of two versions of a scenario can be compared: they can where only words have changed.

The rules read no words: with the same scenes, replies, tags, guards and numbers, the same moves come to the same scores.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.scenario.guards.tree import Guard
from simulator.scenario.model import (
    Critical,
    Customer,
    Day,
    Part,
    Reply,
    Route,
    Scenario,
    Scene,
    Variant,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    return bool(_rules_of(old) == _rules_of(new))


def _rules_of(value: Any) -> Any:
    """Return a value without the words in it; replies without their order, which decides nothing."""
    if isinstance(value, Scene):
        replies = {reply.id: _rules_of(reply) for reply in value.replies}
        return {**_fields(value, "replies"), "replies": replies}
    if isinstance(value, Guard):
        return value.text
    if is_dataclass(value):
        return _fields(value)
    if hasattr(value, "items"):
        return {key: _rules_of(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_rules_of, value))
    return value


def _fields(value: Any, *apart: str) -> dict[str, Any]:
    left_out = _WORDS.get(type(value), frozenset())
    return {
        item.name: _rules_of(getattr(value, item.name))
        for item in fields(value)
        if item.name not in left_out and item.name not in apart
    }
