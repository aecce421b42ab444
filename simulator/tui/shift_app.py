"""The full screen of `simulator shift`: one shift and out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.screen import Screen

from simulator.tui.program import INTERRUPTED
from simulator.tui.shift_flow import ShiftFlow
from simulator.tui.shift_host import ShiftHost

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.play.drills import Drills
    from simulator.play.shift_day import Before
    from simulator.play.shift_opening import OpenedShift
    from simulator.records.settings import LoadedSettings
    from simulator.scenario.library import Library


class ShiftApp(ShiftHost):
    """One shift, from the questions before it to the day after."""

    def __init__(
        self,
        opened: OpenedShift,
        before: Before,
        library: Library,
        *,
        settings: LoadedSettings | None = None,
        options: str = "",
        drills: Callable[[], Drills] | None = None,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`options` is what the command that resumes the shift needs behind its name."""
        super().__init__(settings)
        self.flow: ShiftFlow = ShiftFlow(
            self, opened, before, library, self._leave, options, drills, wall
        )

    def get_default_screen(self) -> Screen[None]:
        """Return what is beneath everything: nothing."""
        return Screen(id="empty")

    def on_mount(self) -> None:
        """Show the first page."""
        self.tell_troubles(self.flow.start)

    def _leave(self, saved: str) -> None:
        self.farewell = self.saved_shift() or saved
        self._end(0)

    def action_interrupt(self) -> None:
        """Ctrl-C: leave. Every move is on the disk already."""
        self.farewell = self.saved_shift()
        self._end(INTERRUPTED)

    async def action_quit(self) -> None:
        """Leave."""
        self._leave(self.saved_shift())

    def on_debrief_left(self) -> None:
        """Go from a customer's debrief back to the day."""
        self.pop_screen()
