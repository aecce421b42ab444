"""The errors that saves can raise (unreadable, in use, not written, name taken), with the disk's causes in a player's words.

Exists because the journal, the folder and every face speak of the same failures. It opens no file.
"""

import errno
import re
from pathlib import Path

from simulator.errors import SimulatorError
from simulator.text import clean_name, path_text

SUFFIX = ".play"

SAVE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_READ_ONLY = ("writing there isn't allowed", "Make it writable and try again")
_NO_FOLDER = ("something that isn't a folder is in the way", "Move it away and try again")
_NO_LOCKS = ("that disk can't lock files", "Try again")
_CAUSES = {
    errno.ENOSPC: ("the disk is full", "Free up some space there and try again"),
    errno.EDQUOT: ("your disk quota is used up", "Free up some space there and try again"),
    errno.EFBIG: ("the system limits how large files can grow", "Raise `ulimit -f` and try again"),
    errno.EIO: ("the disk reported an error", "Check the disk and try again"),
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EEXIST: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.ENOLCK: _NO_LOCKS,
    errno.EOPNOTSUPP: _NO_LOCKS,
}


class UnreadableSave(SimulatorError):
    """A save, or the folder of them, cannot be read: `path`, `line` (from 1, or None), `reason`."""

    def __init__(self, path: Path, line: int | None, reason: str, hint: str | None = None) -> None:
        place = path_text(path) if line is None else f"{path_text(path)}, line {line}"
        hint = hint or "It was left unchanged; repair it or move it elsewhere."
        super().__init__(f"{place}: {reason}.", hint)
        self.path, self.line, self.reason = path, line, reason


class SaveInUse(SimulatorError):
    """The play at `path` is open for writing already, in this program or another."""

    def __init__(self, path: Path) -> None:
        message = f"This conversation is open in another window: {path_text(path)}."
        super().__init__(message, "Continue there, or close it first.")
        self.path = path


class SaveFailed(SimulatorError):
    """Something could not be saved: `path`, and `errno` as the system gave it or 0."""

    def __init__(self, task: str, path: Path, error: OSError) -> None:
        number = error.errno or 0
        cause, remedy = _CAUSES.get(number, (error.strerror or "it was refused", "Try again"))
        super().__init__(
            f"{task} {path_text(path)}: {cause}.",
            f"{remedy}, or choose another folder with --saves.",
        )
        self.path, self.errno = path, number


class NameTaken(SimulatorError):
    """There is a file at `path` already; it was not touched."""

    def __init__(self, path: Path) -> None:
        message = f"There is already a saved conversation with this name: {path_text(path)}."
        super().__init__(message, "Choose another name.")
        self.path = path


def save_path(folder: Path, name: str) -> Path:
    """Where the play called `name` lies in `folder`; raises SimulatorError for a bad name."""
    if not SAVE_NAME.fullmatch(name):
        raise SimulatorError(
            f"'{clean_name(name)}' isn't a valid name for a saved conversation.",
            "Use up to 80 lower-case letters, digits and hyphens, beginning with a letter or digit.",
        )
    return folder / f"{name}{SUFFIX}"
