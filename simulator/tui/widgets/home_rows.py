"""The rows of the first page, laid out by the room there is: what to play next, the course, and the table of the library.

Pure: from words and figures to lines. Each row knows three layouts: for a rail's list, for 80 columns and for 60.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content

from simulator.text import number
from simulator.tui.widgets.gauges import DRAWN, bar
from simulator.tui.widgets.rows import Lines, column_of

ROOMY, USUAL = 88, 72
"""Columns of a list from which rows are laid out for a wide screen, and for one of 80 columns."""
NOT_YET = "not yet"
BEST_OF, BEST, ENDINGS, PASSED = "best (of maximum)", "best", "endings", "passed"
MODES = 3


class Columns(NamedTuple):
    """The widths of the library's columns in cells; what has none isn't shown."""

    title: int
    level: int
    channel: int
    bar: int
    score: int
    endings: int


def columns(width: int) -> Columns:
    """Return the columns for a list of that many cells."""
    if width >= ROOMY:
        return Columns(28, 3, 9, 14, 11, 8)
    if width >= USUAL:
        return Columns(25, 2, 8, 10, 12, 10)
    return Columns(max(12, width - 29), 2, 0, 0, 11, 8)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a row of the library says of one scenario.

    `best` is the best satisfaction, None before the first play has ended; `least` and `most` are those that any play can reach,
    where they are known. `passed` are the modes passed, from the one that shows most.
    """

    endings: int
    best: int | None = None
    least: int | None = None
    most: int | None = None
    found: int = 0
    passed: tuple[str, ...] = ()

    def score(self) -> str:
        """Return the best in words: `36 of 75`, the number alone where the possible isn't known."""
        if self.best is None:
            return NOT_YET
        return number(self.best) if self.most is None else f"{number(self.best)} of {self.most}"

    def share(self) -> int:
        """Return how far the best lies above the worst possible, in percent of what is possible."""
        if self.best is None or self.least is None or self.most is None:
            return 0
        return max(0, min(100, 100 * (self.best - self.least) // max(1, self.most - self.least)))

    def modes(self, *, roomy: bool) -> str:
        """Return the modes passed, where there is less room only the one that shows least."""
        if not roomy:
            return self.passed[-1] if self.passed else ""
        return "all three modes" if len(self.passed) == MODES else ", ".join(self.passed)


class LibraryRow(Lines):
    """A scenario in the library: title, level, channel; without figures, before they are known, no more."""

    def __init__(self, title: str, level: str, channel: str, figures: Figures | None) -> None:
        self._title, self._level, self._channel = title, level, channel
        self._figures = figures

    def lines(self, width: int) -> list[Content]:
        """Return the row."""
        at = columns(width)
        if not self._channel:
            return [Content(self._title).truncate(width, ellipsis=True)]
        line = column_of(Content(self._title), at.title)
        line += Content(self._level).truncate(at.level, pad=True)
        line += column_of(Content(self._channel), at.channel) if at.channel else Content("")
        if self._figures is not None:
            line += self._figures_line(self._figures, at, width)
        return [line.truncate(width, ellipsis=True)]

    def _figures_line(self, figures: Figures, at: Columns, width: int) -> Content:
        drawn = Content(" " * (at.bar + 1))
        if figures.best is None or figures.most is not None:
            full, rest = bar(figures.share(), at.bar, DRAWN)
            drawn = Content.assemble((full, ".rows--bar"), (rest, ".rows--rest"), " ")
        score = Content(figures.score()).truncate(at.score, pad=True)
        endings = f"{figures.found} of {figures.endings}"
        return (
            (drawn if at.bar else Content(""))
            + score
            + Content(endings).truncate(at.endings, pad=True)
            + Content(figures.modes(roomy=width >= ROOMY))
        )


class LibraryHeading(Lines):
    """What the columns of the library are; `short` stands where there is less room."""

    def __init__(self, text: str, short: str, *, figures: bool) -> None:
        self._text, self._short, self._figures = text, short, figures

    def lines(self, width: int) -> list[Content]:
        """Return the row."""
        at = columns(width)
        name = self._text if width >= ROOMY else self._short
        if not self._figures:
            return [Content.styled(name, ".rows--heading")]
        row = f"{name:<{at.title + at.level + at.channel}}"
        if at.bar:
            row += f"{BEST_OF:<{at.bar + 1 + at.score}}"
        else:
            row += f"{BEST:<{at.score}}"
        row += f"{ENDINGS:<{at.endings}}{PASSED}"
        return [Content.styled(row, ".rows--heading").truncate(width, ellipsis=True)]


class NextRow(Lines):
    """Something to do next: its number, title and reason; where there is room, what it is and the whole reason below."""

    def __init__(self, at: int, title: str, kind: str, reason: str, short: str) -> None:
        self._at, self._title, self._kind = at, title, kind
        self._reason, self._short = reason, short

    def lines(self, width: int) -> list[Content]:
        """Return one line, or two where there is room."""
        if width >= ROOMY:
            lead = Content.styled(f"{self._at}  ", ".rows--number")
            first = lead + column_of(Content(self._title), 31) + Content(self._kind)
            fits = len(self._reason) + 3 <= width
            second = Content.styled(f"   {self._reason if fits else self._short}", ".rows--muted")
            return [line.truncate(width, ellipsis=True) for line in (first, second)]
        lead = Content.styled(f"{self._at} ", ".rows--number")
        column = 24 if width >= USUAL else 20
        line = lead + column_of(Content(self._title), column) + Content(self._short)
        return [line.truncate(width, ellipsis=True)]


class CourseRow(Lines):
    """A course as one row: a short line for each week with how much of it is passed.

    `weeks` are the steps passed and the steps there are; `now` is the current week, counted from 1, None once all is done. A
    course with more weeks than there is room for is shown from the one before the current.
    """

    def __init__(
        self, title: str, standing: str, weeks: tuple[tuple[int, int], ...], now: int | None
    ) -> None:
        self._title, self._standing, self._weeks, self._now = title, standing, weeks, now

    def lines(self, width: int) -> list[Content]:
        """Return one line, or two where there is room."""
        if width >= ROOMY:
            first = column_of(Content(self._title), 34) + Content(self._standing)
            return [first.truncate(width, ellipsis=True), self._drawn(width, 5, "   ")]
        # What it is called comes first; the weeks are drawn as wide as what is left allows.
        title = Content(self._title).truncate(width // 2, ellipsis=True)
        room = width - 2 - title.cell_length
        drawn = [self._drawn(room, *spacing) for spacing in ((3, "  "), (2, " "), (1, " "))]
        whole = (each for each in drawn if each.plain[:2] == "1 " and each.plain[-1] != "…")
        weeks = next(whole, drawn[-1])
        return [(title + Content("  ") + weeks).truncate(width, ellipsis=True)]

    def _drawn(self, width: int, cells: int, between: str) -> Content:
        """Return the weeks that there is room for."""
        parts = [
            self._week(at, *week, cells=cells, words=cells > 1)
            for at, week in enumerate(self._weeks, 1)
        ]
        first = max(0, (self._now or 1) - 2)
        while first > 0 and _joined(parts[first - 1 :], between).cell_length <= width:
            first -= 1
        shown = parts[first:]
        cut = False
        while len(shown) > 1 and _joined(shown, between).cell_length + 2 * cut > width:
            shown, cut = shown[:-1], True
        return _joined(shown, between) + Content(" …" if cut else "")

    def _week(self, at: int, done: int, steps: int, *, cells: int, words: bool) -> Content:
        full, rest = bar(100 * done // max(1, steps), cells, DRAWN)
        state = "done" if 0 < steps <= done else "now" if at == self._now else ""
        told = f" {state}" if state and words else ""
        return Content.assemble(
            f"{at} ", (full, ".rows--bar"), (rest, ".rows--rest"), (told, ".rows--muted")
        )


def _joined(parts: list[Content], between: str) -> Content:
    return Content(between).join(parts)


class StartRow(Lines):
    """A way to begin: its number and title, what kind of thing it is, and a line about it."""

    def __init__(self, at: int, title: str, kind: str, about: str) -> None:
        self._at, self._title, self._kind, self._about = at, title, kind, about

    def lines(self, width: int) -> list[Content]:
        """Return one line, and the line about it where there is one."""
        lead = Content.styled(f"{self._at}  ", ".rows--number")
        title = column_of(Content(self._title), 26) if self._kind else Content(self._title)
        lines = [lead + title + Content(self._kind)]
        if self._about:
            lines.append(Content.styled(f"   {self._about}", ".rows--muted"))
        return [line.truncate(width, ellipsis=True) for line in lines]
