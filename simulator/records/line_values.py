"""The values in a line of a journal: each checked and cleaned, or refused with a reason that has no word of the line itself."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from simulator.text import clean_name

MOST = 2**63 - 1
"""The largest whole number that an SQL database keeps."""
_STORY_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# No NUL, and no half surrogate pairs but those that stand for bytes of a name that is not UTF-8.
_PATH = re.compile(r"[^\0\ud800-\udc7f\udd00-\udfff]{1,4096}")


class Damaged(Exception):
    """A line has no place in a journal: why, without a word of the line itself, and what to do."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def whole_in(line: dict[str, Any], key: str, low: int, high: int) -> int:
    """Return a whole number within bounds; raises Damaged."""
    value = line.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Damaged(f"`{key}` should be a whole number from {low} to {high}")
    return value


def name_in(line: dict[str, Any], key: str) -> str:
    """Return the name of a move, a scene or an ending, as authors may write them; raises Damaged."""
    value = line.get(key)
    if not isinstance(value, str) or not _STORY_NAME.fullmatch(value):
        raise Damaged(
            f"`{key}` should be made of lower-case letters and digits, joined by single hyphens"
        )
    return value


def text_in(line: dict[str, Any], key: str, limit: int = 40) -> str:
    """Return a text, cleaned and cut; raises Damaged."""
    value = line.get(key)
    if not isinstance(value, str) or not (cleaned := clean_name(value, limit)):
        raise Damaged(f"`{key}` should be readable text")
    return cleaned


def path_in(line: dict[str, Any]) -> str | None:
    """Return a path, or None; raises Damaged."""
    value = line.get("path")
    if value is None:
        return None
    if not isinstance(value, str) or not _PATH.fullmatch(value):
        raise Damaged("`path` should be the path of a file, or null")
    return value


def instant_in(line: dict[str, Any], key: str) -> datetime:
    """Return an instant in UTC; raises Damaged."""
    written = line.get(key)
    with suppress(ValueError, OverflowError):
        if isinstance(written, str) and (value := datetime.fromisoformat(written)).tzinfo:
            return value.astimezone(UTC)
    raise Damaged(
        f"`{key}` should be a date and time with a time zone, such as 2026-01-31T09:30:00Z"
    )
