"""Text: a report for the terminal and for a file, with its drawings in block characters."""

from __future__ import annotations

import re
import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING

from simulator.report.curve import curve_through, plot, turning_words
from simulator.report.export.blocks import Bars, Items, MoodCurve, Paragraph, Table
from simulator.report.export.document import report_document
from simulator.report.progress_words import sparkline
from simulator.text import escape_controls, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.report.export.blocks import Block, Part
    from simulator.report.source import ReportSource

WIDTH = 80
"""Columns of a line, those of the smallest terminal that most people have."""
GAP = "  "
BLANKS = re.compile(r"[ \t\n\r\f\v]+")
"""What a line may be broken at; not the blank that keeps a number with its unit."""
BAR = 24
FULL, HALF, EMPTY = "█", "▌", "·"
NARROWEST = 6
"""Signs that a column is given at the least."""
DATE = re.compile(r"\d{4}-\d\d-\d\d$")
LEAST = (8, NARROWEST)
"""The same where the words of the heads stay whole, first and then if that doesn't fit."""
PIECES = re.compile(r" |(?<=[^\W\d]-)(?=[^\W\d])")
"""What parts a cell into what stays whole: a blank, and the place after a hyphen between letters."""


def report_text(source: ReportSource) -> Iterator[str]:
    """Yield a report as text."""
    document = report_document(source)
    yield f"{document.title}\n{'=' * len(document.title)}\n\n"
    for block in document.head:
        yield _block_text(block)
    for part in document.parts:
        yield _heading(part)
        for block in part.blocks:
            yield _block_text(block)


def _heading(part: Part) -> str:
    sign = "-" if part.level == 2 else "~"
    return f"{part.title}\n{sign * len(part.title)}\n\n"


def _block_text(block: Block) -> str:
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
    rows = [[BLANKS.sub(" ", cell).strip() for cell in row] for row in (table.heads, *table.rows)]
    widths = _widths(rows)
    yield from wrapped(f"{table.caption}:")
    for at, row in enumerate(rows):
        cells = [
            textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            aligned = [
                part.rjust(width) if column in table.numbers else part.ljust(width)
                for column, (part, width) in enumerate(zip(parts, widths, strict=True))
            ]
            yield GAP.join(aligned).rstrip()
        if at == 0:
            yield GAP.join("-" * width for width in widths)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column: as wide as its cells, and the widest made narrower until a row fits on a line.

    Words stay whole as long as that can be done; then they are broken at hyphens, and those of the heads, dates, and those of
    the first column, which names its row, are the last to be broken elsewhere.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    words = [max(len(word) for cell in column for word in cell.split(" ")) for column in columns]
    pieces = [
        max(len(piece) for cell in column for piece in PIECES.split(cell)) for column in columns
    ]
    heads = [
        max(
            len(word)
            for cell in column
            for word in PIECES.split(cell)
            if cell == column[0] or DATE.match(word)
        )
        for column in columns
    ]
    named = [max(pieces[0], heads[0]), *heads[1:]]
    kept = [[max(width, least) for width in ends] for ends in (named, heads) for least in LEAST]
    for least in (words, pieces, *kept, [NARROWEST] * len(words)):
        while sum(widths) + len(GAP) * (len(widths) - 1) > WIDTH:
            room = [width - fewest for width, fewest in zip(widths, least, strict=True)]
            wide = [at for at, more in enumerate(room) if more > 0]
            if not wide:
                break
            widths[max(wide, key=lambda at: widths[at])] -= 1
    return widths


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
    """Yield bars, each with its label before it and its words behind it; where those don't fit, below the label."""
    yield from wrapped(f"{bars.caption}:")
    label = max((len(bar.label) for bar in bars.bars), default=0)
    words = max((len(bar.words) for bar in bars.bars), default=0)
    fits = label + BAR + words + 2 * len(GAP) <= WIDTH
    for bar in bars.bars:
        drawn = drawn_bar(bar.value, bars.whole)
        if fits:
            yield f"{bar.label:<{label}}{GAP}{drawn}{GAP}{bar.words}"
        else:
            yield from wrapped(bar.label)
            indent = " " * (len(GAP) + BAR + len(GAP))
            yield from wrapped(bar.words, f"{GAP}{drawn}{GAP}", indent)


def drawn_bar(value: int, whole: int) -> str:
    """Return a bar in block characters, to half a character; what is above nothing shows at least half of one."""
    halves = round(2 * BAR * max(0, min(value, whole)) / whole) if whole else 0
    halves = max(halves, 1 if value else 0)
    drawn = FULL * (halves // 2) + HALF * (halves % 2)
    return drawn + EMPTY * (BAR - len(drawn))
