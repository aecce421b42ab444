"""What is at a place of a scenario file: a header, a key or a value, what the format wants there, and what is typed of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from simulator.editor.outline import ValueKind

if TYPE_CHECKING:
    from simulator.editor.outline import Outline, Pair, Section, Value
    from simulator.scenario.diagnostic import KeyPath

_HEADER_START: Final = re.compile(r"[ \t]*\[")


class Role(Enum):
    """What belongs at a place."""

    HEADER = "header"
    KEY = "key"
    VALUE = "value"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a file.

    `path` is that of the table for a key, and of the value otherwise; an entry that a list doesn't have yet has the next index.
    `span` is what is typed there and would be replaced, without the quotes of a string; `typed` is its part before the cursor.
    """

    role: Role
    path: KeyPath
    span: tuple[int, int]
    typed: str
    value: Value | None = None
    in_string: bool = False
    in_braces: bool = False
    pair: Pair | None = None


def cursor_at(outline: Outline, offset: int) -> Cursor:
    """Return what is at an offset."""
    section = outline.section_at(offset)
    line_start = _line_start(outline.text, offset)
    before = outline.text[line_start:offset]
    nothing = Cursor(Role.NOTHING, section.path, (offset, offset), "")
    if outline.in_comment(offset):
        return nothing
    if section.names or section.many or section.start != section.head_end:
        line_end = _line_end(outline.text, section.start)
        if section.start < offset <= line_end:
            return _in_header(outline, section, offset, line_end)
    for pair in section.pairs:
        if pair.start <= offset and (found := _in_pair(outline, pair, section.path, offset)):
            return found
    if before.strip() or _HEADER_START.match(before):
        return nothing
    return Cursor(Role.KEY, section.path, (offset, offset), "")


def _in_header(outline: Outline, section: Section, offset: int, line_end: int) -> Cursor:
    closed = outline.text[section.head_end - 1] == "]"
    end = section.head_end if closed or offset <= section.head_end else line_end
    if offset > end or (closed and offset == end):
        return Cursor(Role.NOTHING, section.path, (offset, offset), "")
    typed = outline.text[section.start : offset]
    return Cursor(Role.HEADER, section.path, (section.start, end), typed)


def _in_pair(outline: Outline, pair: Pair, base: KeyPath, offset: int) -> Cursor | None:
    """Return what is at an offset of a pair, or None where it isn't in it."""
    names = pair.names
    if offset <= names[-1].end:
        name = next(name for name in names if offset <= name.end)
        before = tuple(other.text for other in names if other.end < name.start)
        typed = outline.text[name.start : max(offset, name.start)]
        return Cursor(Role.KEY, (*base, *before), (name.start, name.end), typed, pair=pair)
    if pair.equals is None or offset <= pair.equals:
        return None
    path = (*base, *(name.text for name in names))
    value = pair.value
    if value is None or offset < value.start:
        return _between(outline, pair, path, offset)
    if offset > value.end:
        return None
    return _in_value(outline, value, path, offset, pair)


def _between(outline: Outline, pair: Pair, path: KeyPath, offset: int) -> Cursor | None:
    """Return the place behind an equals sign, as long as the line is the same."""
    if offset > _line_end(outline.text, pair.equals or pair.start):
        return None
    return Cursor(Role.VALUE, path, (offset, offset), "", pair=pair)


def _in_value(
    outline: Outline, value: Value, path: KeyPath, offset: int, pair: Pair | None
) -> Cursor:
    nothing = Cursor(Role.NOTHING, path, (offset, offset), "")
    if value.kind is ValueKind.STRING:
        start, end = value.inner
        if not start <= offset <= end:
            return nothing
        typed = outline.text[start:offset]
        return Cursor(Role.VALUE, path, value.inner, typed, value, in_string=True, pair=pair)
    if value.kind is ValueKind.OTHER:
        typed = outline.text[value.start : offset]
        return Cursor(Role.VALUE, path, (value.start, value.end), typed, value, pair=pair)
    if offset <= value.start or (value.closed and offset >= value.end):
        return nothing
    if value.kind is ValueKind.LIST:
        for index, item in enumerate(value.items):
            if item.start <= offset <= item.end:
                return _in_value(outline, item, (*path, index), offset, pair)
        before = sum(item.end < offset for item in value.items)
        return Cursor(Role.VALUE, (*path, before), (offset, offset), "", pair=pair)
    for inner in value.pairs:
        if inner.start <= offset and (found := _in_pair(outline, inner, path, offset)):
            return _in_table(found)
    return Cursor(Role.KEY, path, (offset, offset), "", in_braces=True)


def _in_table(found: Cursor) -> Cursor:
    """Return a place as one inside braces, where keys are written on one line."""
    if found.role is not Role.KEY:
        return found
    return Cursor(found.role, found.path, found.span, found.typed, in_braces=True, pair=found.pair)


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int) -> int:
    ends = [end for end in (text.find("\n", offset), text.find("\r", offset)) if end >= 0]
    return min(ends, default=len(text))
