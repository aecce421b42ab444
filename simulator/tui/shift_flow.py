"""A shift on the screen: which page follows which, for the command and for Home alike.

It moves nothing itself: the session keeps every move on the disk, and screens make them through it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.shift_day import day_of, notes_of
from simulator.play.shift_opening import opened_customer
from simulator.play.shift_words import saved_shift_sentence
from simulator.tui.screens.shift_after import ShiftAfterScreen
from simulator.tui.screens.shift_before import ShiftBeforeScreen
from simulator.tui.screens.shift_customer import ShiftCustomerScreen
from simulator.tui.screens.shift_pause import ShiftPauseScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.play.shift_day import Before
    from simulator.play.shift_opening import OpenedShift
    from simulator.scenario.library import Library
    from simulator.tui.screens.shift_before import Said
    from simulator.tui.settings_app import SettingsApp


class ShiftFlow:
    """One shift, from the questions before it to the day after; `over` is called with where it is saved once it is left."""

    def __init__(
        self,
        app: SettingsApp,
        opened: OpenedShift,
        before: Before,
        library: Library,
        over: Callable[[str], None],
        options: str = "",
    ) -> None:
        """`options` is what the command that resumes the shift needs behind its name."""
        self._app, self._opened, self.session = app, opened, opened.session
        self._before, self._library = before, library
        self._over, self.options = over, options
        self._notes = opened.notes

    def start(self) -> None:
        """Show the first page: the questions, the customer who is there, or the day."""
        if self.session.over:
            self._show_day()
        elif self.session.moves:
            self._serve()
        else:
            screen = ShiftBeforeScreen(
                self._opened, self._before, ascii_only=self._app.settings.ascii
            )
            self._notes = ()
            self._app.push_screen(screen, self._begin)

    def _begin(self, said: Said | None) -> None:
        if said is None:
            self._leave()
            return
        for kind, text in said:
            self.session.note(kind, text)
        if self.session.play.cards():
            self._pause()
        else:
            self._serve()

    def _serve(self) -> None:
        screen = ShiftCustomerScreen(self.session, self._notes, self._app.moving)
        seat, self._notes = screen.seat, ()

        def done(_: None) -> None:
            if not seat.over:
                self._leave()
            elif self.session.over:
                self._show_day()
            else:
                self._pause()

        self._app.push_screen(screen, done)

    def _pause(self) -> None:
        screen = ShiftPauseScreen(self.session, ascii_only=self._app.settings.ascii)
        self._app.push_screen(screen, lambda more: self._serve() if more else self._leave())

    def _show_day(self) -> None:
        journal = self.session.journal
        said = notes_of(journal.record if journal else None)
        try:
            roots = self._before.roots(self._library, self.session.name)
        except SimulatorError:
            roots = None
        day = day_of(self.session, said, roots)
        kinds = tuple(kind for kind, _ in said)
        screen = ShiftAfterScreen(self.session, day, kinds, ascii_only=self._app.settings.ascii)
        self._app.push_screen(screen, lambda _: self._leave())

    def show_debrief(self, at: int) -> None:
        """Show the debrief of a customer, counted from 0, above the day."""
        from simulator.report.debrief import debrief
        from simulator.tui.screens.debrief import DebriefScreen

        opened = opened_customer(self.session, at)
        seat = opened.seat
        told = debrief(seat.start, seat.turns)
        title = seat.conversation.scenario.title
        shown = self._app.settings
        self._app.push_screen(
            DebriefScreen(title, told, opened.reach(), settings=shown, tries=False, saves=False)
        )

    def _leave(self) -> None:
        told = saved_shift_sentence(self.session, self.options)
        self.session.close()
        self._over(told)
