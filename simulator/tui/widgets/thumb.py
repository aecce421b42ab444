"""A scrollbar that can be seen without colour: a full block on a thin line.

Textual's own is spaces on coloured ground, which is nothing at all where colour is off. It draws only; what a mouse does on it
stays Textual's.
"""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

TRACK, THUMB = "│", "█"


class DrawnScrollBar(ScrollBarRender):
    """Textual's scrollbar with visible signs; horizontal ones stay as they are."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = Color.parse("#555555"),  # noqa: B008 (the signature of the base class)
        bar_color: Color = Color.parse("bright_magenta"),  # noqa: B008
    ) -> Segments:
        """Return the bar as a column of signs, each with what a press on it does."""
        if not vertical or not (0 < window_size < virtual_size):
            return super().render_bar(
                size,
                virtual_size,
                window_size,
                position,
                thickness,
                vertical,
                back_color,
                bar_color,
            )
        thumb = max(1, round(size * window_size / virtual_size))
        top = round((size - thumb) * position / (virtual_size - window_size))

        def part(sign: str, press: str, rows: int) -> list[Segment]:
            style = Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": press})
            return [Segment(sign * thickness, style)] * rows

        rows = part(TRACK, "scroll_up", top) + part(THUMB, "grab", thumb)
        return Segments(rows + part(TRACK, "scroll_down", size - top - thumb), new_lines=True)
