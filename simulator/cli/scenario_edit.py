"""Change a scenario file that a trainer may have open in an editor, whole or not at all.

What is written was worked out from bytes read earlier. If the file has other bytes by then, the trainer has saved it in the
meantime, and nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import SimulatorError
from simulator.files import replace_file
from simulator.scenario.library import read_bytes
from simulator.scenario.parse import parse
from simulator.text import short_path

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.parse import Reading

BOM = "\ufeff"


class EditedMeanwhile(SimulatorError):
    """A file has other bytes than those that a change was worked out from."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{short_path(path)} was changed in the meantime, so nothing was written.",
            "Run the command again.",
        )


class Source(NamedTuple):
    """A scenario file as it was read: its bytes, its text without a byte order mark, and its reading."""

    path: Path
    data: bytes
    text: str
    reading: Reading

    def bytes_of(self, text: str) -> bytes:
        """Return the bytes of a new text, with the byte order mark that the file has."""
        return ((BOM if self.data.startswith(BOM.encode()) else "") + text).encode()


def read_source(path: Path) -> Source:
    """Read a scenario file to be changed; raises LibraryError. The text of one that isn't UTF-8 has stand-ins."""
    data = read_bytes(path)
    text = data.decode("utf-8-sig", "replace")
    return Source(path, data, text, parse(data, path.stem, short_path(path)))


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Write a file's new bytes if it still has the old ones; raises EditedMeanwhile or SimulatorError."""
    if read_bytes(path) != before:
        raise EditedMeanwhile(path)
    try:
        replace_file(path, after)
    except OSError as error:
        message = f"{short_path(path)} couldn't be written: {error.strerror}."
        raise SimulatorError(message, "The file is unchanged.") from None
