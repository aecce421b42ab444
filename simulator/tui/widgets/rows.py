"""A list to choose from by arrows, Enter or a click.

Textual's list with three changes: whatever it is given is plain text, a text longer than a line is set in behind its number,
and a mark stands before what is highlighted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets.option_list import Option

from simulator.tui.textual_internals import GutterList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.css.styles import RulesMap
    from textual.geometry import Size
    from textual.style import Style
    from textual.visual import RenderOptions


LEAST_COLUMN = 24
"""Cells that a column of names keeps."""


class Lines(Visual):
    """A row of one or more lines, which are laid out by the width there is; subclasses say how."""

    def lines(self, width: int) -> list[Content]:
        """Return the lines in that many columns."""
        raise NotImplementedError

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the lines, drawn."""
        return [
            strip
            for line in self.lines(width)[:height]
            for strip in line.render_strips(width, 1, style, options)
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All of the room that there is."""
        del rules
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines at this width."""
        del rules
        return len(self.lines(width))


class Numbered(Lines):
    """A number and a text, the lines of the text one below the other."""

    def __init__(self, number: str, text: str) -> None:
        self._lead = Content.styled(f"{number} ", ".rows--number")
        self._text = Content(text)

    def lines(self, width: int) -> list[Content]:
        """Return the number before the first line, and the others set in behind it."""
        first, *rest = self._text.wrap(max(1, width - self._lead.cell_length))
        blank = Content(" " * self._lead.cell_length)
        return [self._lead + first, *(blank + line for line in rest)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Everything on one line."""
        return self._lead.cell_length + self._text.get_optimal_width(rules, container_width)


class Named(Lines):
    """A name in a column of that many cells, which gives way where there is less room, and what is said of it."""

    def __init__(self, name: str, rest: Content, column: int) -> None:
        self._name, self._rest, self._column = Content(name), rest, column

    def lines(self, width: int) -> list[Content]:
        """Return the one row."""
        column = max(LEAST_COLUMN, min(self._column, width - self._rest.cell_length))
        name = column_of(self._name, column)
        return [(name + self._rest).truncate(width, ellipsis=True)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the column and what is behind it."""
        del rules, container_width
        return self._column + self._rest.cell_length


def column_of(text: Content, width: int) -> Content:
    """Return a text as a column of that many cells, the last of them free."""
    return text.truncate(width - 1, ellipsis=True).truncate(width, pad=True)


class Rows(GutterList, inherit_bindings=False):
    """A list of plain rows; a heading among them cannot be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False, id="rows.up"),
        Binding("down", "cursor_down", show=False, id="rows.down"),
        Binding("home", "first", show=False, id="rows.first"),
        Binding("end", "last", show=False, id="rows.last"),
        Binding("pageup", "page_up", show=False, id="rows.page-up"),
        Binding("pagedown", "page_down", show=False, id="rows.page-down"),
        Binding(
            "enter",
            "select",
            "choose",
            key_display="Enter",
            tooltip="opens or chooses what's highlighted; arrows and mouse work too",
            id="rows.choose",
        ),
    ]
    MARK: ClassVar[str] = "▌ "
    """Stands before what is highlighted, so that it is not told by colour alone."""
    GUTTER = len(MARK)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--number",
        "rows--muted",
        "rows--heading",
        "rows--bar",
        "rows--rest",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)

    def fill(self, rows: Iterable[Option], highlighted: int | None = None) -> None:
        """Show these rows instead, with that one highlighted."""
        self.set_options(list(rows))
        self.highlighted = highlighted

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines of all rows at the width they are drawn at: less the mark, and the scrollbar's column, which stays free."""
        drawn = width - self.GUTTER - self.styles.scrollbar_size_vertical
        return super().get_content_height(container, viewport, max(1, drawn))

    def render_line(self, y: int) -> Strip:
        """Return a line with the mark before it if it belongs to what is highlighted."""
        strip = super().render_line(y)
        styles = [segment.style for segment in strip if segment.style]
        style = styles[0] if styles else None
        chosen = style is not None and style.meta.get("option", -1) == self.highlighted
        return Strip([Segment(self.MARK if chosen else " " * self.GUTTER, style), *strip])


def heading(text: str) -> Option:
    """Return a row that only says what those below it are."""
    return Option(Content.styled(text, ".rows--heading"), disabled=True)
