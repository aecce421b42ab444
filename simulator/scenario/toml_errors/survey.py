"""Survey a broken TOML text around the place where tomli gave up.

Everything before that place is valid, so a flat walk over strings, comments and brackets tells
which statement it is in, which brackets are open there and what stands just before. What any of
it means is for the modules that name mistakes; no sentence for people belongs here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from simulator.scenario.position_scan import STRING

if TYPE_CHECKING:
    from simulator.scenario.edit import Edit

# A text that is broken somewhere has pieces all the same: each character falls to the first that takes it,
# and none of them backtracks, so that a file of one long line is walked in one pass.
PIECE: Final = re.compile(
    rf"(?P<string>{STRING})|(?P<quote>\"\"\"|'''|[\"'])|(?P<comment>#[^\n]*+)|(?P<open>[\[{{])"
    r"|(?P<close>[\]}])|(?P<newline>\n)|(?P<blank>[ \t]++)|(?P<mark>[,=])"
    r"|(?P<plain>[^\"'#\[\]{}\n \t,=]++)"
)
_SEGMENT: Final = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
NAME: Final = rf"{_SEGMENT}(?>(?:[ \t]*+\.[ \t]*+{_SEGMENT})*)"
KEY_LINE: Final = rf"[ \t]*+(?P<given>{NAME})[ \t]*+=(?!=)"
_HEADER_LINE: Final = re.compile(
    r"[ \t]*+\[\[?[ \t]*+(?!(?:true|false|inf|nan)\b)[A-Za-z_][^\[\]\n,]*+\]\]?[ \t]*+(?:#.*+)?$",
    re.MULTILINE,
)
SWALLOWED: Final = re.compile(rf"\n[ \t]*+{NAME}[ \t]*+=[ \t]*+\Z")
HEADER: Final = "header"
LISTS: Final = ("answers", "days", "replies", "routes", "tests", "texts", "variants")
"""The keys of a scenario whose tables are entries of a list."""
CLOSERS: Final = {"[": "]", "{": "}", "[[": "]]", "": ""}


class Mistake(NamedTuple):
    """What is wrong in a text, at which offset, and the edits that mend it, if it takes no more than that.

    `spread` is what it has in common with further mistakes that have the same cause; see `spread.py`. `up_to_header` says that
    all that follows up to the next header belongs to it.
    """

    offset: int
    message: str
    hint: str | None = None
    edits: tuple[Edit, ...] = ()
    spread: str = ""
    up_to_header: bool = False


class Piece(NamedTuple):
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
    string: int | None = None
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
    def around(self) -> str:
        """HEADER in the header of a table, else the innermost open bracket."""
        return HEADER if self.text.startswith("[", self.statement) else self.bracket

    @property
    def opener(self) -> str:
        """The brackets that open the header, list or inline table around *pos*."""
        if self.around != HEADER:
            return self.bracket
        return "[[" if self.text.startswith("[[", self.statement) else "["

    @property
    def name(self) -> str:
        """The key or the name of a table that ends before *pos*, as written."""
        start = self.statement + len(self.opener) if self.around == HEADER else self.item
        return self.text[start : self.pos].strip()

    @property
    def key(self) -> str | None:
        """The key whose value is expected at *pos* or stands before it, as written; None for an item of a list."""
        if self.before is not None and self.before_text == "=":
            return self.text[self.item : self.before.start].strip()
        return None if self.brackets else key_line(self.text, self.statement)

    @property
    def before_text(self) -> str:
        """The piece before *pos* as written."""
        return "" if self.before is None else self.text[self.before.start : self.before.end]

    @property
    def behind(self) -> int:
        """The offset right behind the piece before *pos*."""
        return self.pos if self.before is None else self.before.end

    @property
    def opened(self) -> int:
        """Where the string around *pos* opens."""
        return self.item if self.string is None else self.string

    @property
    def backslash(self) -> int:
        """The last backslash before *pos*."""
        return max(self.text.rfind("\\", 0, self.pos), 0)

    @property
    def value(self) -> int:
        """Where the value without quotes that goes on or is expected at *pos* starts."""
        return self.pos if self.before is None or self.before.kind != "plain" else self.before.start

    @property
    def words(self) -> str:
        """That value, up to where it seems to end."""
        return self.words_from(self.value)

    def words_from(self, start: int) -> str:
        """Return the words from *start* to where a value without quotes seems to end."""
        words = re.split(r"[ \t]#", line_from(self.text, start), maxsplit=1)[0]
        if self.brackets:
            words = re.split(r"[,\]}]", words, maxsplit=1)[0]
        return words.strip()

    def line(self, offset: int) -> int:
        """Return the number of the line of *offset*, from 1."""
        return self.text.count("\n", 0, offset) + 1


def line_from(text: str, start: int) -> str:
    """Return what stands from *start* to the end of its line."""
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def key_line(text: str, pos: int) -> str | None:
    """Return the key, if there are a key and an equals sign at *pos*."""
    match = re.compile(KEY_LINE).match(text, pos)
    return None if match is None else match["given"]


def is_header_line(text: str, pos: int) -> bool:
    """Tell whether a table header seems to be at *pos* and to fill the rest of its line."""
    return _HEADER_LINE.match(text, pos) is not None


def survey(text: str, pos: int) -> Place:
    """Return what surrounds *pos* in *text*."""
    statement: int | None = None
    item: int | None = None
    header = runaway = string = None
    before: Piece | None = None
    around: list[tuple[int, int]] = []  # each open bracket with the item it stands in
    for match in PIECE.finditer(text):
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
            string = start
            break
        # A long text that was never closed ends at the quotes of the next one, right behind its key.
        if kind == "string" and runaway is None:
            runaway = start if SWALLOWED.search(text, start + 3, match.end() - 3) else None
        item = _item_behind(match, item, around)
    return Place(
        text,
        pos,
        statement=pos if statement is None else statement,
        item=pos if item is None else item,
        brackets=tuple(start for start, _ in around),
        before=before,
        header=header,
        string=string,
        runaway=runaway,
    )


def _item_behind(match: re.Match[str], item: int, around: list[tuple[int, int]]) -> int | None:
    """Return the item that goes on behind a piece, None where the next begins; open and close what is *around*."""
    if match.lastgroup == "open":
        around.append((match.start(), item))
        return None
    if match.lastgroup == "close" and around:
        return around.pop()[1]
    return None if match[0] == "," and around else item


def deepest(text: str) -> tuple[int, int]:
    """Return the offset of the outermost bracket of the deepest nesting, and its depth."""
    depth = most = outermost = found = 0
    for match in PIECE.finditer(text):
        if match.lastgroup == "open":
            depth += 1
            outermost = match.start() if depth == 1 else outermost
            if depth > most:
                most, found = depth, outermost
        elif match.lastgroup == "close":
            depth = max(0, depth - 1)
    return found, most


def longest_plain(text: str) -> int:
    """Return where the longest stretch that isn't a string, comment or mark starts."""
    plain = (match for match in PIECE.finditer(text) if match.lastgroup == "plain")
    longest = max(plain, key=lambda match: match.end() - match.start(), default=None)
    return 0 if longest is None else longest.start()
