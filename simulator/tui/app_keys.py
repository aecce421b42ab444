"""The keys that the game has on every screen.

They stand apart from the app, because the keys of the settings are checked against them before there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.binding import BindingType


class AppKeys:
    """Only holds the bindings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+p",
            "command_palette",
            show=False,
            key_display="Ctrl-P",
            tooltip="finds a command by name",
            id="app.palette",
        ),
        Binding(
            "ctrl+o",
            "settings",
            show=False,
            key_display="Ctrl-O",
            tooltip="shows the settings",
            id="app.settings",
        ),
    ]
