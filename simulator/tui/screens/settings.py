"""The settings: each with what it is for, changed by Enter.

Tells the app what was chosen and shows what it is then told; it writes no file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.records.settings import (
    KEYS_IN_FILE,
    LABELS,
    MEANINGS,
    PACES,
    SWITCH,
    THEMES,
    Settings,
)
from simulator.text import path_text, time_factor_words
from simulator.tui.messages import SettingChosen
from simulator.tui.screens.dialogs import InputDialog
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import Rows, heading

if TYPE_CHECKING:
    from textual.app import ComposeResult

FACTORS: tuple[float | str, ...] = (1.0, 1.5, 2.0, 3.0, 5.0, 10.0, "off")
LISTS: dict[str, tuple[Any, ...]] = {
    "theme": THEMES,
    "pace": tuple(PACES),
    "clock": FACTORS,
    "portrait": SWITCH,
}
"""What Enter goes through, in order, for a setting with more than two values."""
NOT_CHOSEN = ("greeted", "edition_seen")
"""What the game notes for itself; everything else has a row."""


def choices_of(key: str) -> tuple[Any, ...]:
    """Return what Enter goes through for a setting; nothing for a name, which is typed, and keys, which are set in the file."""
    default = Settings().as_values()[key]
    if isinstance(default, bool):
        return (default, not default)
    return LISTS.get(key, ())


class SettingsScreen(Page[None]):
    """A list of the settings, and what the highlighted one is for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding(
            "escape,q", "leave", "back", key_display="Esc", tooltip="goes back", id="settings.leave"
        ),
    ]
    HELP_NOTES = (
        "Enter changes the highlighted setting. The change takes effect at once and is saved.",
    )
    AUTO_FOCUS = "Rows"

    def __init__(self, settings: Settings, path: Path) -> None:
        super().__init__()
        self._settings, self._path = settings, path

    def body(self) -> ComposeResult:
        """Yield the list, and a word on the highlighted one."""
        yield Static("Settings", id="title", markup=False)
        yield Rows(id="shelf")
        yield Flow(id="preview", can_focus=False)

    def on_mount(self) -> None:
        """Highlight the first setting."""
        self.show(self._settings)

    def show(self, settings: Settings) -> None:
        """Show these."""
        self._settings = settings
        rows = self.query_one(Rows)
        at = rows.highlighted
        options = [heading("Enter changes a setting")]
        for key, value in settings.as_values().items():
            if key not in NOT_CHOSEN:
                label = Content.assemble(
                    (f"{LABELS[key]:<14}", ".rows--number"), _display_value(value)
                )
                options.append(Option(label, id=key))
        rows.fill(options, 1 if at is None else at)

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Say what the setting is for."""
        event.stop()
        if event.option_id:
            key = event.option_id
            told = [Paragraph(LABELS[key].capitalize(), "heading"), Paragraph(_sentence(key))]
            kept = f"Saved as “{key}” in {path_text(self._path)}."
            if self._path == Path(os.devnull):
                kept = "This lasts until you quit: there's no settings file to save it in."
            told.append(Paragraph(kept, "muted", gap=True))
            self.query_one("#preview", Flow).show(told)

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Change it: the next of what it can be, or a name that is typed."""
        event.stop()
        key = event.option_id
        if key == "name":
            self.app.push_screen(InputDialog("Your name", self._settings.name), self._set_name)
        elif key == "keys":
            self.notify(KEYS_IN_FILE, markup=False)
        elif key:
            choices = choices_of(key)
            now = self._settings.as_values()[key]
            at = choices.index(now) if now in choices else -1
            self.post_message(SettingChosen(key, choices[(at + 1) % len(choices)]))

    def _set_name(self, name: str | None) -> None:
        if name is not None:
            self.post_message(SettingChosen("name", name))

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)


def _sentence(key: str) -> str:
    """Return what a setting is for, as a sentence."""
    return f"{MEANINGS[key][:1].upper()}{MEANINGS[key][1:]}."


def _display_value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return time_factor_words(value)
    if isinstance(value, dict):
        return f"{len(value)} changed" if value else "default"
    return str(value) or "none"
