"""A full-screen program whose settings can be changed from within, and the command palette that does so by names.

What a setting does to the program beyond its looks is the subclass's.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from simulator.errors import SimulatorError
from simulator.text import cut_note
from simulator.tui.app_keys import AppKeys
from simulator.tui.colours import THEMES
from simulator.tui.screens.page import is_too_small
from simulator.tui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.screen import Screen

    from simulator.tui.messages import SettingChosen


class SettingsApp(Shell):
    """A program with settings to change."""

    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS = AppKeys.BINDINGS

    def choose(self, key: str, value: object) -> None:
        """Choose one setting for good; where that cannot be kept it holds until the program ends, with a word."""
        from simulator.records.settings import with_value, write_setting

        chosen = with_value(self.settings, key, value)
        self._settings = replace(self._settings, settings=chosen)
        self._dress()
        if key in ("ascii", "portrait"):
            self._dress_customers()
        if key == "ascii":
            self._draw_anew()
        if self._settings.path == Path(os.devnull):
            if self._settings.troubles and key not in ("greeted", "edition_seen"):
                self.notify(self._settings.troubles[0], severity="warning", markup=False)
            return
        try:
            write_setting(self._settings.path, key, value)
        except SimulatorError as error:
            self.notify(str(error), severity="warning", markup=False)

    def _dress_customers(self) -> None:
        """Draw every customer on the open screens as the settings say now."""
        from simulator.tui.widgets.mood import MoodWidget
        from simulator.tui.widgets.portrait import Portrait

        drawn, plain = self.settings.portrait == "on", self.settings.ascii
        for screen in self.screen_stack:
            for portrait in screen.query(Portrait):
                portrait.dress(drawn=drawn, ascii_only=plain)
            for mood in screen.query(MoodWidget):
                mood.dress(ascii_only=plain)

    def apply_setting(self, key: str) -> None:
        """Do what a setting that was changed does beyond the looks."""

    def action_dark(self) -> None:
        """Between light and dark, for good."""
        ansi = "ansi-" if self.settings.theme.startswith("ansi") else ""
        self.choose("theme", f"{ansi}light" if self.current_theme.dark else f"{ansi}dark")

    def action_settings(self) -> None:
        """Show the settings."""
        from simulator.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen(self.settings, self._settings.path))

    def on_setting_chosen(self, event: SettingChosen) -> None:
        """Choose it, and show it chosen."""
        from simulator.tui.screens.settings import SettingsScreen

        try:
            self.choose(event.key, event.value)
        except SimulatorError as error:
            self.notify(str(error), severity="warning", markup=False)
        if event.key == "name" and (note := cut_note(str(event.value))):
            self.notify(note, markup=False)
        if isinstance(self.screen, SettingsScreen):
            self.screen.show(self.settings)
        self.apply_setting(event.key)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield the command palette: what can be done from anywhere."""
        if not is_too_small(screen):
            yield SystemCommand(
                "Settings", "name, colours, reading pace, clock and keys", self.action_settings
            )
            for theme in THEMES:
                yield SystemCommand(
                    f"Colours (theme): {theme}",
                    "saved in your settings",
                    partial(self.choose, "theme", theme),
                )
            help_of = getattr(screen, "action_help", None)
            if help_of is not None:
                yield SystemCommand("Help", "the keys of this screen", help_of)
        yield SystemCommand("Quit", "no move is lost", self.action_quit)
