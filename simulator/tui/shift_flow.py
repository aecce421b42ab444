"""A shift on the screen: which page follows which, for the command and for Home alike.

It moves nothing itself: the session keeps every move on the disk, and screens make them through it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.shift_day import day_of, notes_of
from simulator.play.shift_opening import opened_customer
from simulator.play.shift_words import saved_shift_sentence
from simulator.report.sections import as_text
from simulator.shift.debrief import after_sections
from simulator.tui.screens.shift_after import ShiftAfterScreen
from simulator.tui.screens.shift_before import ShiftBeforeScreen
from simulator.tui.screens.shift_customer import ShiftCustomerScreen
from simulator.tui.screens.shift_pause import ShiftPauseScreen

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from simulator.play.drills import Drills
    from simulator.play.shift_day import Before
    from simulator.play.shift_opening import OpenedCustomer, OpenedShift
    from simulator.report.sections import Section
    from simulator.scenario.library import Library
    from simulator.shift.day import Day
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
        drills: Callable[[], Drills] | None = None,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`options` is what the command that resumes the shift needs behind its name; `drills` makes the player's exercises."""
        self._app, self._opened, self.session = app, opened, opened.session
        self._before, self._library = before, library
        self._over, self.options = over, options
        self._notes = opened.notes
        self._drills, self._wall = drills, wall
        self._shown: OpenedCustomer | None = None

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
        issues = self._day().issues() if self.session.marks else {}
        screen = ShiftPauseScreen(self.session, ascii_only=self._app.settings.ascii, issues=issues)
        self._app.push_screen(screen, lambda more: self._serve() if more else self._leave())

    def ask_exercise(self) -> None:
        """Ask one card before the next customer, and none about those who are still to come."""
        from simulator.tui.screens.drill import DrillScreen

        if self._drills is None:
            return
        drills, play = self._drills(), self.session.play
        drills.withhold(play.drawn[play.at :])
        self._app.push_screen(DrillScreen(drills, self._wall, self._app.settings, most=1))

    @cached_property
    def _roots(self) -> Counter[str] | None:
        """The causes of customers in the player's other shifts; they are read once."""
        try:
            return self._before.roots(self._library, self.session.name)
        except SimulatorError:
            return None

    def _day(self) -> Day:
        return day_of(self.session, self._said(), self._roots)

    def _said(self) -> tuple[tuple[str, str], ...]:
        journal = self.session.journal
        return notes_of(journal.record if journal else None)

    def _show_day(self) -> None:
        day = self._day()
        kinds = tuple(kind for kind, _ in self._said())
        screen = ShiftAfterScreen(self.session, day, kinds, ascii_only=self._app.settings.ascii)
        self._app.push_screen(screen, lambda _: self._leave())

    def done_sections(self) -> list[Section]:
        """Return what was done of a shift that is left before its end; nothing of one that is over, or hardly begun."""
        if self.session.over or not self.session.marks:
            return []
        return after_sections(self._day())

    def done_words(self) -> str:
        """Return what was done of a shift that is left, then where it is saved and how to resume it."""
        saved = saved_shift_sentence(self.session, self.options)
        sections = self.done_sections()
        return f"{as_text(sections).rstrip()}\n\n{saved}" if sections else saved

    def show_debrief(self, at: int) -> None:
        """Show the debrief of a customer, counted from 0, above the day."""
        from simulator.report.debrief import debrief
        from simulator.tui.screens.debrief import DebriefScreen

        self._shown = opened = opened_customer(self.session, at)
        seat = opened.seat
        told = debrief(seat.start, seat.turns)
        title = seat.conversation.scenario.title
        shown = self._app.settings
        self._app.push_screen(
            DebriefScreen(
                title, told, opened.reach(), settings=shown, tries=opened.as_alone, saves=False
            )
        )

    def release(self) -> OpenedCustomer | None:
        """Close the shift, and return the customer whose debrief was shown last, to be talked to again outside of it."""
        self.session.close()
        return self._shown

    def _leave(self) -> None:
        told = saved_shift_sentence(self.session, self.options)
        self.session.close()
        self._over(told)
