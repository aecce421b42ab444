"""What covers a screen while the terminal is too small for it.

A cover and not its own screen, so that nothing has to be taken down or put back: styles show it by the terminal's size,
and what is beneath stays as it was.
"""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

MIN_WIDTH, MIN_HEIGHT = 80, 24


class SizeGuard(Widget):
    """Says how large the terminal is and must be."""

    ALLOW_SELECT = False

    def render(self) -> Content:
        """Return the two sizes and what to do."""
        width, height = self.app.size
        return Content(
            f"This window is {width} by {height}; the simulator needs {MIN_WIDTH} by {MIN_HEIGHT}.\n"
            "Enlarge the window or use a smaller font to continue. Ctrl-C quits."
        )
