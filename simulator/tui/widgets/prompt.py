"""The line between what was said and what can be replied: what there is to hear, and the time when it runs short.

Fixed in size, so that a second passing repaints one line and lays nothing out. It knows no clock and no rule: the screen tells
it a sentence and a number of seconds.
"""

from __future__ import annotations

from math import ceil
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

RULE, CLOCK = "─", "━"
RULE_ASCII, CLOCK_ASCII = "-", "="
LAST = 10
"""Seconds from which on the number is bold, and is shown second by second in any case."""
CALM_STEP = 5


class Prompt(Widget):
    """A ruled line with a sentence on its left and the seconds left on its right; under a clock the rule itself runs back.

    Where nothing `moves` the number stands alone, and changes every five seconds until the last ten.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "prompt--rule",
        "prompt--clock",
        "prompt--text",
        "prompt--time",
        "prompt--short",
    }

    def __init__(self, *, ascii_only: bool = False, moves: bool = True) -> None:
        super().__init__()
        self.sentence = ""
        self.seconds: int | None = None
        self._left = 0.0
        self._moves = moves
        self._signs = (CLOCK_ASCII, RULE_ASCII) if ascii_only else (CLOCK, RULE)
        self.more_below = self.more_replies = False

    def say(self, sentence: str) -> None:
        """Show this sentence."""
        if sentence != self.sentence:
            self.sentence = sentence
            self.refresh()

    def show_time(self, left: float | None, allowed: float | None) -> None:
        """Show how much is left of the seconds allowed, or no clock; costs nothing until a cell or a second is due."""
        before = self.seconds, self._cells(self.size.width)
        if left is None or not allowed:
            self.seconds, self._left = None, 0.0
        else:
            self.seconds, self._left = self._counted(left), min(1.0, left / allowed)
        if before != (self.seconds, self._cells(self.size.width)):
            self.refresh()

    def _counted(self, left: float) -> int:
        """Return the seconds as they are shown."""
        step = 1 if self._moves or left <= LAST else CALM_STEP
        return ceil(left / step) * step

    def _cells(self, room: int) -> int:
        """Return how many of the rule's cells are left."""
        return ceil(room * self._left) if self._moves else 0

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
        clock, rule = self._signs
        left = self._cells(rest)
        short = self.seconds is not None and self.seconds <= LAST
        return Content.assemble(
            (rule * 2, ".prompt--rule"),
            text.stylize(".prompt--text"),
            (clock * left, ".prompt--clock"),
            (rule * (rest - left), ".prompt--rule"),
            (more, ".prompt--short"),
            (time, ".prompt--short" if short else ".prompt--time"),
            (rule * 2, ".prompt--rule"),
        )
