"""Finds the line and the column of every key and every value of a TOML file.

tomli gives values without the places they came from, and a problem in a scenario is only
useful with its place. This scan reads the text a second time, once there is something to
report, and remembers an offset for each path; lines and columns are worked out on demand.

It must not judge. The text is known to be valid TOML 1.1; where it turns out not to be, the
scan stops and the answers come from what was read so far. It must not recurse either: tomli
accepts nesting deeper than the interpreter's stack.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath

BASIC_STRING: Final = r'"(?!"")(?:[^"\\\n]++|\\[^\n])*+"'
LITERAL_STRING: Final = r"'(?!'')[^'\n]*+'"
STRING: Final = (
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    rf"|{BASIC_STRING}|{LITERAL_STRING}"
)

KEY: Final = re.compile(
    rf"(?:(?P<bare>[A-Za-z0-9_-]++)|(?P<basic>{BASIC_STRING})|(?P<literal>{LITERAL_STRING}))[ \t]*+(?P<dot>\.[ \t]*+)?"
)
"""One part of a key, the blanks behind it, and the dot before the next part."""
_EQUALS: Final = re.compile(r"=[ \t]*+")
_SPACE: Final = re.compile(r"[ \t]*+")
_BLANK: Final = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BETWEEN_ITEMS: Final = re.compile(r"(?:[ \t\r\n,]++|#[^\n]*+)*+")
_STRING: Final = re.compile(STRING)
# Dates may hold a space, so what is no string runs to the next mark that ends a value.
_SCALAR: Final = re.compile(rf"{STRING}|[^\"'\[\]{{}},#\s][^\],}}#\r\n]*+")
# One decoded character at a time, or (first group) the blanks a line-ending backslash removes.
_BASIC_PIECE: Final = re.compile(
    r"(\\[ \t]*+\r?\n[ \t\r\n]*+)|\\x.{2}|\\u.{4}|\\U.{8}|\\.|\r\n|.", re.DOTALL
)
_LITERAL_PIECE: Final = re.compile(r"\r\n|.", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:[xuU]([0-9A-Fa-f]++)|(.))")
_ESCAPED: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text; both numbers count from 1, columns in code points."""

    line: int
    column: int


class Positions:
    """Where the keys and values of one TOML text stand."""

    def __init__(self, text: str) -> None:
        """Scan *text*, a valid TOML document without a byte order mark."""
        self._text = text
        self._root = _Node(0, {})
        self._line_starts: list[int] = []
        # What stands before an unexpected mark is in the tree by then.
        with suppress(_LostError):
            _scan(text, self._root)

    def value(self, path: KeyPath) -> Position | None:
        """Return where the value at *path* starts.

        A table made by a header stands at the last segment of that header; a table that is
        only mentioned on the way to another stands where it is mentioned first.
        """
        node = self._find(path)
        return None if node is None else self._position(node.value)

    def key(self, path: KeyPath) -> Position | None:
        """Return where the last segment of the key at *path* starts.

        An element of an array of tables has the key of its own header; an element of an inline
        array has none and answers with its value.
        """
        node = self._find(path)
        return None if node is None or node is self._root else self._position(node.key)

    def nearest(self, path: KeyPath) -> Position:
        """Return where *path* or else the closest thing around it starts."""
        node = self._root
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return self._position(node.value)

    def inside(self, path: KeyPath, offset: int) -> Position:
        """Return where the character at *offset* of the string at *path* is written.

        The offset after the last character is that of the closing quote. What is no string
        answers like `nearest`.
        """
        node = self._find(path)
        written = None
        if node is not None and node.children is None:
            written = _STRING.match(self._text, node.value)
        if written is None:
            return self.nearest(path)
        start, end, piece = _body(self._text, written.start(), written.end())
        left = offset
        for match in piece.finditer(self._text, start, end):
            if match.lastindex:
                continue
            if left <= 0:
                return self._position(match.start())
            left -= 1
        return self._position(end)

    def _find(self, path: KeyPath) -> _Node | None:
        node: _Node | None = self._root
        for step in path:
            node = None if node is None else _child(node, step)
        return node

    def _position(self, offset: int) -> Position:
        if not self._line_starts:
            self._line_starts = [0, *(found.end() for found in re.finditer("\n", self._text))]
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)


class _LostError(Exception):
    """The text is not the valid TOML it was said to be."""


class _Node:
    """One key and its value, as offsets; tables hold a dict, arrays a list, scalars neither."""

    __slots__ = ("children", "key", "value")

    def __init__(self, offset: int, children: dict[str, _Node] | list[_Node] | None) -> None:
        self.key = offset
        self.value = offset
        self.children = children


