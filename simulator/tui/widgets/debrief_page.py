"""The first page of a debrief: how it ended, the mood on a row, the moments that mattered, and one thing to take along.

One widget draws it, because the chosen moment is open and the others aren't, and nothing may jump when more is found out: the
rows above the chosen moment keep their number. It shows texts that it is given and knows no play.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events

    from simulator.report.moment_words import MomentText

MARK, MARGIN = "▌", 2
LABEL_AT, LABEL_WIDTH, NARROW_LABEL = 5, 14, 12
BOTH_FROM = 76
"""Columns from which what a moment cost is said in full."""
Span = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The texts of the page; `mood` are rows drawn as they are, `note` says what the order of the moments goes by."""

    parting: str
    ended: str
    result: str
    mood: tuple[str, ...]
    title: str
    note: str
    moments: tuple[MomentText, ...]
    closing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row: spans of text with the names of their styles, and the moment that it belongs to, if to one."""

    spans: tuple[Span, ...] = ()
    moment: int | None = None


def page_rows(texts: PageTexts, chosen: int, width: int, height: int) -> list[PageRow]:
    """Return the rows of the page; where they don't fit in that height, only the chosen moment is open, and cut short."""
    for most, all_open in ((0, True), (0, False), (2, False)):
        rows = list(_rows(texts, chosen, width, most, all_open=all_open))
        if len(rows) <= height:
            break
    return rows


def _rows(
    texts: PageTexts, chosen: int, width: int, most: int, *, all_open: bool
) -> Iterator[PageRow]:
    room = width - MARGIN
    for text, style in ((texts.parting, "strong"), (texts.ended, "text"), (texts.result, "text")):
        if text:
            yield from (PageRow(((line, style),)) for line in _wrapped(text, room, 0))
        if all_open and text and style == "strong":
            yield PageRow()
    if texts.mood:
        yield PageRow()
        yield from (PageRow(((row, "text"),)) for row in texts.mood)
    if all_open:
        yield PageRow()
        yield PageRow(((texts.title, "strong"),))
    yield PageRow((((_cut(texts.note, room)), "quiet"),) if texts.note else ())
    for at, moment in enumerate(texts.moments):
        if all_open and at:
            yield PageRow()
        opened = all_open or at == chosen
        yield from _moment_rows(moment, at, room, most, opened=opened)
    above = ""
    for title, text in texts.closing:
        if title != above:  # what is under one heading stands together
            yield PageRow()
            yield PageRow(((title, "strong"),))
        above = title
        yield from (PageRow(((f"   {line}", "text"),)) for line in _wrapped(text, room - 3, 0))


def _moment_rows(
    text: MomentText, at: int, room: int, most: int, *, opened: bool
) -> Iterator[PageRow]:
    number = f"{at + 1}  "
    full = Content(f"{number}{text.title}  {text.weight}").cell_length
    weight = text.weight if full <= room else text.short_weight
    title = _cut(text.title, room - len(number) - Content(weight).cell_length - 2)
    blank = " " * (room - len(number) - Content(title + weight).cell_length)
    yield PageRow(((number, "number"), (title, "strong"), (f"{blank}{weight}", "text")), at)
    label_width = LABEL_WIDTH if room >= BOTH_FROM else NARROW_LABEL
    labelled = text.labelled if opened else text.labelled[:1]
    for place, (label, words) in enumerate(labelled):
        limit = 1 if not opened or (most and not place) else most
        lines = _wrapped(words, room - 3 - label_width, limit)
        for index, line in enumerate(lines):
            lead = f"   {label:<{label_width}}" if index == 0 else " " * (3 + label_width)
            yield PageRow(((lead, "quiet"), (line, "text")), at)


def _wrapped(text: str, width: int, most: int) -> list[str]:
    """Return a text in lines; with a limit, the last of them ends in dots where there is more."""
    lines = [line.plain for line in Content(text).wrap(max(8, width))]
    if most and len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], _cut(rest, width)]
    return lines


def _cut(text: str, width: int) -> str:
    return Content(text).truncate(max(1, width), ellipsis=True).plain


class DebriefPage(ScrollView, can_focus=True):
    """The page; a moment of it is chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--text",
        "page--strong",
        "page--quiet",
        "page--number",
        "page--mark",
        "page--chosen",
    }

    class MomentClicked(Message):
        """A moment was clicked, by its place from 0."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None, mark: str = MARK) -> None:
        super().__init__(id=id)
        self._texts: PageTexts | None = None
        self._chosen = 0
        self._mark = mark
        self._rows: list[PageRow] = []

    @property
    def rows(self) -> Sequence[PageRow]:
        """What is shown, in sight or not."""
        return self._rows

    def show(self, texts: PageTexts, chosen: int) -> None:
        """Show these texts with a moment chosen; it stays or comes into sight."""
        moved = chosen != self._chosen
        self._texts, self._chosen = texts, chosen
        self._lay_out()
        if moved:
            self._bring_into_sight()

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the page out for the room that there is."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Choose the moment that was clicked."""
        at = int(self.scroll_y) + event.y
        if 0 <= at < len(self._rows) and (place := self._rows[at].moment) is not None:
            self.post_message(self.MomentClicked(place))

    def _lay_out(self) -> None:
        region = self.scrollable_content_region
        if self._texts is not None and region.width:
            before = self._first_of_chosen()
            self._rows = page_rows(self._texts, self._chosen, region.width, region.height)
            self.virtual_size = Size(region.width, len(self._rows))
            after = self._first_of_chosen()
            if before is not None and after is not None and self.scroll_y > 0:
                self.scroll_to(y=self.scroll_y + after - before, animate=False, force=True)
            self.refresh()

    def _first_of_chosen(self) -> int | None:
        rows = enumerate(self._rows)
        return next((at for at, row in rows if row.moment == self._chosen), None)

    def _bring_into_sight(self) -> None:
        places = [at for at, row in enumerate(self._rows) if row.moment == self._chosen]
        if not places:
            return
        top, height = int(self.scroll_y), self.scrollable_content_region.height
        if places[-1] >= top + height:
            top = places[-1] - height + 1
        self.scroll_to(y=max(0, min(top, places[0])), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.scrollable_content_region.width
        base = self.get_visual_style("page--text").rich_style
        index = int(self.scroll_y) + y
        if not 0 <= index < len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[index]
        chosen = ["page--chosen"] if row.moment == self._chosen else []
        if chosen:
            base = self.get_visual_style("page--text", *chosen).rich_style
        mark = self.get_visual_style("page--text", *chosen, "page--mark").rich_style
        segments = [Segment(self._mark if chosen else " ", mark), Segment(" ", base)]
        for text, name in row.spans:
            style = self.get_visual_style("page--text", *chosen, f"page--{name}").rich_style
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(width, base)
