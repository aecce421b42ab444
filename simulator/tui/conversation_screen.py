"""Which screen a play has: one in the player's own words has a line to type on, which isn't imported for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.tui.screens.play import PlayScreen

if TYPE_CHECKING:
    from simulator.play.opening import Opened
    from simulator.records.settings import Settings


def play_screen(opened: Opened, settings: Settings) -> PlayScreen:
    """Return the screen of a play that is open."""
    if not opened.seat.rules.own_words:
        return PlayScreen(opened.seat, opened.notes, settings)
    from simulator.tui.screens.own_words import OwnWordsScreen

    return OwnWordsScreen(opened.seat, opened.notes, settings)