def _child(node: _Node, step: str | int) -> _Node | None:
    children = node.children
    if isinstance(children, dict):
        return children.get(step) if isinstance(step, str) else None
    if children is None or not isinstance(step, int) or not 0 <= step < len(children):
        return None
    return children[step]


def _scan(text: str, root: _Node) -> None:
    """Add every statement of *text* to *root*."""
    table = root
    pos = _skip(_BLANK, text, 0)
    while pos < len(text):
        if text[pos] == "[":
            brackets = 2 if text.startswith("[[", pos) else 1
            names, pos = _read_key(text, _skip(_SPACE, text, pos + brackets))
            if not text.startswith("]" * brackets, pos):
                raise _LostError
            pos += brackets
            table = _open_table(root, names, many=brackets == 2)
        else:
            names, pos = _read_key(text, pos)
            pos = _read_value(text, _skip_equals(text, pos), _add(table, names))
        pos = _skip(_BLANK, text, pos)


def _skip(pattern: re.Pattern[str], text: str, pos: int) -> int:
    match = pattern.match(text, pos)
    return pos if match is None else match.end()


def _skip_equals(text: str, pos: int) -> int:
    match = _EQUALS.match(text, pos)
    if match is None:
        raise _LostError
    return match.end()


def _read_key(text: str, pos: int) -> tuple[list[tuple[str, int]], int]:
    """Return the segments of the key at *pos*, each with its offset, and where the key ends."""
    names: list[tuple[str, int]] = []
    while True:
        match = KEY.match(text, pos)
        if match is None:
            raise _LostError
        names.append((key_name(match), pos))
        pos = match.end()
        if match["dot"] is None:
            return names, pos


def key_name(match: re.Match[str]) -> str:
    """Return the name that a match of KEY stands for, without quotes and escapes."""
    if match["bare"] is not None:
        return match["bare"]
    if match["basic"] is not None:
        return _ESCAPE.sub(_unescape, match["basic"][1:-1])
    return match["literal"][1:-1]


def _unescape(match: re.Match[str]) -> str:
    digits, letter = match.groups()
    if digits is None:
        return _ESCAPED.get(letter, letter)
    code = int(digits, 16)
    if code > 0x10FFFF:
        raise _LostError
    return chr(code)


def _read_value(text: str, pos: int, node: _Node) -> int:
    """Add the value at *pos*, with all it holds, to *node*; return where it ends."""
    around: list[_Node] = []
    while True:
        node.value = pos
        mark = text[pos : pos + 1]
        if mark == "[" or mark == "{":
            node.children = [] if mark == "[" else {}
            around.append(node)
            pos += 1
        else:
            match = _SCALAR.match(text, pos)
            if match is None:
                raise _LostError
            pos = match.end()
        while around:
            pos = _skip(_BETWEEN_ITEMS, text, pos)
            mark = text[pos : pos + 1]
            if mark == "]" or mark == "}":
                around.pop()
                pos += 1
                continue
            inner = around[-1]
            if isinstance(inner.children, list):
                node = _Node(pos, None)
                inner.children.append(node)
            else:
                names, pos = _read_key(text, pos)
                pos = _skip_equals(text, pos)
                node = _add(inner, names)
            break
        else:
            return pos


def _add(table: _Node, names: list[tuple[str, int]]) -> _Node:
    """Make the key *names* in *table* and the tables on the way to it."""
    for name, offset in names[:-1]:
        table = _enter(table, name, offset)
    name, offset = names[-1]
    if not isinstance(table.children, dict):
        raise _LostError
    node = _Node(offset, None)
    table.children[name] = node
    return node


def _enter(table: _Node, name: str, offset: int) -> _Node:
    """Return the table called *name*, the last one if there is an array of them."""
    if not isinstance(table.children, dict):
        raise _LostError
    child = table.children.get(name)
    if child is None:
        child = table.children[name] = _Node(offset, {})
    elif isinstance(child.children, list):
        if not child.children:
            raise _LostError
        child = child.children[-1]
    return child


def _open_table(root: _Node, names: list[tuple[str, int]], *, many: bool) -> _Node:
    """Return the table that the header *names* opens."""
    table = root
    for name, offset in names[:-1]:
        table = _enter(table, name, offset)
    name, offset = names[-1]
    if not isinstance(table.children, dict):
        raise _LostError
    if not many:
        opened = _enter(table, name, offset)
        if not isinstance(opened.children, dict):
            raise _LostError
        opened.key = opened.value = offset
        return opened
    array = table.children.setdefault(name, _Node(offset, []))
    if not isinstance(array.children, list):
        raise _LostError
    opened = _Node(offset, {})
    array.children.append(opened)
    return opened


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
