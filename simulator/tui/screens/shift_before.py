"""Before a shift: how one is, what became of the last pledge, what to watch for. Each may be skipped.

It is dismissed with what was said, as the notes of a shift's journal, or None where one doesn't begin after all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.shift.composure import START
from simulator.shift.words import (
    ANSWERS,
    DID_YOU,
    HOW_ARE_YOU,
    WATCH_FOR,
    composure_sentence,
    intention_of,
    length_words,
)
from simulator.text import with_stop
from simulator.tui.screens.shift_pages import ShiftPage
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.title import Heading
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.play.shift_day import Before
    from simulator.play.shift_opening import OpenedShift

FEELINGS = ("low", "not great", "so-so", "all right", "great")
Said = tuple[tuple[str, str], ...]


class ShiftBeforeScreen(ShiftPage[Said]):
    """The questions before a shift, one after the other; what was answered stays above."""

    LEAVING = "not today"

    def __init__(self, opened: OpenedShift, before: Before, *, ascii_only: bool = False) -> None:
        title = one_line(opened.session.file.shift.title)
        super().__init__(Heading(title, ("before you begin",)))
        self._opened, self._before, self._ascii = opened, before, ascii_only
        self._said: list[tuple[str, str]] = []
        self._told: list[Paragraph] = []
        self._steps: list[Callable[[], None]] = [self._ask_feeling]
        if before.pledge:
            self._steps.append(self._ask_pledge)
        self._steps.append(self._ask_intention)
        self._take: Callable[[int], tuple[str, str, str]]

    def text(self) -> list[Paragraph]:
        """Return what kind of shift it is, and what was answered."""
        session = self._opened.session
        shift = session.file.shift
        told = [Paragraph(note, "notice", "-- ") for note in self._opened.notes]
        told.append(Paragraph(f"{with_stop(length_words(shift))} Every move is saved.", "muted"))
        if shift.brief:
            told.append(Paragraph(shift.brief, gap=True))
        # The first card, which may change it, is read on the next page.
        told.append(Paragraph(composure_sentence(START), gap=True))
        return [*told, *self._told]

    def on_mount(self) -> None:
        """Ask the first question."""
        self._steps.pop(0)()

    def taken(self, number: int) -> None:
        """Take an answer, and ask the next question."""
        kind, text, told = self._take(number)
        self._said.append((kind, text))
        self._told.append(Paragraph(told, "you", gap=not self._told))
        self.show_text()
        self._next()

    @property
    def skips(self) -> bool:
        """Every question can be skipped."""
        return True

    def action_skip(self) -> None:
        """Ask the next question."""
        self._next()

    def _next(self) -> None:
        if self._steps:
            self._steps.pop(0)()
        else:
            self.dismiss(tuple(self._said))

    def _ask_feeling(self) -> None:
        self._take = lambda number: ("day", str(number), f"Today: {FEELINGS[number - 1]}.")
        self.ask(HOW_ARE_YOU, FEELINGS)

    def _ask_pledge(self) -> None:
        self._take = lambda number: (
            "kept",
            ANSWERS[number - 1],
            f"“{self._before.pledge}” {ANSWERS[number - 1].capitalize()}.",
        )
        self.ask(
            f"At the end of the last shift you wrote: “{self._before.pledge}” {DID_YOU}", ANSWERS
        )

    def _ask_intention(self) -> None:
        names = self._before.dimensions
        self._take = lambda number: (
            "intention",
            names[number - 1],
            f"To watch for: {intention_of(names[number - 1])}.",
        )
        self.ask(WATCH_FOR, [f"{intention_of(name)}." for name in names])
