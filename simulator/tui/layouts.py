"""How a conversation is laid out on its channel: names in a gutter, speech at both sides, or sheets of paper.

Pure: from paragraphs to rows. Words and places tell who speaks; the words and their signs are the transcript's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from simulator.tui.widgets.paragraphs import Layout, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.geometry import Size

    from simulator.tui.widgets.paragraphs import Paragraph

MEASURE = 76
"""Columns of a line of what is said, however wide the screen is."""
ROOMY_WIDTH, ROOMY_HEIGHT, AIRY_HEIGHT = 90, 36, 24
"""Columns of the transcript and rows of the screen from which names have rows of their own; rows from which turns are apart."""
TIGHT, AIRY, ROOMY = 0, 1, 2
SPOKEN = ("customer", "you")
ATTACHED = ("action", "why")
"""What belongs to the words above it."""
LEAST_NAME, MOST_NAME = 5, 12
MARGIN = 2
"""Columns left free at the left edge."""
HEARD, UNSENT = "~", "╎ "
"""What can be heard around; a line that has not been sent."""


class TalkLayout(Layout):
    """What the layouts of conversations share; `airy_from` is the height of the screen from which turns are apart."""

    def __init__(self, airy_from: int = AIRY_HEIGHT) -> None:
        self._airy_from = airy_from

    def air(self, window: Size, screen: Size) -> int:
        """Return the room by the size of the screen, so that it stays the same from turn to turn."""
        if screen.height < self._airy_from:
            return TIGHT
        return ROOMY if window.width >= ROOMY_WIDTH and screen.height >= ROOMY_HEIGHT else AIRY

    def rows(
        self, paragraphs: Sequence[Paragraph], first: int, width: int, air: int
    ) -> Iterator[Row]:
        """Yield the rows of the paragraphs from `first` on."""
        for number in range(first, len(paragraphs)):
            if number and _has_gap(paragraphs[number - 1], paragraphs[number], air):
                yield self.gap(paragraphs, number, width, air)
            yield from self.set(paragraphs, number, width, air)

    def gap(self, paragraphs: Sequence[Paragraph], number: int, width: int, air: int) -> Row:
        """Return the blank row above a paragraph, which belongs to what they say where they go on."""
        del width, air
        between = paragraphs[number - 1].kind == paragraphs[number].kind == "customer"
        return Row("", "", "customer" if between else "plain", number, gap=True)

    def set(
        self, paragraphs: Sequence[Paragraph], number: int, width: int, air: int
    ) -> Iterable[Row]:
        """Yield the rows of one paragraph."""
        raise NotImplementedError


class GutterLayout(TalkLayout):
    """Names in a gutter, as in a script; `names` are those that may come.

    Narration is at the left edge, or behind its sign in the gutter where it is only `heard`.
    """

    def __init__(
        self, names: Iterable[str] = (), airy_from: int = AIRY_HEIGHT, *, heard: bool = False
    ) -> None:
        super().__init__(airy_from)
        self._heard = heard
        self._room = min(MOST_NAME, max((LEAST_NAME, *map(cell_len, names))))

    def set(
        self, paragraphs: Sequence[Paragraph], number: int, width: int, air: int
    ) -> Iterable[Row]:
        """Yield a paragraph's rows: the name in the gutter where another speaks, else the gutter empty."""
        paragraph = paragraphs[number]
        margin, space = (4, 3) if air == ROOMY else (2, 2)
        gutter = " " * (margin + self._room + space)
        match paragraph.kind:
            case "narration":
                lead = self._label(HEARD, margin, space) if self._heard else " " * MARGIN
            case "action" | "why":
                lead = gutter + _sign(paragraph)
            case _ if not _is_spoken(paragraph):
                lead = " " * MARGIN + _sign(paragraph)
            case _:
                new = _is_new(paragraphs, number)
                lead = self._label(paragraph.name, margin, space) if new else gutter
        return _hung(paragraph, number, lead, width)

    def _label(self, name: str, margin: int, space: int) -> str:
        return " " * margin + _shorten(name, self._room).rjust(self._room) + " " * space


class ChatLayout(TalkLayout):
    """Their words at the left, your own at the right; a name where another speaks, in its own row where there is room."""

    dots = True
    OWN, NARROW_OWN = 19, 9

    def set(
        self, paragraphs: Sequence[Paragraph], number: int, width: int, air: int
    ) -> Iterator[Row]:
        """Yield a paragraph's rows."""
        paragraph = paragraphs[number]
        roomy = air == ROOMY
        theirs, own = (MARGIN, self.OWN) if roomy else (0, self.NARROW_OWN)
        blank = " " * (own if paragraph.aside else theirs)
        if not _is_spoken(paragraph):
            blank = blank if paragraph.kind in ATTACHED else ""
            yield from _hung(paragraph, number, blank + _sign(paragraph), width)
            return
        name = paragraph.name if _is_new(paragraphs, number) else ""
        if name and roomy:
            yield Row(blank + name, "", paragraph.kind, number)
        lead = f"{name}   " if name and not roomy else ""
        yield from _flush(paragraph, number, blank, lead, width)


