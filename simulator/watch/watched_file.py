"""A file under watch: tells of each save once it has settled.

Exists because editors save in different ways: in one write, in two, or by putting a new file in the old one's place, so that
for a moment there is none. It looks when asked and never waits; what the bytes mean isn't its business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.files import NotRegular, check_regular, read_start
from simulator.scenario.limits import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 2.0
"""Seconds that a file may be gone or unreadable before it is worth a word."""

Mark = tuple[int, int, int]
"""When the file was changed, its size and its inode: what changes with a save."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the file cannot be seen now, as the end of a sentence about it."""

    why: str


class WatchedFile:
    """One file by its path; ask it about three times a second."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        self.path = path
        self._now = now
        self._known: Mark | None = None
        self._seen: Mark | None = None
        self._missing_since: float | None = None
        self._told = False

    def first(self) -> bytes | Trouble:
        """Return the file as it is now, settled or not."""
        try:
            mark = self._mark()
            data = self._read()
        except OSError as error:
            return Trouble(_why(error))
        self._known = self._seen = mark
        return data

    def poll(self) -> bytes | Trouble | None:
        """Return what a new save holds, or once why there is nothing to see; None where there is no news."""
        try:
            mark = self._mark()
            settled, self._seen = mark == self._seen, mark
            if mark == self._known:
                self._well()
                return None
            if not settled:
                return None
            data = self._read()
            if self._mark() != mark:
                return None
        except OSError as error:
            return self._missing(error)
        self._known = mark
        self._well()
        return data

    def _mark(self) -> Mark:
        status = self.path.stat()
        check_regular(self.path, status)
        return (status.st_mtime_ns, status.st_size, status.st_ino)

    def _read(self) -> bytes:
        return read_start(self.path, MAX_BYTES + 1)

    def _well(self) -> None:
        self._missing_since, self._told = None, False

    def _missing(self, error: OSError) -> Trouble | None:
        now = self._now()
        if self._missing_since is None:
            self._missing_since = now
        if self._told or now - self._missing_since < PATIENCE:
            return None
        self._told, self._known = True, None
        return Trouble(_why(error))


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "isn't there"
    if isinstance(error, NotRegular):
        return str(error.strerror).removeprefix("it ")
    return f"can't be read: {error.strerror or error}"
