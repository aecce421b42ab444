"""A readable copy as Markdown: headings and lists, every word escaped so that it is shown as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.screenplay.page import Heading, Paragraph, Table
from simulator.text import escape_controls

if TYPE_CHECKING:
    from simulator.screenplay.page import Block, Line, Page, Span

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$!@])")
_AT_START = re.compile(r"(?m)^(\s*)(?:([-+=:])|(\d+)([.)]))")


def markdown(page: Page) -> str:
    """Return a page as Markdown."""
    return "\n\n".join(map(_block, page.blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, lead, title, _):
            words = " ".join(part for part in (_plain(lead), _one_line(title)) if part)
            return f"{'#' * level} {words}"
        case Paragraph(line):
            return _with_safe_starts(_line(line))
        case Table(entries, _):
            return "\n".join(
                f"- **{_plain(entry.head)}** {_indent([_line(line) for line in entry.lines])}"
                for entry in entries
            )


def _indent(lines: list[str]) -> str:
    """Return lines of a list's entry, each on a new line."""
    first, *others = (line for text in lines for line in text.split("\n"))
    return "  \n  ".join([first, *map(_with_safe_starts, others)])


def _one_line(span: Span | None) -> str:
    return " ".join(_span(span).split()) if span else ""


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    text = escape_controls(span.text)
    if span.style == "code":
        return f"`{' '.join(text.split())}`" if "`" not in text else _plain(text)
    words = _plain(text)
    if span.style == "aside":
        return "\n".join(f"*{line.strip()}*" if line.strip() else "" for line in words.split("\n"))
    return words


def _plain(text: str) -> str:
    """Return text with a backslash before each sign that Markdown would take for its own."""
    return _MARKS.sub(r"\\\1", text)


def _with_safe_starts(text: str) -> str:
    """Return lines of which none begins a list, a heading or a quotation."""
    return _AT_START.sub(_escaped_start, text)


def _escaped_start(match: re.Match[str]) -> str:
    blanks, sign, number, stop = match.groups()
    return f"{blanks}\\{sign}" if sign else f"{blanks}{number}\\{stop}"