class PageLayout(TalkLayout):
    """Their letters are on sheets, your lines have a dashed edge until they are sent, and remarks on them are beside them."""

    def start(self, paragraphs: Sequence[Paragraph], first: int) -> int:
        """Return where the sheet begins that what is new belongs on."""
        while 0 < first < len(paragraphs) and _continues(paragraphs, first):
            first -= 1
        return first

    def set(
        self, paragraphs: Sequence[Paragraph], number: int, width: int, air: int
    ) -> Iterator[Row]:
        """Yield a paragraph's rows."""
        paragraph = paragraphs[number]
        left = MARGIN if air == ROOMY else 0
        if _is_on_sheet(paragraphs, number):
            yield from self._on_sheet(paragraphs, number, left, width)
            return
        if _is_spoken(paragraph) and _is_new(paragraphs, number):
            yield Row(" " * left + paragraph.name, "", paragraph.kind, number)
        own = paragraph.kind in ("you", *ATTACHED) and _answers(paragraphs, number)
        sign = "" if _is_spoken(paragraph) else _sign(paragraph)
        lead = " " * left + (UNSENT if own else "") + sign
        rest = " " * left + (UNSENT if own else "") + " " * cell_len(sign)
        yield from _hung(paragraph, number, lead, width, rest)

    def gap(self, paragraphs: Sequence[Paragraph], number: int, width: int, air: int) -> Row:
        """Return the blank row above a paragraph, on the sheet where both are on one."""
        blank = super().gap(paragraphs, number, width, air)
        if not (_is_on_sheet(paragraphs, number) and _continues(paragraphs, number)):
            return blank
        left = MARGIN if air == ROOMY else 0
        close = " " * _inner(width, left) + " │"
        return replace(blank, lead=" " * left + "│ ", close=close, framed=True)

    def _on_sheet(
        self, paragraphs: Sequence[Paragraph], number: int, left: int, width: int
    ) -> Iterator[Row]:
        """Yield a paragraph on a sheet, with the upper edge where a sheet begins and the lower where it ends."""
        paragraph = paragraphs[number]
        inner = _inner(width, left)
        blank = " " * left
        if not _continues(paragraphs, number):
            name = Content(f" {paragraph.name} ").truncate(inner - 2, ellipsis=True).plain
            edge = "─" * (inner - cell_len(name))
            yield Row(f"{blank}┌──{name}{edge}┐", "", paragraph.kind, number, framed=True)
        words = 0
        for line in Content(paragraph.text).wrap(inner):
            pad = " " * (inner - line.cell_length)
            text, close = line.plain, f"{pad} │"
            yield Row(f"{blank}│ ", text, paragraph.kind, number, words, close, framed=True)
            words += len(text.split())
        last = number + 1 == len(paragraphs) or not _continues(paragraphs, number + 1)
        if last:
            edge = "─" * (inner + 2)
            yield Row(f"{blank}└{edge}┘", "", paragraph.kind, number, framed=True)


def _is_spoken(paragraph: Paragraph) -> bool:
    """Whether it is speech, and not a note on a silence."""
    return paragraph.kind in SPOKEN and bool(paragraph.name)


def _sign(paragraph: Paragraph) -> str:
    """Return the sign before what isn't said, with a blank behind it."""
    return f"{paragraph.lead.strip()} ".lstrip()


def _is_new(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Whether another speaks than the one who spoke last."""
    said = (at for at in range(number - 1, -1, -1) if _is_spoken(paragraphs[at]))
    last = next(said, None)
    return last is None or _speaker(paragraphs[last]) != _speaker(paragraphs[number])


def _speaker(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph.kind, paragraph.name


def _has_gap(before: Paragraph, paragraph: Paragraph, air: int) -> bool:
    """Whether there is a blank row between two paragraphs."""
    if paragraph.kind in ATTACHED or air == TIGHT:
        return False
    return air == ROOMY or _speaker(before) != _speaker(paragraph)


def _answers(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Whether a paragraph is your words, or comes right after them."""
    while number > 0 and paragraphs[number].kind in ATTACHED:
        number -= 1
    return paragraphs[number].kind == "you"


def _is_on_sheet(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Whether they wrote it on a sheet, rather than beside your own lines."""
    if paragraphs[number].kind != "customer":
        return False
    while number and paragraphs[number].kind == "customer":
        number -= 1
    return not _answers(paragraphs, number)


def _continues(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Whether a paragraph is on the same sheet as the one before it."""
    return number > 0 and _speaker(paragraphs[number - 1]) == _speaker(paragraphs[number])


def _inner(width: int, left: int) -> int:
    """Return the columns of a line on a sheet."""
    return max(1, min(MEASURE, width - left - 4))


def _shorten(name: str, room: int) -> str:
    """Return a name that fits."""
    return name if cell_len(name) <= room else f"{set_cell_size(name, room - 1)}…"


def _hung(
    paragraph: Paragraph, number: int, lead: str, width: int, rest: str | None = None
) -> Iterator[Row]:
    """Yield a paragraph behind its lead, the lines after the first behind the rest or set in; one with a tail has one row."""
    if paragraph.tail:
        room = max(1, width - cell_len(lead + paragraph.tail))
        text = Content(paragraph.text).truncate(room, ellipsis=True).plain
        yield Row(lead, text + paragraph.tail, paragraph.kind, number)
        return
    words = 0
    rest = " " * cell_len(lead) if rest is None else rest
    for index, line in enumerate(Content(paragraph.text).wrap(_room(width, lead))):
        yield Row(rest if index else lead, line.plain, paragraph.kind, number, words)
        words += len(line.plain.split())


def _flush(paragraph: Paragraph, number: int, blank: str, lead: str, width: int) -> Iterator[Row]:
    """Yield a paragraph with a lead in its first line only, below which the others begin."""
    words = 0
    for index, line in enumerate(Content(lead + paragraph.text).wrap(_room(width, blank))):
        before = lead if index == 0 else ""
        text = line.plain.removeprefix(before)
        yield Row(blank + before, text, paragraph.kind, number, words)
        words += len(text.split())


def _room(width: int, lead: str) -> int:
    return max(1, min(MEASURE, width - cell_len(lead)))
