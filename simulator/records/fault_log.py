"""The log of faults in the program itself, so that whoever mends one has its traceback and the user only a sentence.

It lies beside the history. Reads no clock; writes into regular files alone.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.records.history import history_path

if TYPE_CHECKING:
    from pathlib import Path

NAME = "faults.log"
MOST_BYTES = 1024 * 1024
"""Size from which the log starts afresh."""


def fault_log_path(checkout: Path | None) -> Path | None:
    """Return where the log lies; None where there is no folder for it."""
    try:
        history = history_path(None, checkout)
    except SimulatorError:
        return None
    if history.exists() and not history.is_file():
        return None  # a device or the like, whose folder is not ours
    return history.parent / NAME


def add_fault(path: Path, text: str) -> bool:
    """Add a text at the end of the log, which only its owner can read; return whether that could be done."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, flags, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return False
            if status.st_size > MOST_BYTES:
                os.truncate(descriptor, 0)
            file.write(text)
    except (OSError, ValueError):
        return False
    return True
