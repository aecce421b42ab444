"""The full screen of `simulator watch`: one screen beside the trainer's editor, and what is opened from it.

Its own app, because it has neither library nor saves. It decides what is above the bench and ends the proof with the
program; what is shown is the screens'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from simulator.tui.colours import THEMES
from simulator.tui.screens.watch import WatchScreen
from simulator.tui.shell import Shell

if TYPE_CHECKING:
    from textual.screen import Screen

    from simulator.tui.textual_internals import CSSPathType
    from simulator.watch.session import WatchSession


class WatchApp(Shell):
    """A watched file, until q or Ctrl-C."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["app.tcss", "watch.tcss"]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, watching: WatchSession) -> None:
        super().__init__()
        self._watching = watching

    def get_default_screen(self) -> Screen[None]:
        """Return the bench."""
        return WatchScreen(self._watching)

    def on_unmount(self) -> None:
        """End the proof, however the program ends."""
        self._watching.close()

    def action_dark(self) -> None:
        """Between light and dark."""
        kind = "light" if self.current_theme.dark else "dark"
        self.theme = THEMES[f"ansi-{kind}" if self.current_theme.ansi else kind]

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
