"""The first row of a conversation: what is played at the left, how and how far at the right.

It shows words that it is given, as many as there is room for, and knows no play.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

BETWEEN = "   "
LEAST = 12
"""Columns that are worth showing of what is cut."""


class Heading(NamedTuple):
    """The title; what else is said of it, the last left out first; and the words at the right."""

    title: str
    details: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


def title_row(heading: Heading, width: int) -> str:
    """Return a heading on one row of that many columns: details are cut or left out before the title is."""
    right = Content(BETWEEN.join(heading.right)).truncate(max(0, width - LEAST), ellipsis=True)
    room = width - right.cell_length - (len(BETWEEN) if right else 0)
    left = Content(heading.title).truncate(max(0, room), ellipsis=True)
    for detail in heading.details:
        rest = room - left.cell_length - len(BETWEEN)
        part = Content(detail)
        if part.cell_length > rest and rest < LEAST:
            break
        left += BETWEEN + part.truncate(rest, ellipsis=True)
    blank = " " * (width - left.cell_length - right.cell_length)
    return f"{left.plain}{blank}{right.plain}"


class Title(Widget):
    """A heading as wide as there is room."""

    ALLOW_SELECT = False

    def __init__(self, heading: Heading, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.heading = heading

    def show(self, heading: Heading) -> None:
        """Show this instead."""
        if heading != self.heading:
            self.heading = heading
            self.refresh()

    def render(self) -> Content:
        """Return the row."""
        return Content(title_row(self.heading, self.size.width))
