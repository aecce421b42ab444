"""Whether the file that a round is written to is still the one at its path, whole.

An open file can be deleted, moved, replaced or cut short, or its disk taken away, and writing to it succeeds all the same.
What is written then is in no file that anyone will find, so it must not be acknowledged. Writes nothing.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING, NamedTuple

from simulator.text import path_text

if TYPE_CHECKING:
    from pathlib import Path

_PIECE = 1 << 20
"""Bytes that are read at once."""


class _Stat(NamedTuple):
    """What tells one file from another, and one state of it from another."""

    device: int
    inode: int
    size: int
    changed: int
    """When it was written to last, in nanoseconds."""


class FileLost(Exception):
    """The file is not the one that was opened any more, or not whole: a sentence that says which, and one of what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class RecordFile:
    """A database and its log, as they were seen last."""

    def __init__(self, path: Path) -> None:
        self._shown = path_text(path)
        self._path, self._log_path = os.fspath(path), f"{os.fspath(path)}-wal"
        self._file, self._log = _stat(self._path), _stat(self._log_path)
        # Open for as long as the database is: to close any descriptor of a file ends all locks that this process has on it.
        self._descriptor: int | None = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._sum = self._checksum()

    def close(self) -> None:
        """Let go of the file; to be called after the database was closed."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing at the path."""
        return _stat(self._path) is None

    @property
    def is_same(self) -> bool:
        """Whether the file at the path, apart from its log, is the one that was opened, with what was in it.

        A file that was written to is read again: the same bytes may have been put back.
        """
        file = _stat(self._path)
        if file == self._file:
            return True
        found = self._checksum() if _is_same(file, self._file) else None
        if found is None or found != self._sum:
            return False
        self._file = file
        return True

    @property
    def is_log_missing(self) -> bool:
        """Whether there is no log beside it."""
        return _stat(self._log_path) is None

    def check(self) -> None:
        """Raise FileLost where anything about the file or its log has changed."""
        self.check_log()
        self._check_file()

    def check_log(self) -> None:
        """Raise FileLost where the log has changed; to be called before a write, which would hide that it was cut short."""
        log = _stat(self._log_path)
        if log != self._log:
            self._check_file()  # what to say first where both are gone
            same = _is_same(log, self._log)
            raise self._lost_log("changed by another program" if same else "deleted or replaced")

    def check_written(self) -> None:
        """Raise FileLost where what was just written is not in the file at the path; else take note of its size."""
        self._check_file()
        log = _stat(self._log_path)
        if not _is_same(log, self._log):
            raise self._lost_log("deleted or replaced")
        self._log = log

    def note(self) -> None:
        """Take note of the sizes, after the log was emptied into the file."""
        file = _stat(self._path)
        if _is_same(file, self._file) and file != self._file:
            self._file, self._sum = file, self._checksum()
        self.note_log()

    def note_log(self) -> None:
        """Take note of the size of the log."""
        log = _stat(self._log_path)
        if _is_same(log, self._log):
            self._log = log

    def _check_file(self) -> None:
        if self.is_same:
            return
        file = _stat(self._path)
        if file is None:
            message = self._words("The round's file {} has been deleted or moved")
            raise FileLost(message, "Resume the round to save all of it there again.")
        same = _is_same(file, self._file)
        how = "changed by another program" if same else "replaced by another"
        raise FileLost(
            self._words(f"The round's file {{}} has been {how}"),
            "Put it back as it was, or move it away, and resume the round.",
        )

    def _lost_log(self, how: str) -> FileLost:
        message = self._words(f"The log beside the round's file {{}} has been {how}")
        return FileLost(
            message, "Resume the round; if that doesn't help, host it again from its file."
        )

    def _checksum(self) -> int | None:
        """Return a checksum of the file that was opened, None once it is closed; a round is read in a few milliseconds."""
        if self._descriptor is None:
            return None
        found = at = 0
        while piece := os.pread(self._descriptor, _PIECE, at):
            found, at = zlib.crc32(piece, found), at + len(piece)
        return found

    def _words(self, what: str) -> str:
        return f"{what.format(self._shown)}, so nothing more can be saved in it."


def _is_same(one: _Stat | None, other: _Stat | None) -> bool:
    """Return whether both are one file, whatever its size."""
    return one is not None and other is not None and one[:2] == other[:2]


def _stat(path: str) -> _Stat | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path costs more than the look itself
    except OSError:
        return None
    return _Stat(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
