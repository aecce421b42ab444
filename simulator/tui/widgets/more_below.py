"""The rule below a list, which says how many more rows there are further down."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

LEAD = 2
"""Cells of the rule before the words."""


class MoreBelow(Widget):
    """A rule; a click on it shows what it tells of."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"more-below--rule"}

    def __init__(self) -> None:
        super().__init__()
        self._rows = 0

    def show(self, rows: int) -> None:
        """Say how many rows there are below."""
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def render(self) -> Content:
        """Return the rule with its words."""
        words = f" PgDn: {self._rows} more " if self._rows > 0 else ""
        rest = "─" * max(0, self.size.width - LEAD - len(words))
        return Content.assemble(
            ("─" * LEAD, ".more-below--rule"), words, (rest, ".more-below--rule")
        )
