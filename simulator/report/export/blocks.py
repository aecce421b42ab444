"""A report as blocks: parts with headings, paragraphs, tables and drawings, which each form shows in its own way.

A drawing holds the figures that it is made of, so that it is the same in a browser and in a terminal, and so that it can be
read out as a table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `kind` is plain, note, warning, quote or you, the last two for what customer and trainee said.

    `lead` comes before the text, as a name does.
    """

    text: str
    lead: str = ""
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the heads of its columns, and its rows; the columns in `numbers` hold numbers."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class MoodCurve:
    """The mood over a play, from the start on, -100 to 100 each; `small` is for one among many."""

    caption: str
    moods: tuple[int, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is of, its length, and the words at its end; `marked` sets it off from the others."""

    label: str
    value: int
    words: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of one scale, from 0 to `whole`; `heads` are those of the table that says the same."""

    caption: str
    whole: int
    bars: tuple[Bar, ...]
    heads: tuple[str, str]


Block = Paragraph | Items | Table | MoodCurve | Bars


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what belongs to it; `level` is 2 for a main part, 3 and so on for parts of parts."""

    title: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: its title, what is said at its head, and its parts."""

    title: str
    head: tuple[Block, ...]
    parts: tuple[Part, ...]
