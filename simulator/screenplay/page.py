"""A readable copy as headings and tables, before it is written as HTML or Markdown.

A table has two columns: the short name of a place, or what a value is, and then the words. Words of the scenario are kept apart
from those of the program, because they may be in different languages.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Some words.

    `authored` words are the scenario's own. `style` is empty, `code` for a guard as it is written, or `aside` for a stage
    direction. `link` is the short name of the place that they lead to.
    """

    text: str
    authored: bool = False
    style: str = ""
    link: str = ""


Line = tuple[Span, ...]
"""Words on one line; a line break in authored words is kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table: its heading, its lines, and the short name of its place where it has one."""

    head: str
    lines: tuple[Line, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is the title; the words of the program come before those of the scenario."""

    level: int
    lead: str
    title: Span | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """A table of two columns; one that is `whole` is not to be broken over two pages."""

    entries: tuple[Entry, ...]
    whole: bool = False


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A whole copy: its title, its language as a BCP 47 tag, and its blocks."""

    title: str
    language: str
    blocks: tuple[Block, ...]


def said(text: str, style: str = "") -> Span:
    """Return words of the scenario."""
    return Span(text, authored=True, style=style)
