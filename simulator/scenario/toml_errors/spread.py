"""Find the mistakes that one cause spreads over a file: the quotes of a word processor, the blanks of a web page, a bad name.

They are one problem with a count, and are mended in one pass, however many there are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from simulator.scenario.edit import Edit
from simulator.scenario.toml_errors.case import CURLY, QUOTES, literal
from simulator.scenario.toml_errors.keys import fitting_name
from simulator.scenario.toml_errors.survey import HEADER, PIECE, line_from

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_BRACKETS: Final = re.compile(
    rf"[{QUOTES}]([^\n]*?)[{QUOTES}\"'](?=[ \t]*(?:[,\]}}#]|$))", re.MULTILINE
)
_TO_LINE_END: Final = re.compile(
    rf"[{QUOTES}]([^\n]*)[{QUOTES}\"'](?=[ \t]*(?:#[^\n]*)?$)", re.MULTILINE
)
_CURLY_END: Final = re.compile(rf"[{QUOTES}](?=[ \t]*(?:[,\]}}#]|$))", re.MULTILINE)
_WAYS: Final = "to|start|boils|walks|on_silence|scene"
"""The keys of a scenario that name a scene."""
_ASKED: Final = "seen|listened|visits|chose|given"
"""The functions of a guard that name a scene."""


def spread_edits(text: str, start: int, mark: str) -> list[Edit]:
    """Return the edits that mend every mistake of the same cause from an offset on, outside of texts and comments."""
    if mark.startswith(HEADER):
        return list(_headers(text, start, mark.removeprefix(f"{HEADER} ")))
    return list(_quotes(text, start) if mark == CURLY else _signs(text, start, mark))


def _headers(text: str, start: int, part: str) -> Iterator[Edit]:
    """Yield an edit for each further header with a part that can't be in a name, and for each way to a scene of that name."""
    odd, fitting = re.escape(part), fitting_name(part)
    header = re.compile(
        rf"^[ \t]*\[\[?[^\[\]\n\"'#=]*?(?<![^.\[ \t])(?P<part>{odd})(?=[ \t]*[.\]])", re.MULTILINE
    )
    way = re.compile(
        rf"\b(?:{_WAYS})[ \t]*=[ \t]*(?P<part>\"{odd}\"|'{odd}')(?=[ \t]*(?:[,}}#]|$))", re.M
    )
    asked = re.compile(rf"\b(?:{_ASKED})\([\"'](?P<part>{odd})(?=[\"'.])")
    for found in (*header.finditer(text, start), *asked.finditer(text)):
        yield Edit(*found.span("part"), fitting)
    for found in way.finditer(text):
        yield Edit(*found.span("part"), f'"{fitting}"')


def _signs(text: str, start: int, mark: str) -> Iterator[Edit]:
    instead = " " if mark.isspace() else ""
    for piece in PIECE.finditer(text, start):
        if piece.lastgroup == "plain":
            for found in re.finditer(re.escape(mark), piece[0]):
                at = piece.start() + found.start()
                yield Edit(at, at + 1, instead)


def _quotes(text: str, start: int) -> Iterator[Edit]:
    """Yield an edit for each text between curly quotes, and for each curly quote that was to close a text."""
    depth, at = _depth(text, start), start
    while piece := PIECE.match(text, at):
        at = piece.end()
        kind = piece.lastgroup
        depth += (kind == "open") - (kind == "close")
        if kind == "plain" and piece[0][0] in QUOTES:
            pattern = _IN_BRACKETS if depth > 0 else _TO_LINE_END
            if words := pattern.match(text, piece.start()):
                yield Edit(words.start(), words.end(), literal(words[1]))
                at = words.end()
        elif kind == "quote" and (end := _CURLY_END.search(line_from(text, at))):
            yield Edit(at + end.start(), at + end.end(), piece[0])
            at += end.end()


def _depth(text: str, start: int) -> int:
    """Return how many brackets are open at an offset of its statement, as far as its own lines tell."""
    opened = 0
    for piece in PIECE.finditer(text, 0, start):
        opened = max(0, opened + (piece.lastgroup == "open") - (piece.lastgroup == "close"))
    return opened
