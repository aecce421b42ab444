"""The full screen of `simulator watch`: one screen beside the trainer's editor, and what is opened from it.

An app of its own, because it has neither library nor saves. It decides what stands above the bench and ends the proof with the
program; what is shown is the screens'.
"""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.scrollbar import ScrollBar

from simulator.tui.app import HUNG_UP, INTERRUPTED, TERMINATED
from simulator.tui.screens.watch import WatchScreen
from simulator.tui.widgets.thumb import DrawnScrollBar

if TYPE_CHECKING:
    from textual.screen import Screen

    from simulator.seat.watching import Watching


class WatchApp(App[None], inherit_bindings=False):
    """A watched file, until q or Ctrl-C."""

    CSS_PATH: ClassVar = ["app.tcss", "watch.tcss"]
    TITLE = "Customer service simulator"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-thin"), (80, "-normal"), (120, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 (typed by the base class)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+c",
            "interrupt",
            show=False,
            key_display="Ctrl-C",
            priority=True,
            tooltip="ends the program",
            id="app.interrupt",
        ),
        Binding("ctrl+q", "quit", show=False, priority=True, id="app.quit"),
    ]

    def __init__(self, watching: Watching) -> None:
        no_color = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if no_color else None)
        if no_color:
            self.theme = "ansi-dark"
        ScrollBar.renderer = DrawnScrollBar
        self.catches_signals = False
        self._watching = watching

    def get_default_screen(self) -> Screen[None]:
        """The bench."""
        return WatchScreen(self._watching)

    def on_load(self) -> None:
        """Before the terminal is touched: end in good order when the system says so."""
        if self.catches_signals:
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGINT, self.action_interrupt)
            loop.add_signal_handler(signal.SIGTERM, self._end, TERMINATED)
            loop.add_signal_handler(signal.SIGHUP, self._end, HUNG_UP)

    def on_unmount(self) -> None:
        """End the proof, however the program ends."""
        self._watching.close()

    def action_interrupt(self) -> None:
        """Ctrl-C leaves."""
        self._end(INTERRUPTED)

    async def action_quit(self) -> None:
        """Leave."""
        self._end(0)

    def action_dark(self) -> None:
        """Between light and dark."""
        kind = "light" if self.current_theme.dark else "dark"
        self.theme = f"{'ansi' if self.current_theme.ansi else 'textual'}-{kind}"

    def on_debrief_left(self) -> None:
        """From a debrief back to the bench."""
        self._to_the_bench()

    def on_play_again(self) -> None:
        """From a debrief to the start of the play."""
        self._to_the_bench()
        if isinstance(self.screen, WatchScreen):
            self.screen.action_restart()

    def _to_the_bench(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _end(self, code: int) -> None:
        self.exit(return_code=code)


def run_watch(watching: Watching) -> int:
    """Open the bench on a file; gives the exit code: 0, or 130 after Ctrl-C."""
    app = WatchApp(watching)
    app.catches_signals = True
    app.run()
    return app.return_code or 0
