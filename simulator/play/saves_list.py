"""The saves as a list shows them, whether or not the history has been brought up to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.records.save_failures import UnreadableSave
from simulator.records.save_index import SaveIndex, SaveListing
from simulator.records.saves import Unreadable

if TYPE_CHECKING:
    from simulator.records.history import History
    from simulator.records.saves import Saves


def list_saves(saves: Saves, history: History | None) -> SaveListing:
    """Return every save without bringing the history up to them; a folder that can't be listed is among the unreadable."""
    try:
        return SaveIndex(saves, history).refresh()
    except UnreadableSave as error:
        return SaveListing(unreadable=(Unreadable(saves.folder, error.message, error.hint),))
