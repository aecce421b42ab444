"""Find the line and the column of every key and every value of a TOML file.

tomli gives values without the places they came from, and a problem in a scenario is only
useful with its place. So the text is scanned a second time, once there is something to report;
lines and columns are worked out on demand. It must not judge: what isn't there is answered by the
closest thing around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from simulator.scenario.edit import Edit, Target, toml_text
from simulator.scenario.position_scan import KEY, STRING, Node, scan

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.edit import Fix

_STRING: Final = re.compile(STRING)
# One decoded character at a time, or (first group) the blanks a line-ending backslash removes.
_BASIC_PIECE: Final = re.compile(
    r"(\\[ \t]*+\r?\n[ \t\r\n]*+)|\\x.{2}|\\u.{4}|\\U.{8}|\\.|\r\n|.", re.DOTALL
)
_HEADER: Final = re.compile(r"[ \t]*(\[\[?[ \t]*(?P<name>[^\n#]*?)[ \t]*\]\]?)")
_LITERAL_PIECE: Final = re.compile(r"\r\n|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text; both numbers count from 1, columns in code points."""

    line: int
    column: int


class Span(NamedTuple):
    """Where a piece of a text starts and ends, counted in code points from its beginning."""

    start: int
    end: int


class Positions:
    """Where the keys and values of one TOML text stand."""

    def __init__(self, text: str) -> None:
        """Scan *text*, a valid TOML document without a byte order mark."""
        self._text = text
        self._root = scan(text)
        self._line_starts: list[int] = []
        self._parent_path: KeyPath = ()
        self._parent: Node | None = self._root

    def value(self, path: KeyPath) -> Position | None:
        """Return where the value at *path* starts.

        A table made by a header is at the last segment of that header; a table that is
        only mentioned on the way to another stands where it is mentioned first.
        """
        node = self._find(path)
        return None if node is None else self.at(node.value)

    def key(self, path: KeyPath) -> Position | None:
        """Return where the last segment of the key at *path* starts.

        An element of an array of tables has the key in its header; an element of an inline
        array has none and answers with its value.
        """
        node = self._find(path)
        return None if node is None or node is self._root else self.at(node.key)

    def nearest(self, path: KeyPath) -> Position:
        """Return where *path* or else the closest thing around it starts."""
        return self.at(self.offset(path))

    def inside(self, path: KeyPath, offset: int) -> Position:
        """Return where the character at *offset* of the string at *path* is written.

        The offset after the last character is that of the closing quote. Anything but a string
        answers like `nearest`.
        """
        written = self._string_at(path)
        if written is None:
            return self.nearest(path)
        return self.at(self._offset_inside(written, offset))

    def offset(self, path: KeyPath) -> int:
        """Return where *path* or else the closest thing around it starts, counted in characters of the text."""
        if found := self._find(path):
            return found.value
        node = self._root
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node.value

    def value_span(self, path: KeyPath) -> Span | None:
        """Return where the string at *path* is written, quotes included; None where there is no string."""
        written = self._string_at(path)
        return None if written is None else Span(*written.span())

    def text_span(self, path: KeyPath, offset: int, length: int) -> Span | None:
        """Return where *length* characters of the string at *path* are written; None where there is no string."""
        written = self._string_at(path)
        if written is None:
            return None
        start = self._offset_inside(written, offset)
        return Span(start, self._offset_inside(written, offset + length))

    def key_spans(self, path: KeyPath) -> list[Span]:
        """Return where the last segment of the key at *path* is written, quotes included, in the order of the text.

        A table's name is also written in each header and each dotted key that leads through it.
        """
        node = self._find(path)
        if node is None or not path or not isinstance(path[-1], str):
            return []
        keys = (KEY.match(self._text, offset) for offset in sorted({node.key, *node.mentions}))
        return [
            Span(*key.span(form))
            for key in keys
            if key
            for form in ("bare", "basic", "literal")
            if key[form] is not None
        ]

    def at(self, offset: int) -> Position:
        """Return the place of the character at *offset* of the text."""
        if not self._line_starts:
            self._line_starts = [0, *(found.end() for found in re.finditer("\n", self._text))]
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def edits(self, path: KeyPath, fix: Fix) -> tuple[Edit, ...]:
        """Return the edits that make a fix at *path*; none where what it replaces isn't written there."""
        node = self._find(path)
        if node is None:
            return ()
        if fix.target is Target.KEY:
            keys = [self._key_edit(start, fix.text) for start in {node.key, *node.mentions}]
            return tuple(sorted(edit for edit in keys if edit))
        if fix.target is Target.HEADER:
            headers = [self._header_edit(start, fix.text) for start in {node.key, *node.mentions}]
            return tuple(sorted(edit for edit in headers if edit))
        if fix.target is Target.ABOVE:
            start = self._text.rfind("\n", 0, node.key) + 1
            newline = "\r\n" if "\r\n" in self._text else "\n"
            return (Edit(start, start, fix.text + newline),)
        if node.end < 0:
            return ()
        if fix.target is Target.VALUE:
            return (Edit(node.value, node.end, fix.text),)
        return self._words_edit(node, fix)

    def _key_edit(self, start: int, text: str) -> Edit | None:
        written = KEY.match(self._text, start)
        if written is None:
            return None
        return Edit(start, start + len(written[0].rstrip(" \t.")), text)

    def _header_edit(self, key: int, text: str) -> Edit | None:
        """Return the edit of the header whose last name is at an offset; None where that isn't one."""
        start = self._text.rfind("\n", 0, key) + 1
        written = _HEADER.match(self._text, start)
        if written is None or self._key_edit(key, "") != Edit(key, written.end("name"), ""):
            return None
        return Edit(written.start(1), written.end(), text)

    def _words_edit(self, node: Node, fix: Fix) -> tuple[Edit, ...]:
        """Return the edit of a part of a string on one line."""
        written = _STRING.match(self._text, node.value)
        if written is None or written[0].startswith(('"""', "'''")):
            return ()
        start, end, piece = _body(self._text, written.start(), written.end())
        offsets = [match.start() for match in piece.finditer(self._text, start, end)]
        offsets.append(end)
        if fix.end >= len(offsets):
            return ()
        text = toml_text(fix.text)[1:-1]
        if self._text[node.value] == "'":
            if "'" in fix.text or text != fix.text.replace('"', '\\"'):
                return ()
            text = fix.text
        return (Edit(offsets[fix.start], offsets[fix.end], text),)

    def _string_at(self, path: KeyPath) -> re.Match[str] | None:
        """Return the match of the string at *path*, or None where there is no string."""
        node = self._find(path)
        if node is None or node.children is not None:
            return None
        return _STRING.match(self._text, node.value)

    def _offset_inside(self, written: re.Match[str], offset: int) -> int:
        """Return where in the text the character at *offset* of a string starts."""
        start, end, piece = _body(self._text, written.start(), written.end())
        left = offset
        for match in piece.finditer(self._text, start, end):
            if match.lastindex:
                continue
            if left <= 0:
                return match.start()
            left -= 1
        return end

    def _find(self, path: KeyPath) -> Node | None:
        if not path:
            return self._root
        # Thousands of problems may be of the entries of one list, one after the other.
        if path[:-1] != self._parent_path:
            self._parent_path, self._parent = path[:-1], self._root
            for step in path[:-1]:
                self._parent = None if self._parent is None else _child(self._parent, step)
        return None if self._parent is None else _child(self._parent, path[-1])


def _child(node: Node, step: str | int) -> Node | None:
    children = node.children
    if isinstance(children, dict):
        return children.get(step) if isinstance(step, str) else None
    if children is None or not isinstance(step, int) or not 0 <= step < len(children):
        return None
    return children[step]


def _body(text: str, start: int, end: int) -> tuple[int, int, re.Pattern[str]]:
    """Return where the characters of the string between two offsets start, end, and their kind."""
    quote = text[start]
    piece = _BASIC_PIECE if quote == '"' else _LITERAL_PIECE
    if not text.startswith(quote * 3, start):
        return start + 1, end - 1, piece
    start += 3
    # The newline straight after the opening quotes is no part of the string.
    if text.startswith("\n", start):
        start += 1
    elif text.startswith("\r\n", start):
        start += 2
    return start, end - 3, piece
