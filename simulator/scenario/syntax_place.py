"""Surveys a broken TOML text around the place where tomli gave up.

Everything before that place is valid, so a flat walk over strings, comments and brackets tells
which statement it is in, which brackets are open there and what stands just before. What any of
it means is for the modules that name mistakes; no sentence for people belongs here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from simulator.scenario.positions import STRING

_PIECE: Final = re.compile(
    rf"(?P<string>{STRING})|(?P<quote>\"\"\"|'''|[\"'])|(?P<comment>#[^\n]*+)|(?P<open>[\[{{])"
    r"|(?P<close>[\]}])|(?P<newline>\n)|(?P<blank>[ \t]++)|(?P<mark>[,=])"
    r"|(?P<plain>[^\"'#\[\]{}\n \t,=]++)"
)
_SEGMENT: Final = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_NAME: Final = rf"{_SEGMENT}(?:[ \t]*+\.[ \t]*+{_SEGMENT})*+"
_KEY_LINE: Final = re.compile(rf"[ \t]*+({_NAME})[ \t]*+=(?!=)")
_HEADER_LINE: Final = re.compile(
    r"[ \t]*+\[\[?[ \t]*+(?!(?:true|false|inf|nan)\b)[A-Za-z_][^\[\]\n,]*+\]\]?[ \t]*+(?:#.*+)?$",
    re.MULTILINE,
)
_SWALLOWED: Final = re.compile(rf"\n[ \t]*+{_NAME}[ \t]*+=[ \t]*+\Z")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a text and at which offset."""

    offset: int
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: a string, a bracket, a comma or equals sign, or other plain characters."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Place:
    """What surrounds the offset *pos* of a text that is valid before it."""

    text: str
    pos: int
    statement: int
    """Where the statement around *pos* starts."""
    item: int
    """Where the innermost key or list item around *pos* starts."""
    brackets: tuple[int, ...] = ()
    """The offsets of the brackets and braces open at *pos*."""
    before: Piece | None = None
    """The last piece of the statement that starts before *pos*, cut off there."""
    header: int | None = None
    """Where the header above the statement starts."""
    opened: int | None = None
    """The opening quote of the string around *pos*."""
    runaway: int | None = None
    """The opening quotes of a multi-line text that reaches into a later key's value."""

    @property
    def mark(self) -> str:
        """The character at *pos*; empty at the end of the text."""
        return self.text[self.pos : self.pos + 1]

    @property
    def rest(self) -> str:
        """What stands from *pos* to the end of the line."""
        return line_from(self.text, self.pos)

    @property
    def bracket(self) -> str:
        """The innermost bracket open at *pos*; empty if there is none."""
        return self.text[self.brackets[-1]] if self.brackets else ""

    @property
    def starts_line(self) -> bool:
        """Whether nothing but blanks stands before *pos* on its line."""
        return not self.text[self.text.rfind("\n", 0, self.pos) + 1 : self.pos].strip()

    @property
    def key(self) -> str | None:
        """The key whose value is expected at *pos*, as written."""
        if self.before is None or self.text[self.before.start : self.before.end] != "=":
            return None
        return self.text[self.item : self.before.start].strip()

    def before_text(self) -> str:
        """Return the piece before *pos* as written."""
        return "" if self.before is None else self.text[self.before.start : self.before.end]

    def line(self, offset: int) -> int:
        """Return the number of the line of *offset*, from 1."""
        return self.text.count("\n", 0, offset) + 1


def line_from(text: str, start: int) -> str:
    """Return what stands from *start* to the end of its line."""
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def key_line(text: str, pos: int) -> str | None:
    """Return the key, if a key and an equals sign stand at *pos*."""
    match = _KEY_LINE.match(text, pos)
    return None if match is None else match[1]


def is_header_line(text: str, pos: int) -> bool:
    """Tell whether a table header seems to stand at *pos* and fill the rest of its line."""
    return _HEADER_LINE.match(text, pos) is not None


def survey(text: str, pos: int) -> Place:
    """Return what surrounds *pos* in *text*."""
    place = Place(text, pos, statement=pos, item=pos)
    statement: int | None = None
    item: int | None = None
    header = runaway = opened = None
    before: Piece | None = None
    around: list[tuple[int, int]] = []  # each open bracket with the item it stands in
    for match in _PIECE.finditer(text, 0, len(text)):
        start = match.start()
        kind = match.lastgroup or ""
        if start >= pos:
            break
        if kind in ("blank", "comment"):
            continue
        if kind == "newline":
            if not around and statement is not None:
                header = statement if text[statement] == "[" else header
                statement = item = before = None
            continue
        statement = start if statement is None else statement
        item = start if item is None else item
        before = Piece(start, min(match.end(), pos), kind)
        if kind == "quote" or (kind == "string" and match.end() > pos):
            opened = start
            break
        if kind == "string":
            if runaway is None and _SWALLOWED.search(text, start + 3, match.end() - 3):
                runaway = start
        elif kind == "open":
            around.append((start, item))
            item = None
        elif kind == "close" and around:
            item = around.pop()[1]
        elif match[0] == "," and around:
            item = None
    return replace(
        place,
        statement=pos if statement is None else statement,
        item=pos if item is None else item,
        brackets=tuple(start for start, _ in around),
        before=before,
        header=header,
        opened=opened,
        runaway=runaway,
    )


def deepest(text: str) -> tuple[int, int]:
    """Return the offset of the outermost bracket of the deepest nesting, and its depth."""
    depth = most = outermost = found = 0
    for match in _PIECE.finditer(text):
        if match.lastgroup == "open":
            depth += 1
            outermost = match.start() if depth == 1 else outermost
            if depth > most:
                most, found = depth, outermost
        elif match.lastgroup == "close":
            depth = max(0, depth - 1)
    return found, most


def longest_plain(text: str) -> int:
    """Return where the longest stretch that is no string, comment or mark starts."""
    plain = (match for match in _PIECE.finditer(text) if match.lastgroup == "plain")
    longest = max(plain, key=lambda match: match.end() - match.start(), default=None)
    return 0 if longest is None else longest.start()
