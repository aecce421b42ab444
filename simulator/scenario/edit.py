"""Changes to a file's text that mend its problems, as plain data.

`Diagnostic.edits` holds the `Edit`s that mend one problem; `apply_edits` makes them. They are part of the problem, so a hint's
words, `check --fix` and an editor all write the same. A rule doesn't know where its problem is in the text, and
describes the change as a `Fix`; `Positions.edits` turns that into `Edit`s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')


class Edit(NamedTuple):
    """One replacement: the characters from offset `start` up to `end` become `text`.

    Offsets count code points from 0 in the decoded file, without a byte order mark and with its line ends as they are. Nothing
    is deleted where `start` equals `end`.
    """

    start: int
    end: int
    text: str

    def as_json(self) -> dict[str, Any]:
        """Return the edit as in `check --json`."""
        return {"start": self.start, "end": self.end, "text": self.text}


class Target(StrEnum):
    """What a fix replaces."""

    KEY = "key"
    HEADER = "header"
    VALUE = "value"
    WORDS = "words"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends a problem, before its place in the text is known.

    `text` replaces the last part of the key wherever a header or a key mentions it, the whole header with its brackets, the
    value, or the characters from `start` up to `end` of a string, counted as decoded; or it is a line to put above the line of
    the key. It is TOML, but for a part of a string, where it is the string's own words.
    """

    text: str
    target: Target = Target.VALUE
    start: int = 0
    end: int = 0


class Hint(NamedTuple):
    """What to write instead: in words, and as a change where that is all it takes."""

    text: str | None = None
    fix: Fix | None = None


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; of two that overlap, the later is left out."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(set(edits)):
        if edit.start >= done:
            pieces += (text[done : edit.start], edit.text)
            done = edit.end
    return "".join((*pieces, text[done:]))


def toml_text(words: str) -> str:
    """Return words as a TOML string on one line."""

    def escape(match: re.Match[str]) -> str:
        return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}"

    return f'"{_ESCAPED.sub(escape, words)}"'
