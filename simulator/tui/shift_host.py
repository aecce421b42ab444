"""A program in which a shift can be worked: it holds the one that is open, and does what its pages ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption, TextDialog
from simulator.tui.sections import section_paragraphs
from simulator.tui.settings_app import SettingsApp
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.play.shift_offers import ShiftOffer
    from simulator.play.shift_opening import OpenedShift
    from simulator.report.sections import Section
    from simulator.tui.messages import SaveWanted
    from simulator.tui.play_controller import PlayController
    from simulator.tui.screens.shift_after import CustomerDebriefWanted
    from simulator.tui.shift_flow import ShiftFlow

BACK = "back"


class ShiftHost(SettingsApp):
    """A program with at most one shift open."""

    has_home: bool
    flow: ShiftFlow | None = None

    def start_flow(self, flow: ShiftFlow) -> None:
        """Show the first page of a shift."""
        self.flow = flow
        flow.start()

    def choose_shift(
        self, offers: Sequence[ShiftOffer], plays: PlayController, back: Callable[[], None]
    ) -> None:
        """Ask which shift to begin or resume, and work it; `back` is called once it is left, before what was done is said."""
        from simulator.play.shift_offers import ABOUT

        ways = [
            DialogOption(str(at), f"{offer.title} ({offer.about})")
            for at, offer in enumerate(offers)
        ]

        def chosen(way: str | None) -> None:
            if way and way != BACK:
                self._work(offers[int(way)], plays, back)

        asked = ChoiceDialog("Work a shift", [ABOUT], [*ways, DialogOption(BACK, "Not now")])
        self.push_screen(asked, chosen)

    def _work(self, offer: ShiftOffer, plays: PlayController, back: Callable[[], None]) -> None:
        import secrets

        from simulator.play.shift_offers import open_offer

        try:
            opened = open_offer(
                offer,
                plays.library,
                plays.saves,
                person=plays.person,
                seed=secrets.randbelow(1 << 31),
                started=plays.wall(),
                now=plays.now,
            )
        except SimulatorError as error:
            told = [Paragraph(text, gap=True) for text in sentences(error.message, error.hint)]
            self.push_screen(TextDialog("This shift can't be opened", told))
            return
        self.work_shift(opened, plays, back)

    def work_shift(
        self, opened: OpenedShift, plays: PlayController, back: Callable[[], None]
    ) -> None:
        """Work a shift; `back` is called once it is left, before what was done is said. Without a Home that is the end."""
        from simulator.play.shift_day import Before
        from simulator.tui.shift_flow import ShiftFlow

        def over(saved: str) -> None:
            if not self.has_home:
                self.farewell = self.saved_shift() or saved
                self._end(0)
                return
            sections = self.flow.done_sections() if self.flow else []
            self.flow = None
            back()
            self._tell_shift(sections, saved)

        before = Before(plays.saves, plays.history, plays.person)
        drills, wall = plays.drills, plays.wall
        flow = ShiftFlow(self, opened, before, plays.library, over, plays.options, drills, wall)
        self.start_flow(flow)

    def reopen_shift(self, name: str, plays: PlayController, back: Callable[[], None]) -> None:
        """Go back to a shift that was left for a conversation with one of its customers."""
        from simulator.play.shift_offers import ShiftOffer

        plays.close()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._work(ShiftOffer("", "", save=name), plays, back)

    def _tell_shift(self, sections: Sequence[Section], saved: str) -> None:
        """Say where a shift is saved; what was done of one that was left takes a page to be read."""
        if sections:
            told = [*section_paragraphs(sections), Paragraph(saved, gap=True)]
            self.push_screen(TextDialog("Your shift so far", told))
        else:
            self.notify(saved, markup=False)

    def ask_drills(self, plays: PlayController, back: Callable[[], None]) -> None:
        """Ask exercises, and say what was done; `back` is called once they are left."""
        from simulator.tui.screens.drill import DrillScreen

        def done(told: str | None) -> None:
            if told:
                self.notify(told, markup=False)
            back()

        self.push_screen(DrillScreen(plays.drills(), plays.wall, self.settings, plays=True), done)

    def saved_shift(self) -> str:
        """Return where the open shift is saved, and how to resume it; nothing where none is open."""
        return self.flow.done_words() if self.flow else ""

    def take_from_shift(self, plays: PlayController) -> str | None:
        """Where a shift's customer is to be talked to again, end the shift, and make theirs the open conversation.

        Returns the name that the shift is saved under; None where no shift is open, or it isn't saved.
        """
        if self.flow is None:
            return None
        name = self.flow.session.name
        plays.opened = self.flow.release()
        self.flow = None
        return name

    def on_exercise_wanted(self) -> None:
        """Ask one above the pause."""
        if self.flow:
            self.flow.ask_exercise()

    def on_unmount(self) -> None:
        """Close the shift, however the program ends."""
        if self.flow:
            self.flow.session.close()

    def on_customer_debrief_wanted(self, event: CustomerDebriefWanted) -> None:
        """Show it above the day."""
        if self.flow:
            self.flow.show_debrief(event.at)

    def on_save_wanted(self, event: SaveWanted) -> None:
        """Ask for a name, and write the text of the day."""
        self.save_text(event.text, "shift.txt")
