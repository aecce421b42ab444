"""A scrollbar that can be seen without colour: a full block on a thin line, and nothing where all of the text is in sight.

Textual's own is spaces on coloured ground, which is nothing at all where colour is off. It draws only; what a mouse does on it
stays Textual's.
"""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from simulator.tui.textual_internals import SteadyScrollBar

TRACK, THUMB = "│", "█"
KEPT = 256
"""Cells that are kept ready: a few for each theme and ground."""


class DrawnScrollBar(SteadyScrollBar):
    """Textual's scrollbar with visible signs; horizontal ones stay as they are."""

    def render_line(self, y: int) -> Strip:
        """Return one cell of the bar, with what a press on it does."""
        parent = self.parent
        if not self.vertical or parent is None:
            return super().render_line(y)
        styles = parent.styles
        colour, ground = styles.scrollbar_color.rich_color, styles.scrollbar_background.rich_color
        return _cell(*self._sign(y), self.size.width, Style(color=colour, bgcolor=ground))

    def _sign(self, y: int) -> tuple[str, str]:
        """Return the sign of a row and the action of a press on it; both are empty where there is nowhere to scroll."""
        rows, seen, all_rows = self.size.height, self.window_size, self.window_virtual_size
        if not 0 < seen < all_rows:
            return " ", ""
        thumb = max(1, round(rows * seen / all_rows))
        top = round((rows - thumb) * self.position / (all_rows - seen))
        if y < top:
            return TRACK, "scroll_up"
        return (THUMB, "grab") if y < top + thumb else (TRACK, "scroll_down")


@lru_cache(KEPT)
def _cell(sign: str, press: str, width: int, style: Style) -> Strip:
    """Return a row of the bar."""
    pressed = Style(meta={"@mouse.down": press}) if press else Style.null()
    return Strip([Segment(sign * width, style + pressed)], width)
