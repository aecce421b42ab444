"""Text: a report for the terminal and for a file, with its drawings in block characters."""

from __future__ import annotations

import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING

from simulator.report.curve import curve_through, plot, turning_words
from simulator.report.export.blocks import Bars, Items, MoodCurve, Paragraph, Table
from simulator.report.export.document import report_document
from simulator.report.progress_words import sparkline
from simulator.text import escape_controls, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.report.export.blocks import Block, Part
    from simulator.report.source import ReportSource

WIDTH = 100
BAR = 24
FULL, HALF, EMPTY = "█", "▌", "·"
LABEL = 44
NARROWEST = 8
"""Signs that a column is given at the least."""


def report_text(source: ReportSource) -> Iterator[str]:
    """Yield a report as text."""
    document = report_document(source)
    yield f"{document.title}\n{'=' * len(document.title)}\n\n"
    for block in document.head:
        yield _shown(block)
    for part in document.parts:
        yield _heading(part)
        for block in part.blocks:
            yield _shown(block)


def _heading(part: Part) -> str:
    sign = "-" if part.level == 2 else "~"
    return f"{part.title}\n{sign * len(part.title)}\n\n"


def _shown(block: Block) -> str:
    return escape_controls("\n".join(_lines(block))) + "\n\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, lead, _):
            yield from wrapped(f"{lead} {text}" if lead else text)
        case Items(texts):
            for text in texts:
                yield from wrapped(text, "- ", "  ")
        case Table():
            yield from table_lines(block)
        case MoodCurve():
            yield from curve_lines(block)
        case Bars():
            yield from bar_lines(block)


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """Return a text in lines of at most WIDTH signs; line breaks in it stay."""
    lines: list[str] = []
    for piece in text.splitlines() or [""]:
        lead = rest if lines else first
        lines += textwrap.wrap(
            piece, WIDTH, initial_indent=lead, subsequent_indent=rest, break_on_hyphens=False
        ) or [""]
    return lines


def table_lines(table: Table) -> Iterator[str]:
    """Yield a table; where it is too wide for a line, the cells of its widest columns take several."""
    rows = [[" ".join(cell.split()) for cell in row] for row in (table.heads, *table.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.heads))]
    yield f"{table.caption}:"
    while sum(widths) + 2 * (len(widths) - 1) > WIDTH and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    for at, row in enumerate(rows):
        cells = [
            textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            aligned = [
                part.rjust(width) if column in table.numbers else part.ljust(width)
                for column, (part, width) in enumerate(zip(parts, widths, strict=True))
            ]
            yield "  ".join(aligned).rstrip()
        if at == 0:
            yield "  ".join("-" * width for width in widths)


def curve_lines(curve: MoodCurve) -> Iterator[str]:
    """Yield a mood curve: a plot with what its letters stand for, or on one line for one among many."""
    moods = curve.moods
    if curve.small:
        shown = sparkline(moods, -100, 100)
        yield from wrapped(
            f"{curve.caption}: {shown}  {number(moods[0])} to {number(moods[-1])}, lowest {number(min(moods))}"
        )
        return
    found = curve_through(moods)
    yield from plot(found, WIDTH)
    yield from turning_words(found)


def bar_lines(bars: Bars) -> Iterator[str]:
    """Yield bars, each with what it is of before it and its words behind it."""
    yield f"{bars.caption}:"
    width = min(LABEL, max((len(bar.label) for bar in bars.bars), default=0))
    for bar in bars.bars:
        *above, label = textwrap.wrap(bar.label, width) or [""]
        yield from above
        yield f"{label:<{width}}  {drawn_bar(bar.value, bars.whole)}  {bar.words}"


def drawn_bar(value: int, whole: int) -> str:
    """Return a bar in block characters, to half a character; what is above nothing shows at least half of one."""
    halves = round(2 * BAR * max(0, min(value, whole)) / whole) if whole else 0
    halves = max(halves, 1 if value else 0)
    drawn = FULL * (halves // 2) + HALF * (halves % 2)
    return drawn + EMPTY * (BAR - len(drawn))
