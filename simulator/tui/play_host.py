"""A program in which a play is begun, resumed and looked back on, or the player is told why that can't be.

It must not decide what comes after a play: the program that is built on it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.tui.program import FAILED
from simulator.tui.screens.dialogs import TextDialog
from simulator.tui.settings_app import SettingsApp
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.words import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.play.opening import Opened, PlayNoLongerFits
    from simulator.play.rules import Rules
    from simulator.scenario.library import ScenarioFile
    from simulator.tui.play_controller import PlayController


class PlayHost(SettingsApp):
    """A program with at most one play open. `on_paper` says that a report on it was saved, so that leaving it loses nothing."""

    plays: PlayController
    rules: Rules
    has_home = True
    on_paper = False

    def open_item(self, item: ScenarioFile) -> None:
        """Show the brief of a scenario that can be played."""
        raise NotImplementedError

    def look_back(self, opened: Opened) -> None:
        """Show the debrief of a play that is over."""
        from simulator.tui.play_screens import debrief_screen

        opened.seat.close()
        self.show_alone(debrief_screen(opened, self.plays, self.settings))

    def resume_play(self, name: str, *, straight: bool = False) -> None:
        """Open a saved play by its name; one that has ended at its end, or `straight` at its debrief."""
        self.begin_play(lambda: self.plays.resume(name, self.rules.factor), straight=straight)

    def begin_play(self, begin: Callable[[], Opened | None], *, straight: bool = False) -> None:
        """Open a play and show it, or say why it cannot be; one that has ended at its end, or `straight` at its debrief."""
        from simulator.play.opening import PlayIsArchived, PlayNoLongerFits
        from simulator.tui.conversation_screen import play_screen

        try:
            opened = begin()
        except PlayIsArchived as error:
            from simulator.tui.changed_scenario import show_archived

            archived = self.plays.archived(error.record)
            show_archived(self, error.message, archived, self._after_reading)
        except PlayNoLongerFits as error:
            self._ask_about_change(error)
        except SimulatorError as error:
            self._cannot(error)
        else:
            if opened and straight and opened.seat.over:
                self.on_paper = False
                self.look_back(opened)
            elif opened:
                self.on_paper = False
                self.show_alone(play_screen(opened, self.moving))

    def _ask_about_change(self, error: PlayNoLongerFits) -> None:
        """Ask about a saved play whose scenario has changed."""
        from simulator.tui.changed_scenario import ask_about_change

        ask_about_change(self, error, self.open_item, self._after_failure)

    def _cannot(self, error: SimulatorError) -> None:
        """Say what could not be done and what helps."""
        told = [Paragraph(text, gap=True) for text in sentences(error.message, error.hint)]
        self.farewell = str(error) if not self.has_home else ""
        self.read_out("This conversation can't be opened", told, lambda _: self._after_failure())

    def read_out(self, heading: str, text: list[Paragraph], then: Callable[[None], None]) -> None:
        """Show a text, and do something once it was read."""
        self.push_screen(TextDialog(heading, text), then)

    def _after_reading(self) -> None:
        """End where a single play could only be read."""
        if not self.has_home:
            self._end(0)

    def _after_failure(self) -> None:
        """Nothing was opened: for a single play that is the end."""
        if not self.has_home:
            self._end(FAILED)
