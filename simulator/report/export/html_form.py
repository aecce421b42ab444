"""HTML: a report as one page that loads nothing, has no script, prints well, and can be read out.

Everything that comes from a file or a person is escaped, and a content security policy allows nothing but the page's own style.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from itertools import count
from typing import TYPE_CHECKING

from simulator.report.export.blocks import Bars, Items, MoodCurve, Paragraph, Table
from simulator.report.export.document import report_document
from simulator.report.export.drawings import bar_svg, curve_svg
from simulator.report.export.html_style import STYLE
from simulator.text import escape_controls, number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.report.export.blocks import Block, Document, Part
    from simulator.report.source import ReportSource

POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
CLASSES = {"warning": "warning", "note": "note", "quote": "said", "you": "said you"}


def report_html(source: ReportSource) -> Iterator[str]:
    """Yield a report as a page."""
    document = report_document(source)
    title = text(document.title)
    yield (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}: report</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
    )
    page = Page()
    for block in document.head:
        yield from page.block(block)
    yield from _contents(document)
    yield "</header>\n<main>\n"
    for at, part in enumerate(document.parts):
        yield from page.part(at, part)
    yield "</main>\n</body>\n</html>\n"


LONG_WORD = re.compile(r"(\S{20})(?=\S)")
"""A piece of a word that goes on."""


def text(words: str) -> str:
    """Return a text to be put anywhere into a page: nothing in it is markup, and nothing steers how it is shown."""
    return escape(escape_controls(words), quote=True)


def cell(words: str) -> str:
    """Return a text for a cell, with places to break words that are too long for a narrow column."""
    return "<wbr>".join(text(piece) for piece in LONG_WORD.split(words) if piece)


def _contents(document: Document) -> Iterator[str]:
    """Yield links to the main parts, where there are several."""
    links = [(at, part) for at, part in enumerate(document.parts) if part.level == 2]
    if len(links) < 2:
        return
    yield '<nav aria-label="Contents">\n<ul>\n'
    for at, part in links:
        yield f'<li><a href="#part-{at}">{text(part.title)}</a></li>\n'
    yield "</ul>\n</nav>\n"


class Page:
    """Makes the blocks of one page; counts its drawings, so that each has a name that others can refer to."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def part(self, at: int, part: Part) -> Iterator[str]:
        """Yield a part with its heading."""
        level = min(6, part.level)
        yield f'<section aria-labelledby="part-{at}">\n<h{level} id="part-{at}">{text(part.title)}</h{level}>\n'
        for block in part.blocks:
            yield from self.block(block)
        yield "</section>\n"

    def block(self, block: Block) -> Iterator[str]:
        """Yield a block."""
        match block:
            case Paragraph():
                yield _paragraph(block)
            case Items(texts):
                items = "".join(f"<li>{text(item)}</li>\n" for item in texts)
                yield f"<ul>\n{items}</ul>\n"
            case Table():
                yield from _table(block)
            case MoodCurve():
                yield from self._curve(block)
            case Bars():
                yield from _bars(block)

    def _curve(self, curve: MoodCurve) -> Iterator[str]:
        """Yield a mood curve as a drawing, with its caption and the same figures as a table."""
        drawing = curve_svg(curve, next(self._numbers))
        moods = curve.moods
        table = Table(
            f"{curve.caption}, in figures",
            ("After move", "Mood", "Change"),
            tuple(
                (
                    str(at) if at else "start",
                    number(mood),
                    signed(mood - moods[at - 1]) if at else "",
                )
                for at, mood in enumerate(moods)
            ),
            frozenset({1, 2}),
        )
        size = "small" if curve.small else "large"
        yield f'<figure class="{size}">\n<figcaption>{text(curve.caption)}</figcaption>\n{drawing}\n'
        yield f"<details>\n<summary>{text(curve.caption)}: figures</summary>\n"
        yield from _table(table)
        yield "</details>\n</figure>\n"


def _paragraph(block: Paragraph) -> str:
    name = CLASSES.get(block.kind)
    opening = f'<p class="{name}">' if name else "<p>"
    lead = f"<strong>{text(block.lead)}</strong> " if block.lead else ""
    return f"{opening}{lead}{text(block.text)}</p>\n"


def _table(table: Table) -> Iterator[str]:
    caption = text(table.caption)
    yield f'<div class="wide" role="group" aria-label="{caption}" tabindex="0">\n<table>\n<caption>{caption}</caption>\n'
    heads = "".join(
        f'<th scope="col"{_numeric(table, at)}>{text(head)}</th>'
        for at, head in enumerate(table.heads)
    )
    yield f"<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n"
    for row in table.rows:
        first, *rest = row
        cells = "".join(
            f"<td{_numeric(table, at)}>{cell(words)}</td>" for at, words in enumerate(rest, 1)
        )
        yield f'<tr><th scope="row"{_numeric(table, 0)}>{cell(first)}</th>{cells}</tr>\n'
    yield "</tbody>\n</table>\n</div>\n"


def _numeric(table: Table, column: int) -> str:
    return ' class="number"' if column in table.numbers else ""


def _bars(bars: Bars) -> Iterator[str]:
    """Yield bars as a table: what each is of, the bar, and its words; without the bars it says the same."""
    caption = text(bars.caption)
    label, words = bars.heads
    yield (
        f'<div class="wide" role="group" aria-label="{caption}" tabindex="0">\n<table class="bars">\n'
        f'<caption>{caption}</caption>\n<thead>\n<tr><th scope="col">{text(label)}</th>'
        f'<th scope="col" colspan="2">{text(words)}</th></tr>\n</thead>\n<tbody>\n'
    )
    for bar in bars.bars:
        drawing = bar_svg(bar.value, bars.whole, marked=bar.marked)
        yield (
            f'<tr><th scope="row">{cell(bar.label)}</th><td class="bar">{drawing}</td>'
            f"<td>{text(bar.words)}</td></tr>\n"
        )
    yield "</tbody>\n</table>\n</div>\n"
