"""One line that names panes of which one is shown, each with a few words of what is in it.

It shows what it is told and switches nothing; a click asks for the pane that was clicked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class PaneWanted(Message):
    """The user clicked the name of a pane."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class Tabs(Widget):
    """Names and words, with a mark before the one that is shown."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tabs--name", "tabs--muted"}

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[tuple[str, str], ...] = ()
        self._shown = 0

    def show(self, entries: Sequence[tuple[str, str]], shown: int) -> None:
        """Show these names with their words, that one marked."""
        if (tuple(entries), shown) != (self._entries, self._shown):
            self._entries, self._shown = tuple(entries), shown
            self.refresh()

    def render(self) -> Content:
        """All on one line, closer where there is less room, and then from such a one on that the shown one can be seen."""
        parts = []
        for index, (name, words) in enumerate(self._entries):
            mark = "▶ " if index == self._shown else "  "
            style = ".tabs--name" if index == self._shown else ""
            told = f" {words}" if words else ""
            part = Content.assemble((mark + name, style), (told, ".tabs--muted"))
            parts.append(part.stylize(Style.from_meta({"pane": index})))
        width = self.size.width
        for gap in ("  ", " ", ""):
            line = Content(gap).join(parts)
            if line.cell_length <= width:
                return line
        after = len(parts) - self._shown - 1
        while len(parts) > after + 1 and _width(parts[: len(parts) - after]) > width:
            del parts[0]
            line = Content("").join(parts)
        return line

    def on_click(self, event: events.Click) -> None:
        """Ask for the pane that was clicked."""
        pane = event.style.meta.get("pane")
        if pane is not None:
            self.post_message(PaneWanted(pane))


def _width(parts: Sequence[Content]) -> int:
    return sum(part.cell_length for part in parts)
