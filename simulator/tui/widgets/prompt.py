"""The line between what was said and what can be replied: what there is to hear, and the time when it runs short.

Fixed in size, so that a second passing repaints one line and lays nothing out. It knows no clock and no rule: the screen tells
it a sentence and a number of seconds.
"""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

RULE = "─"


class Prompt(Widget):
    """A ruled line with a sentence on its left and the seconds left on its right."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"prompt--rule", "prompt--text", "prompt--time"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sentence = ""
        self.seconds: int | None = None
        self.more_below = self.more_replies = False

    def say(self, sentence: str) -> None:
        """Show this sentence."""
        if sentence != self.sentence:
            self.sentence = sentence
            self.refresh()

    def show_time(self, seconds: int | None) -> None:
        """Show the seconds left, or nothing; costs nothing while the number stays the same."""
        if seconds != self.seconds:
            self.seconds = seconds
            self.refresh()

    def show_more_below(self, more: bool) -> None:
        """Show that what was said goes on below what is in sight."""
        if more != self.more_below:
            self.more_below = more
            self.refresh()

    def show_more_replies(self, more: bool) -> None:
        """Show that there are more replies below those in sight."""
        if more != self.more_replies:
            self.more_replies = more
            self.refresh()

    def render(self) -> Content:
        """Return the line, as wide as there is room."""
        width = self.size.width
        more = " PgDn: more below " if self.more_below else ""
        more += " Down: more replies " if self.more_replies else ""
        time = "" if self.seconds is None else f" {self.seconds} s left "
        sentence = f" {self.sentence} " if self.sentence else ""
        text = Content(sentence).truncate(max(0, width - len(time) - len(more) - 4), ellipsis=True)
        rest = max(0, width - 4 - text.cell_length - len(time) - len(more))
        return Content.assemble(
            (RULE * 2, ".prompt--rule"),
            text.stylize(".prompt--text"),
            (RULE * rest, ".prompt--rule"),
            (more, ".prompt--time"),
            (time, ".prompt--time"),
            (RULE * 2, ".prompt--rule"),
        )
