"""What a player can choose from: the scenarios of the library and the saved plays that have not ended.

Opens many files, so a screen reads it beside itself. One file or folder that cannot be read must not hide the others, so what
goes wrong is kept beside what could be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.scenario.library import Library, Shelved, load

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.records.record import Record
    from simulator.records.saves import Saves


@dataclass(frozen=True, slots=True)
class Shelf:
    """Scenarios by id, open plays with the newest first, and a sentence for all that could not be read."""

    items: tuple[Shelved, ...] = ()
    plays: tuple[Record, ...] = ()
    troubles: tuple[str, ...] = ()

    def title(self, record: Record) -> str:
        """What a saved play is of: the scenario's title, or its id where the library has it no more."""
        for item in self.items:
            if item.id == record.header.scenario and item.reading.scenario:
                return item.reading.scenario.title
        return record.header.scenario


def read_shelf(library: Library, saves: Saves) -> Shelf:
    """Read all of it."""
    troubles: list[str] = []
    items = []
    for path in _files(library, troubles):
        try:
            items.append(Shelved(path, load(path)))
        except SimulatorError as error:
            troubles.append(str(error))
    return Shelf(tuple(items), tuple(_plays(saves, troubles)), tuple(troubles))


def _files(library: Library, troubles: list[str]) -> list[Path]:
    """Every scenario file by its id; the first folder that has one wins, as in the library."""
    found: dict[str, Path] = {}
    for folder in library.folders:
        try:
            for path in Library((folder,)).files():
                found.setdefault(path.stem, path)
        except SimulatorError as error:
            troubles.append(str(error))
    return [found[id] for id in sorted(found)]


def _plays(saves: Saves, troubles: list[str]) -> list[Record]:
    try:
        records, unreadable = saves.list()
    except SimulatorError as error:
        troubles.append(str(error))
        return []
    troubles += [f"{save.message} {save.hint or ''}".rstrip() for save in unreadable]
    return [record for record in records if record.ended is None and record.entries]
