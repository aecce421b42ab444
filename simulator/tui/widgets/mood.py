"""How the customer feels: a face, a word, and the gauges where the mode shows them.

Three widgets of fixed size, so that a move repaints them without a new layout: the strip below what was said, where the screen
is narrow; and for the rail, who the customer is and how they feel, and the gauges. They show numbers that they are given and
work none out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from zlib import crc32

from textual.content import Content
from textual.widget import Widget

from simulator.text import count
from simulator.tui.widgets.faces import face
from simulator.tui.widgets.gauges import (
    ASCII,
    DRAWN,
    all_gauges,
    blocks,
    gauge,
    mood_words,
    number_row,
)

if TYPE_CHECKING:
    from textual.timer import Timer

    from simulator.tui.widgets.reading import Reading

FRESH = 3.0
"""Seconds that a change stands out before it fades."""
LEFT, CELLS, BETWEEN = 17, 10, "  "
"""Columns of face and word in the strip, cells of each line of a gauge in it, and what is between two gauges."""
VOICE = 14
"""Blocks that a voice is drawn with."""
ABOUT_LINES = 3
"""Lines beside the portrait for what is known about them."""
RAIL_CELLS = 14
LEAST_MOOD = -100


class MoodWidget(Widget):
    """Shows a reading; what a new one changes stands out for a while."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "mood--face",
        "mood--number",
        "mood--muted",
        "mood--fresh",
        "mood--bar",
        "mood--anger",
        "mood--rest",
    }

    def __init__(self, shown: Reading, *, ascii_only: bool = False, fades: bool = False) -> None:
        super().__init__()
        self.reading = shown
        self.ascii_only = ascii_only
        self.signs = ASCII if ascii_only else DRAWN
        self._fades = fades
        self._fresh = False
        self._timer: Timer | None = None

    def show(self, shown: Reading) -> None:
        """Show this instead."""
        if shown == self.reading:
            return
        self.reading = shown
        self._fresh = self._fades
        if self._timer:
            self._timer.stop()
        if self._fades:
            self._timer = self.set_timer(FRESH, self._fade)
        self.refresh()

    def dress(self, *, ascii_only: bool) -> None:
        """Draw it with ASCII signs from now on, or without."""
        if ascii_only != self.ascii_only:
            self.ascii_only = ascii_only
            self.signs = ASCII if ascii_only else DRAWN
            self.refresh()

    def _fade(self) -> None:
        self._fresh = False
        self.refresh()

    @property
    def change_style(self) -> str:
        """The style of what the last turn changed."""
        return ".mood--fresh" if self._fresh else ".mood--muted"


class Mood(MoodWidget):
    """The strip: face, word and mood at the left, then the gauges, in two rows, or in one with numbers only."""

    def render(self) -> Content:
        """Return the two rows or the one; without gauges there is the first half of the first."""
        shown, style = self.reading, self.change_style
        if self.size.height == 1:
            return self._numbers()
        looks = f"{face(shown.band, ascii_only=self.ascii_only):<6} {shown.band}"
        left = Content.styled(looks, ".mood--face")
        if shown.gauges is None:
            return left
        anger, heard, trust, patience = (
            gauge(name, shown, CELLS, self.signs, style) for name in shown.gauges._fields
        )
        rows = (
            (left, anger + BETWEEN + trust),
            (mood_words(shown, style), heard + BETWEEN + patience),
        )
        return Content("\n").join(_beside(words, gauges) for words, gauges in rows)

    def _numbers(self) -> Content:
        """Return face, word and numbers on one row; where there is no room for all of it, no mood or else no change."""
        for changes, mood in ((True, True), (True, False), (False, True), (False, False)):
            line = number_row(
                self.reading,
                self.change_style,
                ascii_only=self.ascii_only,
                changes=changes,
                mood=mood,
            )
            if line.cell_length <= self.size.width:
                break
        return line


def _beside(words: Content, gauges: Content) -> Content:
    """Return words with gauges behind them; what is longer takes from the blanks before the first name."""
    over = max(0, words.cell_length - LEFT)
    return words.truncate(LEFT + over, pad=True) + gauges[over:]


class Person(MoodWidget):
    """Beside the portrait: the name, the word for the mood, and where numbers are shown the mood and its last turns.

    Of one who `speaks` over a line, the voice too; of one who isn't met yet, what is known `about` them where it fits.
    """

    def __init__(
        self,
        name: str,
        shown: Reading,
        *,
        ascii_only: bool = False,
        fades: bool = False,
        since: str = "",
        speaks: bool = False,
        about: str = "",
    ) -> None:
        super().__init__(shown, ascii_only=ascii_only, fades=fades)
        self._customer, self._since, self._speaks, self._about = name, since, speaks, about

    def show(self, shown: Reading, name: str | None = None, about: str = "") -> None:
        """Show this instead, of another customer where one is named."""
        if name and (name, about) != (self._customer, self._about):
            self._customer, self._about = name, about
            self.refresh()
        super().show(shown)

    def render(self) -> Content:
        """Return a row for each."""
        shown = self.reading
        name = Content.styled(self._customer, ".mood--face").truncate(
            max(1, self.size.width), ellipsis=True
        )
        rows = [name, Content(f"{shown.band} {self._since}".rstrip())]
        if shown.gauges is not None:
            rows += [
                mood_words(shown, self.change_style),
                self._trend(),
                Content(""),
                self._voice(),
            ]
        elif self._about:
            lines = Content(self._about).wrap(max(1, self.size.width))
            rows += [Content(""), *lines[: ABOUT_LINES - 1]]
            rows += (
                [Content(" ").join(lines[ABOUT_LINES - 1 :])] if lines[ABOUT_LINES - 1 :] else []
            )
            rows[-1] = rows[-1].truncate(max(1, self.size.width), ellipsis=True)
        return Content("\n").join(rows)

    def _trend(self) -> Content:
        """Return the mood after each of the last turns, and how many turns there have been."""
        shown = self.reading
        if not shown.moves:
            return Content("")
        moods = (gauges.mood for gauges in shown.trend)
        drawn = f"{blocks(moods, LEAST_MOOD)}  " if self.signs.blocks else ""
        return Content.styled(f"{drawn}{count(shown.moves, 'move')}", ".mood--muted")

    def _voice(self) -> Content:
        """Return how they sound over the line, drawn once a turn: tall and uneven when angry, low and even when calm."""
        shown = self.reading
        if not (self._speaks and shown.gauges and self.signs.blocks):
            return Content("")
        heights = (crc32(f"{shown.moves} {at}".encode()) % 100 for at in range(VOICE))
        drawn = blocks(height * shown.gauges.anger // 100 for height in heights)
        return Content.assemble(("voice ", ".mood--muted"), (drawn, ".mood--rest"))


class GaugeColumn(MoodWidget):
    """The four gauges, one below the other, each with its last turns; nothing where the mode shows none."""

    def render(self) -> Content:
        """Return a row for each gauge."""
        if self.reading.gauges is None:
            return Content("")
        return Content("\n").join(
            all_gauges(self.reading, RAIL_CELLS, self.signs, self.change_style)
        )
