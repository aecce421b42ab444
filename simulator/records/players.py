"""Rename a player in everything that is kept of them: the header of each save and the rows of the history.

A save is written again beside itself and put in its place whole, so that a crash leaves either the old file or the new one. It
keeps its time, because a renamed play hasn't been played since.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.files import read_file, replace_file
from simulator.records.failures import SaveFailed, SaveInUse
from simulator.records.journal import MAX_BYTES, Journal
from simulator.records.record import encode_line

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.records.history import History
    from simulator.records.saves import Saves


@dataclass(frozen=True, slots=True)
class Renamed:
    """How many saves and rows of the history were renamed, and the names of the saves left because they are open elsewhere."""

    saves: int
    rows: int
    left: tuple[str, ...] = ()


def rename_player(saves: Saves, history: History, old: str, new: str) -> Renamed:
    """Put every play of `old` under `new`; both are clean names.

    Doing it again does what is left. Raises SimulatorError where a file cannot be written.
    """
    records, _ = saves.list()
    renamed, left = 0, []
    for record in records:
        if record.header.person != old:
            continue
        try:
            _rename_save(record.path, new)
        except SaveInUse:
            left.append(record.name)
        else:
            renamed += 1
    return Renamed(renamed, history.rename(old, new), tuple(left))


def _rename_save(path: Path, new: str) -> None:
    """Put another name into the header of a save; raises SaveInUse, UnreadableSave or SaveFailed."""
    with Journal.open(path):  # locked, so that no program adds a move to the file that is replaced
        try:
            times = os.stat(path)  # noqa: PTH116 (the file, by whatever name it was reached)
            header, rest = read_file(path, MAX_BYTES).split(b"\n", 1)
            line = {**json.loads(header), "as": new}
            replace_file(path, encode_line(line) + rest)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        except OSError as error:
            raise SaveFailed("The new name couldn't be saved in", path, error) from error


def check_names(old: str, new: str) -> None:
    """Raise SimulatorError unless these are two names of players."""
    if not old or not new:
        which = "old" if not old else "new"
        raise SimulatorError(
            f"The {which} name is empty.", "Give two names: the old, then the new."
        )
    if old == new:
        raise SimulatorError(f'The player is called "{new}" already.', "Give a different new name.")
