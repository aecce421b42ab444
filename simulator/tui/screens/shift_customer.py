"""The conversation with one customer of a shift: the screen of every play, with the player's own composure at its edge.

It is left by being dismissed; whoever opened it looks at the shift to see whether the customer was served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from simulator.engine.conversation import IllegalMove
from simulator.shift.composure import LOW
from simulator.shift.words import (
    NO_BREATH_LEFT,
    RUNNING_ON_EMPTY,
    breath_hint,
    breath_sentence,
    composure_word,
)
from simulator.tui.screens.page import HELP, WIDE
from simulator.tui.screens.play import PlayScreen
from simulator.tui.screens.play_keys import move_keys, read_keys
from simulator.tui.transcript import place_of
from simulator.tui.widgets.own_gauge import OwnGauge
from simulator.tui.widgets.rail import Rail
from simulator.tui.words import one_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from simulator.play.shift_session import ShiftSession
    from simulator.records.settings import Settings
    from simulator.tui.messages import DebriefWanted, PlayLeft
    from simulator.tui.widgets.title import Heading


class ShiftRail(Rail):
    """The rail of a conversation in a shift, with one's own composure at the bottom."""

    def compose(self) -> ComposeResult:
        """Yield the parts of every rail, then composure."""
        yield from super().compose()
        yield OwnGauge(0, ascii_only=self._settings.ascii)


class ShiftCustomerScreen(PlayScreen, inherit_bindings=False):
    """One customer of a shift, from where their conversation stands to its end."""

    AT_END = "See what it did to the business (Enter)"
    BINDINGS: ClassVar[list[BindingType]] = [
        *move_keys("play"),
        Binding(
            "a",
            "breathe",
            "breathe",
            tooltip="takes a breath: it steadies you but costs a little of their patience; twice per customer",
            id="shift.breathe",
        ),
        *read_keys("play"),
        HELP,
        Binding(
            "escape",
            "leave",
            "leave",
            key_display="Esc",
            tooltip="leaves; the shift is saved, and you can resume it here",
            id="play.leave",
        ),
    ]
    HELP_NOTES = (
        *PlayScreen.HELP_NOTES,
        "Your own composure goes from 0 to 100. When it's low, you're offered replies you'd rather not have thought of.",
        "You can't undo in a shift: what you say to one customer carries over to the next.",
    )

    def __init__(
        self,
        shift: ShiftSession,
        notes: tuple[str, ...] = (),
        settings: Settings | None = None,
    ) -> None:
        super().__init__(shift.seat, notes, settings)
        self.shift = shift
        self._composure = shift.composures[-1]

    def _rail(self) -> Rail:
        rail = ShiftRail(self.appearance(), self.reading(), self.brief(), self.settings, id="side")
        rail.add_class("-shift")
        return rail

    def heading(self) -> Heading:
        """Return what is being played; in place of the mode which customer it is, and without a rail one's composure."""
        base, play = super().heading(), self.shift.play
        at = next(at for at, seat in enumerate(self.shift.seats, 1) if seat is self.seat)
        which = f"customer {at} of {len(play.drawn)}"
        if self.app.size.width >= WIDE:
            return base._replace(right=(which,))
        you = f"you {self.composure} {composure_word(self.composure)}"
        details = (which, one_line(place_of(self.seat.conversation)))
        return base._replace(details=details, right=(you,))

    @property
    def composure(self) -> int:
        """The player's composure with this customer: once they have left, what it was right then."""
        if self.seat.over and self.shift.marks:
            return self.shift.marks[-1][0]
        return self.shift.play.composure

    def on_mount(self) -> None:
        """Offer the first choice, or make the move that an earlier customer has decided."""
        super().on_mount()
        if self.shift.play.due and not self.seat.turns:
            self.make_move(self.shift.play.due)

    def show_mood(self) -> None:
        """Show how the customer feels, and how composed one is."""
        super().show_mood()
        hint = ""
        if not self.seat.over:
            key = self.key_for("breathe")
            hint = breath_hint(self.shift.breaths_left, self.composure, key)
        for gauge in self.query(OwnGauge):
            gauge.show(self.composure, hint)

    def prompt_sentence(self) -> str:
        """Return what there is to hear; where there is nothing to say of that, that one runs on empty."""
        told = super().prompt_sentence()
        low = self.composure < LOW and not self.seat.over
        return told or (RUNNING_ON_EMPTY if low else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; a breath may be taken twice."""
        if action == "breathe" and (self.seat.over or not self.shift.can_breathe):
            return False
        return super().check_action(action, parameters)

    def action_breathe(self) -> None:
        """Take a breath."""
        if not self.too_soon():
            self._try(self._breathe)

    def _breathe(self) -> None:
        hold = self.seat.conversation.scene.hold
        try:
            self.shift.breathe()
        except IllegalMove:
            self.show_message(NO_BREATH_LEFT)
            return
        self._composure = self.composure
        self.offer()
        self.show_message(breath_sentence(self.shift.breaths_left, free=hold))

    def make_move(self, move: str) -> None:
        """Make a move; where composure has fallen low with it, say so once."""
        before = self._composure
        super().make_move(move)
        self._composure = self.composure
        if self._composure < LOW <= before and not self.seat.over:
            self.show_message(RUNNING_ON_EMPTY)

    def on_debrief_wanted(self, event: DebriefWanted) -> None:
        """Done with this customer."""
        event.stop()
        if self.seat.over and not self.too_small and not self.too_soon():
            self.dismiss(None)

    def on_play_left(self, event: PlayLeft) -> None:
        """Leave the shift."""
        event.stop()
        self.dismiss(None)
