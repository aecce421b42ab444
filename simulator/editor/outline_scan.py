"""Scan a TOML text, valid or not, into its outline: one pass, and every character belongs to something or is skipped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simulator.editor.outline import Name, Outline, Pair, Section, Value, ValueKind

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import KeyPath

MAX_DEPTH: Final = 30
"""Brackets inside brackets; what is deeper is skipped, since a scenario needs five."""
MAX_STATEMENTS: Final = 20_000
"""Headers and keys; what comes after is skipped, since no scenario within its limits has more."""
MAX_NAMES: Final = 10
"""Parts of one key."""

_BLANK: Final = re.compile(r"[ \t\r\n]++")
_SPACE: Final = re.compile(r"[ \t]++")
_REST: Final = re.compile(r"[^\r\n]*+")
_NAME: Final = re.compile(r"\"[^\"\r\n]*+\"?|'[^'\r\n]*+'?|[^\s=\[\]{},.\"'#]++")
_OTHER: Final = re.compile(r"[^\r\n#,\]}]++")
_HEADER: Final = re.compile(r"\[{1,2}[ \t]*+[A-Za-z_]")
_KEY_LINE: Final = re.compile(r"[A-Za-z0-9_-]++(?>(?:\.[A-Za-z0-9_-]++)*)[ \t]*+=")
_HEADER_LINE: Final = re.compile(
    r"^\[{1,2}(?:scenes|customer|tests|days|on)\b[^\]\r\n]*+\]", re.MULTILINE
)
_BASIC_LINE: Final = re.compile(r'"((?>(?:[^"\\\r\n]++|\\[^\r\n])*))("?)')
_LITERAL_LINE: Final = re.compile(r"'([^'\r\n]*+)('?)")
_BASIC_END: Final = re.compile(r'(?>(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*)("{3,5})')
_LITERAL_END: Final = re.compile(r"(?>(?:[^']++|'{1,2}(?!'))*)('{3,5})")


def outline_of(text: str) -> Outline:
    """Return the outline of a text."""
    scanner = _Scanner(text)
    scanner.scan()
    return Outline(text, scanner.sections, scanner.comments)


class _Scanner:
    """Where the scan is, and what it has found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 1 if text.startswith("\ufeff") else 0
        self.sections = [Section([], False, (), 0, 0)]
        self.comments: list[tuple[int, int]] = []
        self._counts: dict[KeyPath, int] = {}

    def scan(self) -> None:
        """Scan the whole text."""
        self._blank()
        for _ in range(MAX_STATEMENTS):
            if self.pos >= len(self.text):
                break
            if self.text[self.pos] == "[":
                self._section()
            else:
                pair = self._pair(0)
                if pair is not None:
                    self.sections[-1].pairs.append(pair)
            if not self._at_statement():
                self._rest_of_line()
            self._blank()
        self.sections[-1].end = len(self.text)

    def _blank(self) -> None:
        """Skip blanks, line ends and comments."""
        while True:
            self._skip(_BLANK)
            if not self.text.startswith("#", self.pos):
                return
            self._comment()

    def _comment(self) -> None:
        start = self.pos
        self._skip(_REST)
        self.comments.append((start, self.pos))

    def _rest_of_line(self) -> None:
        """Skip what is left of a line, which nothing could be made of unless it is a comment."""
        self._skip(_SPACE)
        if self.text.startswith("#", self.pos):
            self._comment()
        else:
            self._skip(_REST)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if match := pattern.match(self.text, self.pos):
            self.pos = match.end()

    def _section(self) -> None:
        start = self.pos
        many = self.text.startswith("[[", start)
        self.pos += 2 if many else 1
        names = self._names()
        self._skip(_SPACE)
        while self.text.startswith("]", self.pos) and self.pos - start < 10_000:
            self.pos += 1
        self.sections[-1].end = start
        path = self._resolve([name.text for name in names], many)
        self.sections.append(Section(names, many, path, start, self.pos))

    def _resolve(self, names: list[str], many: bool) -> KeyPath:
        """Return the path of a header, with the index of each list on the way: the last entry that there is."""
        path: KeyPath = ()
        for place, name in enumerate(names):
            path = (*path, name)
            if many and place == len(names) - 1:
                count = self._counts[path] = self._counts.get(path, 0) + 1
                return (*path, count - 1)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path

    def _names(self) -> list[Name]:
        """Read the parts of a key; one that ends with a point has an empty last part."""
        names: list[Name] = []
        while True:
            self._skip(_SPACE)
            match = _NAME.match(self.text, self.pos)
            if match is None:
                if names:
                    names.append(Name("", self.pos, self.pos))
                return names
            self.pos = match.end()
            names.append(Name(match.group().strip("\"'"), match.start(), match.end()))
            self._skip(_SPACE)
            if not self.text.startswith(".", self.pos) or len(names) == MAX_NAMES:
                return names
            self.pos += 1

    def _pair(self, depth: int) -> Pair | None:
        """Read a key with its value; None where no key begins."""
        start = self.pos
        names = self._names()
        if not names:
            return None
        pair = Pair(names, start, self.pos)
        self._skip(_SPACE)
        if self.text.startswith("=", self.pos):
            pair.equals = self.pos
            self.pos += 1
            self._skip(_SPACE)
            pair.value = self._value(depth)
            pair.end = self.pos
        return pair

    def _value(self, depth: int) -> Value | None:
        """Read a value; None where none begins."""
        sign = self.text[self.pos : self.pos + 1]
        if sign in ('"', "'"):
            return self._string(sign)
        if sign in ("[", "{") and depth < MAX_DEPTH:
            return self._list(depth) if sign == "[" else self._table(depth)
        match = _OTHER.match(self.text, self.pos)
        if match is None:
            return None
        start = self.pos
        self.pos = start + (len(match.group().rstrip()) or len(match.group()))
        if match.group().isspace():  # blanks that TOML doesn't know as such
            return None
        return Value(ValueKind.OTHER, start, self.pos, (start, self.pos))

    def _string(self, quote: str) -> Value:
        start = self.pos
        if self.text.startswith(quote * 3, start):
            return self._long_string(start, quote)
        match = (_BASIC_LINE if quote == '"' else _LITERAL_LINE).match(self.text, start)
        assert match is not None  # the quote is there, and the rest of the pattern may be empty
        self.pos = match.end()
        return Value(ValueKind.STRING, start, self.pos, match.span(1), closed=bool(match.group(2)))

    def _long_string(self, start: int, quote: str) -> Value:
        """Read a string of several lines; a header inside it means that its end is missing."""
        begin = start + 3
        match = (_BASIC_END if quote == '"' else _LITERAL_END).match(self.text, begin)
        end = match.end() if match else len(self.text)
        if header := _HEADER_LINE.search(self.text, begin, end):
            self.pos = header.start()
            return Value(ValueKind.STRING, start, self.pos, (begin, self.pos), closed=False)
        self.pos = end
        inner_end = end - 3 if match else end
        if self.text.startswith(("\n", "\r\n"), begin):
            begin += 2 if self.text[begin] == "\r" else 1
        return Value(
            ValueKind.STRING,
            start,
            end,
            (min(begin, inner_end), inner_end),
            closed=match is not None,
        )

    def _list(self, depth: int) -> Value:
        start = self.pos
        found = Value(ValueKind.LIST, start, start, (start, start), closed=False)
        self.pos += 1
        while self._within("]", found):
            before = self.pos
            item = None if self.text[self.pos] == "}" else self._value(depth + 1)
            if item is not None:
                found.items.append(item)
            elif self.pos == before:
                break
        found.end = self.pos
        return found

    def _table(self, depth: int) -> Value:
        start = self.pos
        found = Value(ValueKind.TABLE, start, start, (start, start), closed=False)
        self.pos += 1
        while self._within("}", found):
            pair = self._pair(depth + 1)
            if pair is None:
                break
            found.pairs.append(pair)
        found.end = self.pos
        return found

    def _within(self, closing: str, found: Value) -> bool:
        """Go to the next entry of something open; return whether there is one, and note if it is closed here."""
        while True:
            self._blank()
            if not self.text.startswith(",", self.pos):
                break
            self.pos += 1
        if self.pos >= len(self.text) or self._at_statement():
            return False
        if self.text[self.pos] == closing:
            self.pos += 1
            found.closed = True
            return False
        return True

    def _at_statement(self) -> bool:
        """Return whether a line begins here with a header or a key, which nothing that is open above can go past."""
        if self.pos and self.text[self.pos - 1] not in "\r\n":
            return False
        return bool(_HEADER.match(self.text, self.pos) or _KEY_LINE.match(self.text, self.pos))
