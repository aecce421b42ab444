"""The lobby of a round: the trainee's name, the customer they will meet, and when it starts.

Shows what the server has sent the seat; the only thing to do is leave.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from simulator.rounds.words import (
    CONNECTION_LOST,
    MODE_WORDS,
    PRACTICE,
    STARTS_IN,
    clock_words,
)
from simulator.tui.messages import DebriefWanted, PlayLeft
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.prompt import Prompt
from simulator.tui.words import customer_sentence, one_line, paragraphs

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from simulator.rounds.client.session import RemoteSession, Update

TICK = 0.2


class LobbyScreen(Page[None]):
    """Before a conversation, and after the last one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "d",
            "debrief",
            "debrief",
            tooltip="shows your last debrief again",
            id="lobby.debrief",
        ),
        HELP,
        Binding(
            "escape",
            "leave",
            "leave",
            key_display="Esc",
            tooltip="leaves; you keep your seat, and the same command brings you back",
            id="lobby.leave",
        ),
    ]
    HELP_NOTES = ("There's nothing to do but read until the trainer starts the round.",)

    def __init__(self, seat: RemoteSession) -> None:
        super().__init__()
        self.seat = seat
        self._has_debrief = False

    def body(self) -> ComposeResult:
        """Yield the title, what is known, and what the round waits for."""
        yield Static(self._title(), id="title", markup=False)
        yield Flow(self._lobby_paragraphs(), id="brief")
        yield Prompt()

    def on_mount(self) -> None:
        """Show what has come in since, and look at the clock now and then."""
        self.query_one(Flow).focus()
        self._show()
        self.set_interval(TICK, self._tick)

    def tell(self, update: Update) -> None:
        """Show what has changed."""
        del update
        self._show()

    def _show(self) -> None:
        self.query_one("#title", Static).update(self._title(), layout=False)
        told, flow = self._lobby_paragraphs(), self.query_one(Flow)
        if told != list(flow.paragraphs):
            flow.show(told)
        self._tick()

    def offer_debrief(self, offered: bool) -> None:
        """Offer the debrief of the last scenario, or no longer."""
        if offered != self._has_debrief:
            self._has_debrief = offered
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what can be done; there isn't a debrief before the first scenario is over."""
        if action == "debrief" and not self._has_debrief:
            return False
        return super().check_action(action, parameters)

    def action_debrief(self) -> None:
        """Read the last debrief again."""
        self.post_message(DebriefWanted())

    def action_leave(self) -> None:
        """Leave the round."""
        self.post_message(PlayLeft())

    def _title(self) -> str:
        seat = self.seat
        return "  ·  ".join(one_line(part) for part in (seat.round, seat.name) if part) or "A round"

    def _lobby_paragraphs(self) -> list[Paragraph]:
        seat = self.seat
        if not seat.phase:
            return paragraphs(seat.waiting)
        customer, others = seat.customer, seat.seats - 1
        here = "You're the first here." if others < 1 else _here(others)
        told = [Paragraph(seat.phase_words(), "notice", gap=True)]
        if seat.phase == "closed":
            return [*told, Paragraph("Thank you for playing. Esc leaves.", gap=True)]
        number = f" {customer.number} of {customer.of}" if customer.of > 1 else ""
        return [
            *told,
            *paragraphs(seat.trouble, *seat.late, here, "" if seat.counts else PRACTICE),
            Paragraph(f"Scenario{number}: {one_line(customer.title)}", "heading", gap=True),
            Paragraph(f"{customer.channel}, {seat.rules.mode}", "muted"),
            *paragraphs(customer_sentence(customer), customer.brief),
            Paragraph(MODE_WORDS[seat.rules.mode], "muted", gap=True),
        ]

    def _tick(self) -> None:
        seat, left = self.seat, self.seat.left()
        if not seat.phase:
            sentence = "Waiting for the trainer to let you in." if seat.waiting else "Joining …"
        elif not seat.connected:
            sentence = CONNECTION_LOST
        elif seat.phase == "countdown" and left is not None:
            sentence = STARTS_IN.format(time=clock_words(ceil(left)))
        elif seat.phase == "lobby":
            sentence = "Waiting for the trainer to start."
            if self._has_debrief:
                sentence += f" {self.key_for('debrief')} shows your last debrief."
        else:
            sentence = ""
        self.query_one(Prompt).say(sentence)


def _here(others: int) -> str:
    return "One other person is here." if others == 1 else f"{others} others are here."
