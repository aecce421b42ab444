"""Rename a player in everything that is kept of them, and remove what they typed from their saves.

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
from simulator.records.card_file import CardFile
from simulator.records.journal import MAX_BYTES, Journal
from simulator.records.record import FOUND, WORDS, encode_line
from simulator.records.save_failures import SaveFailed, SaveInUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from simulator.records.history import History
    from simulator.records.record import Record
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
    CardFile.beside(history.path).rename(old, new)
    return Renamed(renamed, history.rename(old, new), tuple(left))


def _rename_save(path: Path, new: str) -> None:
    """Put another name into the header of a save; raises SaveInUse, UnreadableSave or SaveFailed."""

    def renamed(data: bytes) -> bytes:
        header, rest = data.split(b"\n", 1)
        return encode_line({**json.loads(header), "as": new}) + rest

    _rewrite_save(path, renamed, "The new name couldn't be saved in")


def _rewrite_save(path: Path, change: Callable[[bytes], bytes], task: str) -> None:
    """Put changed bytes in place of a save's, which keeps its time; raises SaveInUse, UnreadableSave or SaveFailed."""
    with Journal.open(path):  # locked, so that no program adds a move to the file that is replaced
        try:
            times = os.stat(path)  # noqa: PTH116 (the file, by whatever name it was reached)
            replace_file(path, change(read_file(path, MAX_BYTES)))
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        except OSError as error:
            raise SaveFailed(task, path, error) from error


@dataclass(frozen=True, slots=True)
class ForgottenWords:
    """From how many saves typed words were removed, and the names of the saves left because they are open elsewhere."""

    saves: int
    left: tuple[str, ...] = ()


def saves_with_words(saves: Saves, person: str) -> list[Record]:
    """Return the saves of a person that may have typed words, those of moves that were undone too."""
    records, _ = saves.list()
    return [item for item in records if item.header.person == person and item.header.own_words]


def forget_words(records: Iterable[Record]) -> ForgottenWords:
    """Remove everything that was typed from saves; the moves stay. Raises SimulatorError where a file cannot be written."""
    changed, left = 0, []
    for record in records:
        try:
            _rewrite_save(record.path, _without_words, "What was typed couldn't be removed from")
        except SaveInUse:
            left.append(record.name)
        else:
            changed += 1
    return ForgottenWords(changed, tuple(left))


def _without_words(data: bytes) -> bytes:
    """Return the lines of a save without what was typed."""
    header, *lines = (json.loads(line) for line in data.splitlines())
    kept = [
        {key: item for key, item in line.items() if key not in (WORDS, FOUND)} for line in lines
    ]
    return b"".join(map(encode_line, (header, *kept)))


def check_names(old: str, new: str) -> None:
    """Raise SimulatorError unless these are two names of players."""
    if not old or not new:
        which = "old" if not old else "new"
        raise SimulatorError(
            f"The {which} name is empty.", "Give two names: the old, then the new."
        )
    if old == new:
        raise SimulatorError(f'The player is already called "{new}".', "Give a different new name.")
