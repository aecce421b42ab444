"""Paragraphs as plain text, and how they break into rows one below the other; what has appeared of them so far.

Nothing here draws: `flow` does. A conversation breaks into rows otherwise, by the layout of its channel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.geometry import Size
    from textual.timer import Timer

ASIDE = 0.3
"""Share of the width that is left free before what stands aside."""
INDENT = 2
DRAWING = "drawing"
"""The kind of a paragraph whose lines stand as they are, and are cut where there is no room."""
AIRY_FROM = 14
"""Height from which blank lines between paragraphs are affordable."""
DOTS = "· · ·"
"""Stand where the first word of what is being typed will be."""
MAX_SIGN = 4
"""Leads up to this length are signs, and all lines of their text are set in behind them; longer ones are names."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text with what leads it in (`You: `); `kind` names its style, `gap` asks for air above it.

    `aside` sets it to the right, as a chat window does with what one says oneself. With a `tail` it has one row only: the text
    is cut so that what matters most, the tail, has room behind it. `name` is who speaks, for a layout that has a place for
    names and leaves the lead of what is said out.
    """

    text: str
    kind: str = "plain"
    lead: str = ""
    gap: bool = False
    aside: bool = False
    tail: str = ""
    name: str = ""

    @property
    def whole(self) -> str:
        """All of it on one line."""
        return f"{self.lead}{self.text}{self.tail}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line as wrapped: the lead, the text, the style of both, and which paragraph it is of.

    `close` ends it, at the right edge of a frame; of a `framed` row the lead is the frame's left edge. A `gap` is the blank row
    between a paragraph and the one before it.
    """

    lead: str
    text: str
    kind: str
    paragraph: int
    words_before: int = 0
    close: str = ""
    framed: bool = False
    gap: bool = False


@dataclass
class Unsaid:
    """What has not appeared yet: the words of each paragraph that appears bit by bit, and how many are there already."""

    words: list[int]
    step: float
    timer: Timer
    dots: bool = False
    said: float = 0.0

    def seen(self, row: Row) -> str:
        """As much of a row as has appeared; as wide as all of it."""
        if row.paragraph >= len(self.words) or not self.words[row.paragraph]:
            return row.text
        before = sum(self.words[: row.paragraph]) + row.words_before
        if self.dots and row.text and not before and self.said < 1:
            return DOTS[: len(row.text)].ljust(cell_len(row.text))
        room = int(self.said) - before
        words = row.text.split(" ")
        seen, kept = 0, []
        for word in words:
            kept.append(word if seen < room else " " * cell_len(word))
            seen += bool(word)
        return " ".join(kept)


class Layout:
    """How paragraphs break into rows: this one sets one below the other, with air where a paragraph asks for it."""

    dots = False
    """Whether dots stand where the first word of what appears will be."""

    def air(self, window: Size, screen: Size) -> int:
        """Return how much room there is for blank rows in a window of that size on such a screen, from 0 on."""
        del screen
        return int(window.height >= AIRY_FROM)

    def start(self, paragraphs: Sequence[Paragraph], first: int) -> int:
        """Return from which paragraph on the rows change where those from `first` on are new."""
        del paragraphs
        return first

    def rows(
        self, paragraphs: Sequence[Paragraph], first: int, width: int, air: int
    ) -> Iterable[Row]:
        """Yield the rows of the paragraphs from `first` on, in that many columns."""
        for number, paragraph in enumerate(paragraphs[first:], first):
            if paragraph.gap and air and number:
                yield Row("", "", "plain", number)
            yield from rows_of(paragraph, number, width)


def rows_of(paragraph: Paragraph, number: int, width: int) -> Iterable[Row]:
    """Yield a paragraph's rows; where something leads it in, those after the first are set in. A drawing is never wrapped."""
    if paragraph.kind == DRAWING:
        for drawn in paragraph.text.split("\n"):
            yield Row("", drawn, paragraph.kind, number)
        return
    free = int(width * ASIDE) if paragraph.aside else 0
    lead = Content(paragraph.lead).plain
    if paragraph.tail:
        free = max(0, min(free, width - cell_len(paragraph.whole)))
        room = max(1, width - free - cell_len(lead + paragraph.tail))
        text = Content(paragraph.text).truncate(room, ellipsis=True).plain
        yield Row(" " * free + lead, text + paragraph.tail, paragraph.kind, number)
        return
    blanks = len(lead) - len(lead.lstrip())
    indent = len(lead) if len(lead) <= MAX_SIGN else max(INDENT, blanks)
    lines = Content(lead + paragraph.text).wrap(max(1, width - free - indent))
    words = 0
    for index, line in enumerate(lines):
        cut = len(lead) if index == 0 and line.plain.startswith(lead) else 0
        before = line.plain[:cut] if index == 0 else " " * indent
        yield Row(" " * free + before, line.plain[cut:], paragraph.kind, number, words)
        words += len(line.plain[cut:].split())
