"""The problems of a file as an editor underlines them: each with a span, and with where its rule is explained."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from simulator.editor.outline import walk_pairs
from simulator.scenario.diagnostic import Severity
from simulator.scenario.edit import Edit
from simulator.scenario.library import checkout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.editor.document import Document
    from simulator.scenario.diagnostic import Diagnostic

UNNEEDED: Final = frozenset(
    {"dead-way", "flag-never-read", "never-offered", "unreachable-scene", "unused-ignore"}
)
"""Rules about what could be deleted, which an editor may show faded."""
_WORD: Final = re.compile(r"[\w.@-]+|\S")


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at a span of the text."""

    span: tuple[int, int]
    is_error: bool
    rule: str
    message: str
    hint: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def is_unneeded(self) -> bool:
        """Whether it is about something that could be deleted."""
        return self.rule in UNNEEDED


def problems_of(found: Iterable[Diagnostic], document: Document) -> list[Problem]:
    """Return problems with their spans in a document's text; none where it isn't a scenario."""
    if not document.is_scenario:
        return []
    places = _Places(document)
    mark = 1 if document.text.startswith("\ufeff") else 0
    return [
        Problem(
            places.span(diagnostic),
            diagnostic.severity is Severity.ERROR,
            diagnostic.rule,
            f"{diagnostic.message} {diagnostic.hint}" if diagnostic.hint else diagnostic.message,
            diagnostic.hint or "",
            tuple(Edit(edit.start + mark, edit.end + mark, edit.text) for edit in diagnostic.edits),
        )
        for diagnostic in found
    ]


@cache
def explanation_of(rule: str) -> str | None:
    """Return the address of the page that explains a rule; None where the program has no pages beside it."""
    top = checkout()
    page = top / "docs" / "checks.md" if top else None
    return f"{page.as_uri()}#{rule}" if page and page.is_file() else None


class _Places:
    """Lines and columns of diagnostics as spans of a text; a span stays on its line."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._starts = [0, *(found.end() for found in re.finditer("\n", self._text))]
        if self._text.startswith("\ufeff"):
            self._starts[0] = 1
        self._ends = _ends(document)

    def span(self, diagnostic: Diagnostic) -> tuple[int, int]:
        """Return the span of a diagnostic: a key or a value, else a word, and at least one character if there is one."""
        line = min(diagnostic.line, len(self._starts)) - 1
        start = min(self._starts[line] + diagnostic.column - 1, len(self._text))
        end = self._ends.get(start)
        if end is None:
            word = _WORD.match(self._text, start)
            end = word.end() if word else start + 1
        end = min(end, self._line_end(start))
        return (start, end) if end > start else (max(self._starts[line], start - 1), start)

    def _line_end(self, offset: int) -> int:
        line = bisect_right(self._starts, offset)
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return offset + len(self._text[offset:end].rstrip("\r\n"))


def _ends(document: Document) -> dict[int, int]:
    """Return by offset where what begins there ends: parts of headers and keys, and values."""
    ends: dict[int, int] = {}
    for section in document.outline.sections:
        ends.update((name.start, name.end) for name in section.names)
        for _, value, name in walk_pairs(section.pairs, section.path):
            if name is not None:
                ends[name.start] = name.end
            if value is not None:
                ends[value.start] = value.end
    return ends
