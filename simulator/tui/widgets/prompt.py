"""The line between what was said and what can be replied: what there is to hear, and the time when it runs short.

Fixed in size, so that a second passing repaints one line and lays nothing out. It knows no clock and no rule: the screen tells
it a sentence and a number of seconds.
"""

from __future__ import annotations

from math import ceil
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.widget import Widget

LAST = 10
"""Seconds from which on the number is bold, and is shown second by second in any case."""
CALM_STEP = 5


class Edge(NamedTuple):
    """What the line is drawn with: what is left of the time, and the rest."""

    clock: str
    rule: str


RULE, DESK, TEAR_OFF = Edge("━", "─"), Edge("▄", "▁"), Edge("━", "┄")
"""A plain rule; the edge of a desk; where a letter is torn off."""
RULE_ASCII, TEAR_OFF_ASCII = Edge("=", "-"), Edge("=", ".")
ASCII = {RULE: RULE_ASCII, DESK: RULE_ASCII, TEAR_OFF: TEAR_OFF_ASCII}


class Prompt(Widget):
    """A ruled line with a sentence on its left and the time left on its right; under a clock the rule itself runs back.

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

    def __init__(self, edge: Edge = RULE, *, ascii_only: bool = False, moves: bool = True) -> None:
        super().__init__()
        self.sentence = ""
        self.seconds: int | None = None
        self._allowed = 0.0
        self._moves = moves
        self._edge = ASCII[edge] if ascii_only else edge
        self.more_below = self.more_replies = False

    def say(self, sentence: str) -> None:
        """Show this sentence."""
        if sentence != self.sentence:
            self.sentence = sentence
            self.refresh()

    def show_time(self, left: float | None, allowed: float | None) -> None:
        """Show how much is left of the seconds allowed, or no clock; costs nothing until a second is due."""
        seconds = None if left is None or not allowed else self._seconds_left(left)
        now = seconds, (allowed or 0.0) if seconds is not None else 0.0
        if now != (self.seconds, self._allowed):
            self.seconds, self._allowed = now
            self.refresh()

    def _seconds_left(self, left: float) -> int:
        """Return the seconds as they are shown."""
        step = 1 if self._moves or left <= LAST else CALM_STEP
        return ceil(left / step) * step

    def _cells(self, room: int) -> int:
        """Return how many of the line's cells are left; the line goes with the seconds, so that both cost one repaint."""
        if self.seconds is None:
            return room if self._edge is DESK else 0
        return min(room, ceil(room * self.seconds / self._allowed)) if self._moves else 0

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
        time = "" if self.seconds is None else f" {self.seconds // 60}:{self.seconds % 60:02} "
        text = fitting(self.sentence, max(0, width - len(time) - len(more) - 4))
        rest = max(0, width - 4 - text.cell_length - len(time) - len(more))
        clock, rule = self._edge
        left = self._cells(rest)
        desk = self._edge is DESK
        begin = clock if desk else rule
        end = clock if desk and not time else rule
        short = self.seconds is not None and self.seconds <= LAST
        return Content.assemble(
            (begin * 2, ".prompt--rule"),
            text.stylize(".prompt--text"),
            (clock * left, ".prompt--clock" if time else ".prompt--rule"),
            (rule * (rest - left), ".prompt--rule"),
            (more, ".prompt--short"),
            (time, ".prompt--short" if short else ".prompt--time"),
            (end * 2, ".prompt--rule"),
        )


def fitting(sentences: str, room: int) -> Content:
    """Return sentences between blanks: without the last of them where they don't fit, and the first cut where it doesn't."""
    kept = sentences
    while len(kept) + 2 > room and ". " in kept:
        kept = f"{kept.rsplit('. ', 1)[0]}."
    return Content(f" {kept} " if kept else "").truncate(room, ellipsis=True)
