"""What the keys of the format are called in a readable copy, and what its fixed words mean in a sentence.

A key without a name here goes by its own, so a new key is shown all the same.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "title": "Title",
        "summary": "Summary",
        "brief": "What the trainee knows",
        "channel": "Channel",
        "industry": "Industry",
        "level": "Level, 1 to 5",
        "language": "Language",
        "authors": "Author",
        "needs": "Skills it calls for",
        "lesson": "What to take away",
        "clock": "Seconds for a move",
        "start": "Begins in",
        "greeting": "The trainee says first",
        "root": "Root cause",
        "boils": "If they boil over",
        "walks": "If they are about to leave",
        "about": "What the trainee is told",
        "backstory": "Revealed only in the debrief",
        "text": "The trainee says",
        "action": "The trainee does",
        "when": "Offered if",
        "narration": "Stage direction",
        "answer": "They answer",
        "skills": "Skills",
        "slips": "Slips",
        "sets": "Sets the flag",
        "clears": "Clears the flag",
        "promises": "Promises",
        "keeps": "Keeps the promise",
        "event": "What happens",
        "critical": "Critical error",
        "note": "Note in the debrief",
        "teaches": "Principles",
        "nudge": "Said if the trainee is silent",
        "on_silence": "Silence leads to",
        "accept": "Accepted warning",
    }
)
EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "fixed": "It is put right (fixed).",
        "partial": "Part of it is put right (partial).",
        "bad-news": "Bad news comes (bad-news).",
        "kept": "A promise is kept (kept).",
        "broken": "A promise is broken (broken).",
        "exposed": "A lie comes out (exposed).",
    }
)
OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "full": "They get what they asked for (full).",
        "alternative": "They get an alternative to what they asked for (alternative).",
        "none": "They don't get what they asked for (none).",
    }
)
NEEDS: Mapping[str, str] = MappingProxyType(
    {
        "met": "What they need is taken care of (met).",
        "partly": "Part of what they need is taken care of (partly).",
        "missed": "What they need isn't taken care of (missed).",
    }
)


def label(key: str) -> str:
    """Return what a key is called: its name in plain words, else the key itself."""
    return LABELS.get(key) or key.replace("_", " ").capitalize()
