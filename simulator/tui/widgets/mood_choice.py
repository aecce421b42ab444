"""Faces beside each other, one for each mood that can be chosen, with the number of its row and its word below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from simulator.portrait.parts import COLUMNS
from simulator.tui.widgets.portrait import Portrait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.portrait.traits import Traits
    from simulator.records.settings import Settings

LEAST_WIDTH, LEAST_HEIGHT = 60, 24
"""The size of the screen from which there is room for faces."""


class MoodChoice(Horizontal):
    """The faces of moods to choose from; nothing where there are none, no room, or the player wants no portraits."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def show(self, traits: Traits | None, bands: Sequence[str]) -> None:
        """Show these moods of someone."""
        self.remove_children()
        size = self.app.size
        room = (
            size.width >= LEAST_WIDTH
            and size.height >= LEAST_HEIGHT
            and self._settings.portrait == "on"
        )
        self.display = bool(traits and bands and room)
        if traits is None or not self.display:
            return
        for number, band in enumerate(bands, 1):
            face = Portrait(traits, band, ascii_only=self._settings.ascii)
            label = Static(f"{number} {band}".center(COLUMNS), markup=False)
            self.mount(Vertical(face, label))
