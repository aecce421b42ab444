"""Scan a TOML text for the offset of every key and every value.

The text is known to be valid TOML 1.1, so the scan never judges: what it doesn't expect ends it, and what was read by then
stands. It doesn't decode values either, but for names, which lead to them. And it doesn't recurse: tomli accepts arrays nested
deeper than the interpreter's stack, so open brackets are kept in a list.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# No pattern gives back what it took, so that no text takes more than one pass. Groups are atomic, (?>(?:…)*), because Python
# 3.11.2 fails to match a group with a possessive quantifier, (?:…)*+.
BASIC_STRING: Final = r'"(?!"")(?>(?:[^"\\\n]++|\\[^\n])*)"'
LITERAL_STRING: Final = r"'(?!'')[^'\n]*+'"
STRING: Final = (
    r'"""(?>(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*)"{3,5}'
    r"|'''(?>(?:[^']++|'{1,2}(?!'))*)'{3,5}"
    rf"|{BASIC_STRING}|{LITERAL_STRING}"
)

KEY: Final = re.compile(
    rf"(?:(?P<bare>[A-Za-z0-9_-]++)|(?P<basic>{BASIC_STRING})|(?P<literal>{LITERAL_STRING}))[ \t]*+(?P<dot>\.[ \t]*+)?"
)
"""One part of a key, the blanks behind it, and the dot before the next part."""
_EQUALS: Final = re.compile(r"=[ \t]*+")
_SPACE: Final = re.compile(r"[ \t]*+")
_BLANK: Final = re.compile(r"(?>(?:[ \t\r\n]++|#[^\n]*+)*)")
_BETWEEN_ITEMS: Final = re.compile(r"(?>(?:[ \t\r\n,]++|#[^\n]*+)*)")
# Dates may hold a space, so what is no string runs to the next mark that ends a value.
_SCALAR: Final = re.compile(rf"{STRING}|[^\"'\[\]{{}},#\s][^\],}}#\r\n]*+")
_STRING_OR_COMMENT: Final = re.compile(rf"{STRING}|(?P<comment>#[^\r\n]*+)")
_ESCAPE: Final = re.compile(r"\\(?:[xuU]([0-9A-Fa-f]++)|(.))")
_ESCAPED: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class _LostError(Exception):
    """The text is not the valid TOML it was said to be."""


class Node:
    """One key and its value, as offsets; tables hold a dict, arrays a list, scalars neither.

    `end` is where a value behind an equals sign or in a list ends; -1 for the table of a header. `mentions` are the places of
    the key in other headers and dotted keys.
    """

    __slots__ = ("children", "end", "key", "mentions", "value")

    def __init__(self, offset: int, children: dict[str, Node] | list[Node] | None) -> None:
        self.key = offset
        self.value = offset
        self.end = -1
        self.mentions: list[int] = []
        self.children = children


def scan(text: str) -> Node:
    """Return the root of the keys and values of *text*, as far as it is valid."""
    root = Node(0, {})
    # What stands before an unexpected mark is in the tree by then.
    with suppress(_LostError):
        _scan(text, root)
    return root


def _scan(text: str, root: Node) -> None:
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


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each comment of *text*, a valid TOML document, starts and ends."""
    for match in _STRING_OR_COMMENT.finditer(text):
        if match["comment"]:
            yield match.span("comment")


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


def _read_value(text: str, pos: int, node: Node) -> int:
    """Add the value at *pos*, with all it holds, to *node*; return where it ends.

    One turn of the outer loop reads a scalar, or the bracket that opens an array or a table. The inner loop then closes what
    ends here and finds where the next value within `around`, the open ones, begins; where none is open any more, all is read.
    """
    around: list[Node] = []
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
            node.end = match.start() + len(match[0].rstrip())
        while around:
            pos = _skip(_BETWEEN_ITEMS, text, pos)
            mark = text[pos : pos + 1]
            if mark == "]" or mark == "}":
                pos += 1
                around.pop().end = pos
                continue
            inner = around[-1]
            if isinstance(inner.children, list):
                node = Node(pos, None)
                inner.children.append(node)
            else:
                names, pos = _read_key(text, pos)
                pos = _skip_equals(text, pos)
                node = _add(inner, names)
            break
        else:
            return pos


def _add(table: Node, names: list[tuple[str, int]]) -> Node:
    """Make the key *names* in *table* and the tables on the way to it."""
    for name, offset in names[:-1]:
        table = _enter(table, name, offset)
    name, offset = names[-1]
    if not isinstance(table.children, dict):
        raise _LostError
    node = Node(offset, None)
    table.children[name] = node
    return node


def _enter(table: Node, name: str, offset: int) -> Node:
    """Return the table called *name*, the last one if there is an array of them."""
    if not isinstance(table.children, dict):
        raise _LostError
    child = table.children.get(name)
    if child is None:
        child = table.children[name] = Node(offset, {})
        return child
    child.mentions.append(offset)
    if isinstance(child.children, list):
        if not child.children:
            raise _LostError
        child = child.children[-1]
    return child


def _open_table(root: Node, names: list[tuple[str, int]], *, many: bool) -> Node:
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
        # A table that a longer header mentioned before stands where its own header is.
        opened.mentions.append(opened.key)
        opened.key = opened.value = offset
        return opened
    array = table.children.setdefault(name, Node(offset, []))
    if not isinstance(array.children, list):
        raise _LostError
    array.mentions.append(offset)
    opened = Node(offset, {})
    array.children.append(opened)
    return opened
