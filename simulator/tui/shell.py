"""What every full-screen program here has in common: colours and keys of the settings, and the window's sizes.

It shows nothing by itself.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from simulator.errors import SimulatorError
from simulator.records.settings import LoadedSettings, Settings
from simulator.tui.colours import DARK_BRICKS, DARK_ROLES, OWN_THEMES, THEMES
from simulator.tui.passing_words import PassingWords
from simulator.tui.signs import InOneGo, PlainSigns, SteadySigns
from simulator.tui.textual_internals import forget_drawn_lines, use_scrollbars
from simulator.tui.widgets.thumb import DrawnScrollBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.filter import LineFilter
    from textual.screen import Screen

    from simulator.play.report_files import ReportOffer
    from simulator.tui.screens.page import Page
    from simulator.tui.textual_internals import CSSPathType


class Shell(PassingWords):
    """A program that looks as the settings say."""

    CSS_PATH: ClassVar[CSSPathType | None] = "app.tcss"
    TITLE = "Customer service simulator"
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-thin"), (80, "-normal"), (120, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-low"), (24, "-high"), (36, "-tall")]  # noqa: RUF012 (typed by the base class)

    def __init__(self, settings: LoadedSettings | None = None) -> None:
        no_color = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if no_color else None)
        quiet = Settings(pace="off", motion=False, greeted=True)
        self._settings = settings or LoadedSettings(quiet, Path(os.devnull))
        self._ansi = no_color
        self._steady_signs, self._plain_signs = SteadySigns(), PlainSigns()
        self._in_one_go = InOneGo(())
        self._animation = self.animation_level  # as the environment wants it
        for theme in OWN_THEMES:
            self.register_theme(theme)
        self._dress()
        self._troubles = (*self._settings.troubles, *self._take_keys())
        use_scrollbars(DrawnScrollBar)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the roles that the style sheets name, for the moment before a theme of ours is there."""
        return {**DARK_ROLES.variables(), **DARK_BRICKS}

    @property
    def settings(self) -> Settings:
        """What the player has chosen."""
        return self._settings.settings

    @property
    def moving(self) -> Settings:
        """The settings, without motion where the terminal wants none."""
        moves = self.settings.motion and self._animation != "none"
        return replace(self.settings, motion=moves)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to each line: signs of a sure width, and plain ones where the settings want them."""
        plain = [self._plain_signs] if self.settings.ascii else []
        filters = (*super().get_line_filters(), self._steady_signs, *plain)
        if self._in_one_go.filters != filters:
            self._in_one_go = InOneGo(
                filters
            )  # lines are kept by the filter that they went through
        return [self._in_one_go]

    def _draw_anew(self) -> None:
        """Forget every line that is drawn already."""
        for screen in self.screen_stack:
            for widget in screen.walk_children(Widget, with_self=True):
                forget_drawn_lines(widget)

    def on_page_help_asked(self, message: Page.HelpAsked) -> None:
        """Show help in a box over the screen that asked for it."""
        from simulator.tui.screens.dialogs import TextDialog

        self.push_screen(TextDialog("Help", message.paragraphs))

    def tell_troubles(self, then: Callable[[], None] = lambda: None) -> None:
        """Say in a box what of the settings could not be, and go on; it is too much to be read in passing."""
        from simulator.tui.screens.dialogs import TextDialog
        from simulator.tui.widgets.paragraphs import Paragraph

        if not self._troubles:
            then()
            return
        told = [Paragraph(trouble, gap=True) for trouble in self._troubles]
        dialog = TextDialog("Your settings can't all be used", told)
        self.call_after_refresh(self.push_screen, dialog, lambda _: then())

    def show_alone(self, screen: Screen[None]) -> None:
        """Show a screen above the one beneath everything, in place of all that stood there."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def save_text(self, text: str, proposed: str, trouble: str = "") -> None:
        """Ask for a name and write the text there; where that cannot be, ask again with what was typed and what is wrong."""
        from simulator.play.text_files import write_new, written_sentence
        from simulator.tui.screens.dialogs import InputDialog

        def named(name: str | None) -> None:
            if not name:
                return
            try:
                path = write_new(name, text)
            except SimulatorError as error:
                self.save_text(text, name, str(error))
            else:
                self.saved()
                self.notify(written_sentence(path), markup=False)

        told = [trouble] if trouble else []
        self.push_screen(InputDialog("File name", proposed, told), named)

    def save_report(self, offer: ReportOffer, *sentences: str, pseudonyms: bool = False) -> None:
        """Ask for a form and a name, below some sentences, and save a report."""
        from simulator.tui.saving import ReportSaving

        ReportSaving(self, offer, self.saved, pseudonyms).ask_form(*sentences)

    def saved(self) -> None:
        """Note that a text or a report was written to a file."""

    def _dress(self) -> None:
        """Look as the settings say."""
        theme = self.settings.theme
        if self._ansi and not theme.startswith("ansi"):
            theme = "ansi-light" if theme == "light" else "ansi-dark"
        self.theme = THEMES[theme]
        self.animation_level = self._animation if self.settings.motion else "none"

    def _take_keys(self) -> list[str]:
        """Use the keys of the settings; gives a sentence for each that cannot be used."""
        if not self.settings.keys:
            return []
        from simulator.tui.keymap import checked

        keys, troubles = checked(self.settings.keys)
        self.set_keymap(keys)
        return troubles
