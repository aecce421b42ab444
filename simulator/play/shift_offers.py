"""The shifts that a player can begin or resume, for Home and for the menu in lines; read without the scenarios they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.shift_opening import begin_shift, resume_shift
from simulator.shift.library import glance_shift, read_shift, shift_paths
from simulator.shift.words import length_words
from simulator.text import count

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from simulator.play.shift_opening import OpenedShift
    from simulator.records.save_index import SavedPlay, SaveListing
    from simulator.records.saves import Saves
    from simulator.scenario.library import Library

ABOUT = "Several customers in a row: look after your own composure, and see what each conversation does to the business."


@dataclass(frozen=True, slots=True)
class ShiftOffer:
    """A shift to begin, or with a `save` one to resume by that name; `title` and `about` are what a list says of it."""

    title: str
    about: str
    path: Path | None = None
    save: str = ""


def shift_offers(library: Library, listing: SaveListing, person: str | None) -> list[ShiftOffer]:
    """Return what a person can do: resume a shift that was left, the newest first, or begin one; none that can't be read."""
    offers = []
    titles = {}
    for path in shift_paths(library):
        try:
            shift = glance_shift(path)
        except SimulatorError:
            continue  # `check` says why
        if shift is not None:
            titles[path.stem] = shift.title
            offers.append(ShiftOffer(shift.title, length_words(shift), path))
    left = [
        ShiftOffer(
            f"Resume: {titles.get(play.scenario, play.scenario)}",
            f"{count(play.moves, 'move')} so far",
            save=play.name,
        )
        for play in left_shifts(listing, person)
    ]
    return [*left, *offers]


def left_shifts(listing: SaveListing, person: str | None) -> list[SavedPlay]:
    """Return a person's shifts that were begun and not worked to their end, the newest first."""
    return [
        play
        for play in listing.plays
        if play.shift and play.moves and play.ended is None and play.person == person
    ]


def open_offer(
    offer: ShiftOffer,
    library: Library,
    saves: Saves,
    *,
    person: str | None,
    seed: int,
    started: datetime,
    now: Callable[[], float],
) -> OpenedShift:
    """Begin or resume a shift; raises SimulatorError where that can't be."""
    if offer.path is None:
        journal = saves.resume(offer.save)
        try:
            return resume_shift(journal, library, now)
        except BaseException:
            journal.close()
            raise
    file = read_shift(offer.path, library)
    return begin_shift(file, saves, person=person, seed=seed, started=started, now=now)
