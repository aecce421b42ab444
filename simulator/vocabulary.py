"""The words that files, saves and messages may use for a thing that has a few values.

Each is spelled here once and stays as it is, because saves and JSON hold it. Numbers that go with them are in `ruleset`.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Mode(StrEnum):
    """How much the trainee is shown and allowed."""

    COACH = "coach"
    PRACTICE = "practice"
    EXAM = "exam"


class NameKind(StrEnum):
    """What an author gives a name that other places of a scenario file refer to."""

    SCENE = "scene"
    REPLY = "reply"
    FLAG = "flag"
    PROMISE = "promise"


class Outcome(StrEnum):
    """What became of what the customer asked for."""

    FULL = "full"
    ALTERNATIVE = "alternative"
    NONE = "none"


class Need(StrEnum):
    """What became of what they asked it for."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"


class Cause(StrEnum):
    """Why a gauge moved."""

    SKILL = "skill"
    SLIP = "slip"
    REFUSAL = "refusal"
    COST = "cost"
    TURN = "turn"
    WAIT = "wait"
    BACK = "back"
    EVENT = "event"
    LIMIT = "limit"


CHANNELS = ("phone", "chat", "email", "letter", "social", "counter", "video", "peer")
CRITICALS = ("customer", "business", "compliance")
CRITICAL_TO_CUSTOMER = "customer"
"""The kind of critical error that the customer feels; the others count in quality alone."""

PRINCIPLE_NUMBERS = (1, 46)
"""The first and the last number of a principle; docs/principles.md has them all."""

PORTRAIT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hair": (
            "crop",
            "part",
            "long",
            "bob",
            "bun",
            "curls",
            "bald",
            "thin",
            "pinned",
            "scarf",
            "cap",
        ),
        "wear": ("crew", "vee", "shirt", "jacket", "roll", "knit", "collar"),
        "face": ("round", "square"),
        "ink": ("teal", "ochre", "plum", "slate", "moss", "brick"),
        "tone": ("dark", "mid", "light"),
        "extra": ("glasses", "beard"),
    }
)
"""The traits of a portrait, each with its words."""
