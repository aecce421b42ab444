"""A readable copy as one HTML file: no script, nothing from elsewhere, every word escaped.

Made of headings and tables with borders, because Word opens it and knows little else, and so that it can be read without the
style sheet. The style is for the screen and for paper in A4.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

from simulator.screenplay.page import Heading, Paragraph, Span, Table
from simulator.text import escape_controls

if TYPE_CHECKING:
    from simulator.screenplay.page import Block, Entry, Line, Page

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
    """Writes the blocks of a page in one language; the words of the program are English.

    In another language, a line is in that of its first words, and the others are marked, so that each keeps its direction.
    """

    def __init__(self, language: str) -> None:
        english = language.lower().split("-")[0] == "en"
        way = direction(language)
        self._start = "left" if way == "ltr" else "right"
        self._english = "" if english else ' lang="en" dir="ltr"'
        self._authored = "" if english else f' lang="{_text(language)}" dir="{way}"'

    def block(self, block: Block) -> str:
        """Return a heading, a paragraph or a table."""
        match block:
            case Heading(level, lead, title, place):
                named = f' id="{_text(place)}"' if place else ""
                words = (Span(f"{lead} "), title) if lead and title else (title or Span(lead),)
                return self._element(f"h{level}", words, named)
            case Paragraph(line):
                return self._element("p", line)
            case Table(entries, whole):
                kind = ' class="whole"' if whole else ""
                rows = "\n".join(map(self._entry, entries))
                return f"<table{kind} {_PLAIN_TABLE}>\n{rows}\n</table>"

    def _entry(self, entry: Entry) -> str:
        named = f' id="{_text(entry.place)}"' if entry.place else ""
        cell = "".join(self._element("div", line) for line in entry.lines)
        head = self._element("div", (Span(entry.head),))
        head = f'<th scope="row" align="{self._start}" width="20%">{head}</th>'
        return f'<tr valign="top"{named}>{head}<td>{cell}</td></tr>'

    def _element(self, tag: str, line: Line, attributes: str = "") -> str:
        """Return an element with a line in it, in the language of the line's first words."""
        authored = line[0].authored
        language = "" if authored else self._english
        inner = "".join(self._span(span, within_authored=authored) for span in line)
        return f"<{tag}{attributes}{language}>{inner}</{tag}>"

    def _span(self, span: Span, *, within_authored: bool) -> str:
        words = _text(span.text).replace("\n", "<br>")
        if span.link:
            words = f'<a href="#{_text(span.link)}">{words}</a>'
        if tag := {"code": "code", "aside": "em"}.get(span.style):
            words = f"<{tag}>{words}</{tag}>"
        has_letters = any(map(str.isalnum, span.text))
        if span.authored == within_authored or not has_letters:
            return words
        language = self._authored if span.authored else self._english
        return f"<span{language}>{words}</span>" if language else words
