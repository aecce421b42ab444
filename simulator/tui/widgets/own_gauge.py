"""The player's own composure: a calm line at the edge, in a colour that nothing else has, with the word for it below.

Of fixed size, and it changes only when composure does. It shows what it is given.
"""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from simulator.shift.words import composure_word
from simulator.text import signed
from simulator.tui.widgets.gauges import ASCII, DRAWN, bar

CELLS = 14


class OwnGauge(Widget):
    """Composure as a line, a number, how it changed, and a word; below that what can be done about it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"own--bar", "own--rest", "own--quiet"}

    def __init__(self, composure: int, *, ascii_only: bool = False, hint: str = "") -> None:
        super().__init__()
        self.composure, self.before, self.hint = composure, composure, hint
        self._signs = ASCII if ascii_only else DRAWN

    def show(self, composure: int, hint: str = "") -> None:
        """Show this composure, and how it differs from the one shown before."""
        if (composure, hint) != (self.composure, self.hint):
            self.before, self.composure, self.hint = self.composure, composure, hint
            self.refresh()

    def render(self) -> Content:
        """Return the rows that there is room for."""
        full, rest = bar(self.composure, CELLS, self._signs)
        change = self.composure - self.before
        rows = [
            Content.assemble(
                f"{'you':>8} ",
                (full, ".own--bar"),
                (rest, ".own--rest"),
                f" {self.composure}",
                (f" {signed(change)}" if change else "", ".own--quiet"),
            ),
            Content(f"{'':9}{composure_word(self.composure)}"),
            *(
                line.stylize(".own--quiet")
                for line in Content(self.hint).wrap(max(20, self.size.width))
            ),
        ]
        return Content("\n").join(rows[: max(1, self.size.height)])
