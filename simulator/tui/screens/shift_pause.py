"""Between two customers: the wall, one's own composure, a card in full brightness, and what to do next.

It is dismissed with True for the next customer and None to stop; for an exercise it posts a message and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.message import Message

from simulator.play.shift_day import customers_of
from simulator.shift.words import (
    ABOUT_WALL,
    breath_offer,
    card_sentence,
    composure_sentence,
    customer_line,
    issue_sentences,
    promise_sentences,
    story_sentence,
)
from simulator.tui.screens.page import WIDE
from simulator.tui.screens.shift_pages import ShiftPage
from simulator.tui.transcript import place_of
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.title import Heading
from simulator.tui.widgets.wall import WallPicture
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from simulator.play.shift_session import ShiftSession

EXERCISE = "Do an exercise first: a minute or two, from a conversation you know"
STOP = "Stop here; the shift is saved"


class ExerciseWanted(Message):
    """The player wants an exercise before the next customer."""


class ShiftPauseScreen(ShiftPage[bool]):
    """The pause after a customer, or before the first where there is a card."""

    def __init__(
        self,
        shift: ShiftSession,
        *,
        ascii_only: bool = False,
        issues: Mapping[str, int] | None = None,
    ) -> None:
        """`issues` are the causes of today's customers, with how often each has come up."""
        self._issues = issues or {}
        play = shift.play
        left = len(play.drawn) - play.at
        minutes = shift.file.shift.minutes * left // len(play.drawn)
        rest = (f"about {minutes} minutes left",) if minutes else ()
        which = f"customer {play.at + 1} of {len(play.drawn)} next"
        super().__init__(Heading(one_line(shift.file.shift.title), (which,), rest))
        self.shift, self._ascii = shift, ascii_only

    def above(self) -> ComposeResult:
        """Yield the wall, and where there is room the day so far beside it."""
        with Horizontal(id="shift-top"):
            yield WallPicture(self.shift.play.wall, ascii_only=self._ascii)
            if self.app.size.width >= WIDE:
                with Vertical(id="shift-day"):
                    yield Flow(self._day(), can_focus=False)

    def text(self) -> list[Paragraph]:
        """Return what the last customer did to the wall, one's composure, and the cards."""
        shift, play = self.shift, self.shift.play
        told: list[Paragraph] = []
        before = None
        if len(shift.marks) <= 1:  # later it is known
            told.append(Paragraph(ABOUT_WALL, "muted"))
        if shift.marks:
            told.append(Paragraph(story_sentence(customers_of(shift)[len(shift.marks) - 1])))
            before = shift.marks[-1][0]
        told += [Paragraph(card_sentence(card), "heading", gap=True) for card in play.cards()]
        composure = composure_sentence(play.composure, before)
        offer = f" {breath_offer()}" if play.is_low else ""
        told.append(Paragraph(f"{composure}{offer}", gap=True))
        return told

    def _day(self) -> list[Paragraph]:
        told = [Paragraph("The day so far", "heading")]
        ended = [each for each in customers_of(self.shift) if each.over]
        told += [Paragraph(customer_line(each), lead=f"{at}. ") for at, each in enumerate(ended, 1)]
        if promises := promise_sentences(ended):
            told.append(Paragraph("Promises", "heading", gap=True))
            told += [Paragraph(text[2:], lead=text[:2]) for text in promises]
        if self._issues:
            told.append(Paragraph("Why they came", "heading", gap=True))
            told += map(Paragraph, issue_sentences(self._issues))
        return told if ended else []

    def on_mount(self) -> None:
        """Offer the next customer."""
        seat = self.shift.seat
        between = [EXERCISE] if self.shift.marks else []
        self._rows_shown = [f"Next: {place_of(seat.conversation)}", *between, STOP]
        self.ask("", self._rows_shown)

    def taken(self, number: int) -> None:
        """Let the next customer come, ask an exercise, or stop."""
        chosen = self._rows_shown[number - 1]
        if chosen == EXERCISE:
            self.post_message(ExerciseWanted())
        else:
            self.dismiss(None if chosen == STOP else True)
