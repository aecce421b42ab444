"""Offsets in a text, and the lines and characters that an editor counts.

An editor counts characters in the encoding that it has agreed on with the server, and ends lines as its protocol says; here
texts are code points. Any position is accepted: one outside the text stands for the nearest place in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import StrEnum
from typing import Final

_LINE_END: Final = re.compile(r"\r\n|\n|\r")


class Encoding(StrEnum):
    """How an editor counts the characters of a line."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class LineIndex:
    """The lines of one text."""

    def __init__(self, text: str, encoding: Encoding = Encoding.UTF16) -> None:
        self._text = text
        self._encoding = encoding
        self._starts = [0]
        self._ends = []
        for found in _LINE_END.finditer(text):
            self._ends.append(found.start())
            self._starts.append(found.end())
        self._ends.append(len(text))

    def offset(self, line: int, character: int) -> int:
        """Return the offset of a position, both of its numbers counted from 0."""
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[line], self._ends[line]
        words = self._text[start:end]
        if words.isascii() or self._encoding is Encoding.UTF32:
            return start + max(0, min(character, len(words)))
        left = character
        for index, sign in enumerate(words):
            left -= self._units(sign)
            if left < 0:
                return start + index
        return end

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the character of an offset, both counted from 0."""
        offset = max(0, min(offset, len(self._text)))
        line = bisect_right(self._starts, offset) - 1
        offset = min(offset, self._ends[line])
        return line, self._units(self._text[self._starts[line] : offset])

    def line_end(self, offset: int) -> int:
        """Return the offset at which the line of an offset ends."""
        return self._ends[bisect_right(self._starts, offset) - 1]

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of an offset begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def _units(self, words: str) -> int:
        """Return how many characters an editor counts; half a surrogate pair is one, as it is to the editor."""
        if self._encoding is Encoding.UTF32 or words.isascii():
            return len(words)
        if self._encoding is Encoding.UTF8:
            return len(words.encode("utf-8", "surrogatepass"))
        return len(words.encode("utf-16-le", "surrogatepass")) // 2
