"""Between two customers: the wall, one's own composure, a card in full brightness, and what to do next.

It is dismissed with True for the next customer and None to stop. Exercises between customers have their place among the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from simulator.play.shift_day import customers_of
from simulator.shift.words import (
    breath_offer,
    card_sentence,
    composure_sentence,
    customer_line,
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
    from textual.app import ComposeResult

    from simulator.play.shift_session import ShiftSession

NEXT, STOP = 1, 2


class ShiftPauseScreen(ShiftPage[bool]):
    """The pause after a customer, or before the first where there is a card."""

    def __init__(self, shift: ShiftSession, *, ascii_only: bool = False) -> None:
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
        return told if ended else []

    def on_mount(self) -> None:
        """Offer the next customer."""
        seat = self.shift.seat
        self.ask("", [f"Next: {place_of(seat.conversation)}", "Stop here; the shift is saved"])

    def taken(self, number: int) -> None:
        """Let the next customer come, or stop."""
        self.dismiss(True if number == NEXT else None)
