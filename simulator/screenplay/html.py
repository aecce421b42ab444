"""A readable copy as one HTML file: no script, nothing from elsewhere, every word escaped.

Made of headings and tables with borders, because Word opens it and knows little else, and so that it can be read without the
style sheet. The style is for the screen and for paper in A4.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

from simulator.screenplay.page import Heading, Paragraph, Table
from simulator.text import escape_controls

if TYPE_CHECKING:
    from simulator.screenplay.page import Block, Entry, Line, Page, Span

_RIGHT_TO_LEFT = frozenset(
    {
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "ks",
        "ku-arab",
        "nqo",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
    }
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_STYLE = """\
body { font: 11pt Georgia, 'Times New Roman', serif; line-height: 1.4; max-width: 46em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3, th { font-family: Arial, Helvetica, sans-serif; }
h1 { font-size: 20pt; }
h2 { font-size: 14pt; margin: 2em 0 0.5em; border-top: 2px solid #000; padding-top: 0.3em; }
h3 { font-size: 11pt; margin: 1.4em 0 0.3em; }
table { width: 100%; border-collapse: collapse; margin: 0.5em 0; }
th, td { border: 1px solid #999; padding: 0.2em 0.5em; vertical-align: top; }
th { width: 9em; font-size: 9pt; font-weight: bold; }
code { font-size: 9pt; overflow-wrap: anywhere; }
a { color: inherit; }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  tr, .whole { break-inside: avoid; }
  a { text-decoration: none; }
}
"""
_PLAIN_TABLE = 'border="1" cellspacing="0" cellpadding="4" width="100%"'
"""For Word and its like, which know attributes of a table better than styles."""


def html(page: Page) -> str:
    """Return a page as an HTML document."""
    style = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    writer = _Writer(page.language)
    body = "\n".join(writer.block(block) for block in page.blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(page.language)}" dir="{direction(page.language)}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def direction(language: str) -> str:
    """Return the direction in which a language is written, by its tag: `rtl` or `ltr`."""
    first, *others = language.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if first in _RIGHT_TO_LEFT else "ltr"


def _text(text: str) -> str:
    return escape(escape_controls(text), quote=True)


class _Writer:
    """Writes the blocks of a page in one language; the words of the program are English."""

    def __init__(self, language: str) -> None:
        english = language.lower().split("-")[0] == "en"
        self._start = "left" if direction(language) == "ltr" else "right"
        self._english = "" if english else ' lang="en" dir="ltr"'

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, lead, title, place):
                words = f"<span{self._english}>{_text(lead)}</span> " if lead else ""
                named = f' id="{_text(place)}"' if place else ""
                return f"<h{level}{named}>{words}{self._span(title) if title else ''}</h{level}>"
            case Paragraph(line):
                return f"<p>{self._line(line)}</p>"
            case Table(entries, whole):
                kind = ' class="whole"' if whole else ""
                rows = "\n".join(map(self._entry, entries))
                return f"<table{kind} {_PLAIN_TABLE}>\n{rows}\n</table>"

    def _entry(self, entry: Entry) -> str:
        named = f' id="{_text(entry.place)}"' if entry.place else ""
        lines = [self._line(line) for line in entry.lines]
        cell = "".join(f"<div>{line}</div>" for line in lines)
        head = f'<th scope="row" align="{self._start}" width="20%"{self._english}><div>{_text(entry.head)}</div></th>'
        return f'<tr valign="top"{named}>{head}<td>{cell}</td></tr>'

    def _line(self, line: Line) -> str:
        return "".join(map(self._span, line))

    def _span(self, span: Span) -> str:
        words = _text(span.text).replace("\n", "<br>")
        tag = {"code": "code", "aside": "em"}.get(span.style)
        if span.link:
            words = f'<a href="#{_text(span.link)}">{words}</a>'
        if tag:
            return f"<{tag}>{words}</{tag}>"
        return (
            words if span.authored or not self._english else f"<span{self._english}>{words}</span>"
        )
