"""The tables, keys and values of a TOML text with their places, even where the text isn't valid while it is being typed.

What a scanner of valid TOML may rely on doesn't hold here: a quote or a bracket may be open, a value may be missing. So a
line that begins with a header or with a key ends whatever is still open above it. Nothing is judged; that is for
`simulator.scenario`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.diagnostic import KeyPath


class ValueKind(Enum):
    """What a value is by the sign it begins with."""

    STRING = "string"
    LIST = "list"
    TABLE = "table"
    OTHER = "other"


@dataclass(slots=True)
class Name:
    """One part of a key or a header; its span includes quotes, if it has them."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Value:
    """A value and its span; of a string, `inner` is the span between its quotes."""

    kind: ValueKind
    start: int
    end: int
    inner: tuple[int, int]
    closed: bool = True
    items: list[Value] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


@dataclass(slots=True)
class Pair:
    """A key and its value; `equals` is where its sign is, None while it isn't typed yet."""

    names: list[Name]
    start: int
    end: int
    equals: int | None = None
    value: Value | None = None


@dataclass(slots=True)
class Section:
    """A header and what is below it; the first section of a text has no header.

    `path` has the index of each list that its header goes through. `head_end` is where the header ends.
    """

    names: list[Name]
    many: bool
    path: KeyPath
    start: int
    head_end: int
    end: int = 0
    pairs: list[Pair] = field(default_factory=list)


class Outline:
    """What is in a text: its sections in order, and its comments as spans."""

    def __init__(self, text: str, sections: list[Section], comments: list[tuple[int, int]]) -> None:
        self.text = text
        self.sections = sections
        self._comments = comments
        self._starts = [section.start for section in sections]

    def section_at(self, offset: int) -> Section:
        """Return the section that an offset is in."""
        return self.sections[max(0, bisect_right(self._starts, offset) - 1)]

    def in_comment(self, offset: int) -> bool:
        """Return whether an offset is in a comment, behind its sign."""
        place = bisect_right(self._comments, (offset, -1)) - 1
        return place >= 0 and self._comments[place][0] < offset <= self._comments[place][1]

    def names_in(self, path: KeyPath) -> set[str]:
        """Return the keys that the table at a path has, wherever they are."""
        found: set[str] = set()
        depth = len(path)
        for section in self.sections:
            if section.path[:depth] == path and len(section.path) > depth:
                found.add(str(section.path[depth]))
            elif path[: len(section.path)] == section.path:
                found |= self._names_of_pairs(section.pairs, section.path, path)
        return found

    def _names_of_pairs(self, pairs: list[Pair], base: KeyPath, path: KeyPath) -> set[str]:
        found: set[str] = set()
        for at, value, name in walk_pairs(pairs, base):
            if at[:-1] == path and name is not None:
                found.add(name.text)
            del value
        return found

    def document(self) -> dict[str, Any]:
        """Return what the text says as far as it can be read, as TOML would give it."""
        root: dict[str, Any] = {}
        for section in self.sections:
            table = _table_at(root, section.path)
            for pair in section.pairs:
                _put(table, pair, self)
        return root

    def plain(self, value: Value) -> Any:
        """Return a value as TOML would give it; None where it can't be read."""
        match value.kind:
            case ValueKind.STRING:
                return self.string(value)
            case ValueKind.LIST:
                return [self.plain(item) for item in value.items]
            case ValueKind.TABLE:
                table: dict[str, Any] = {}
                for pair in value.pairs:
                    _put(table, pair, self)
                return table
        return _read(self.text[value.start : value.end])

    def string(self, value: Value) -> str:
        """Return the words of a string."""
        raw = self.text[value.inner[0] : value.inner[1]]
        if "\\" not in raw and "\r" not in raw:
            return raw
        read = _read(self.text[value.start : value.end])
        return read if isinstance(read, str) else raw

    def strings(self) -> Iterator[tuple[KeyPath, Value]]:
        """Yield every string with its path."""
        for section in self.sections:
            for path, value, _ in walk_pairs(section.pairs, section.path):
                if value is not None and value.kind is ValueKind.STRING:
                    yield path, value


def walk_pairs(
    pairs: list[Pair], base: KeyPath
) -> Iterator[tuple[KeyPath, Value | None, Name | None]]:
    """Yield every value below some pairs with its path, and the name if it has one; a list's entries have none."""
    for pair in pairs:
        path = base
        for name in pair.names:
            path = (*path, name.text)
            value = pair.value if name is pair.names[-1] else None
            yield path, value, name
        if pair.value is not None:
            yield from _walk_value(pair.value, path)


def _walk_value(value: Value, path: KeyPath) -> Iterator[tuple[KeyPath, Value | None, Name | None]]:
    yield from walk_pairs(value.pairs, path)
    for index, item in enumerate(value.items):
        yield (*path, index), item, None
        yield from _walk_value(item, (*path, index))


def value_at(content: Any, path: KeyPath) -> Any:
    """Return the value at a path of what a text says; None where there is none."""
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return None
    return content


def _table_at(root: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    """Return the table at a path, made where there is none; what is in its way is replaced."""
    table: dict[str, Any] = root
    for step, following in zip(path, (*path[1:], None), strict=False):
        if isinstance(step, int):
            continue
        if isinstance(following, int):
            rows = table.get(step)
            if not isinstance(rows, list):
                rows = table[step] = []
            while len(rows) <= following:
                rows.append({})
            if not isinstance(rows[following], dict):
                rows[following] = {}
            table = rows[following]
        else:
            inner = table.get(step)
            if not isinstance(inner, dict):
                inner = table[step] = {}
            table = inner
    return table


def _put(table: dict[str, Any], pair: Pair, outline: Outline) -> None:
    """Put a pair into a table, if it has a value that can be read."""
    if pair.value is None:
        return
    value = outline.plain(pair.value)
    if value is None:
        return
    inner = _table_at(table, tuple(name.text for name in pair.names[:-1]))
    inner[pair.names[-1].text] = value


def _read(raw: str) -> Any:
    """Return one TOML value; None where it isn't one."""
    try:
        return tomli.loads(f"x = {raw}").get("x")
    except (ValueError, RecursionError):  # a number may be too long, too
        return None
