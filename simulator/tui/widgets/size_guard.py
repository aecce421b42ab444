"""What covers a screen while the terminal is too small for it.

A cover and not its own screen, so that nothing has to be taken down or put back: styles show it by the terminal's size,
and what is beneath stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.screen import Screen

LEAST = (60, 20)
"""Columns and rows that every screen gets by with that doesn't say otherwise."""


class SizeGuard(Widget):
    """Says how large the terminal is and must be."""

    ALLOW_SELECT = False

    def render(self) -> Content:
        """Return the two sizes and what to do."""
        width, height = self.app.size
        least_width, least_height = least_size(self.screen)
        what = "the simulator" if (least_width, least_height) == LEAST else "this screen"
        return Content(
            f"This window is {width} by {height}; {what} needs {least_width} by {least_height}.\n"
            "Enlarge the window or use a smaller font to continue. Ctrl-C quits."
        )


def least_size(screen: Screen[Any]) -> tuple[int, int]:
    """Return the columns and rows that a screen needs."""
    size: tuple[int, int] = getattr(screen, "LEAST_SIZE", LEAST)
    return size
