"""The full screen of `simulator drill`: one session of exercises and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from simulator.tui.program import INTERRUPTED
from simulator.tui.screens.drill import DrillScreen
from simulator.tui.settings_app import SettingsApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from simulator.drill.model import Kind
    from simulator.play.drills import Drills
    from simulator.records.settings import LoadedSettings


class DrillApp(SettingsApp):
    """One session of exercises."""

    def __init__(
        self,
        drills: Drills,
        wall: Callable[[], datetime],
        *,
        kind: Kind | None = None,
        settings: LoadedSettings | None = None,
    ) -> None:
        super().__init__(settings)
        self._page = DrillScreen(drills, wall, self.settings, kind=kind)

    def get_default_screen(self) -> Screen[None]:
        """Return what is beneath everything: nothing."""
        return Screen(id="empty")

    def on_mount(self) -> None:
        """Show the first card."""
        self.tell_troubles(self._show)

    def _show(self) -> None:
        self.push_screen(self._page, self._leave)

    def _leave(self, done: str | None) -> None:
        self.farewell = done or ""
        self._end(0)

    def action_interrupt(self) -> None:
        """Ctrl-C: leave. Every answer is on the disk already."""
        self.farewell = self._page.done
        self._end(INTERRUPTED)

    async def action_quit(self) -> None:
        """Leave."""
        self._leave(self._page.done)
