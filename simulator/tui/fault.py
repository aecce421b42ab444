"""What is said and noted when the program itself has a fault: a sentence for the user, the traceback for the log."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from textual.worker import WorkerFailed

from simulator.records.log_file import state_log_path, write_fault
from simulator.scenario.library import checkout
from simulator.text import path_text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def log_fault(error: BaseException, now: datetime | None = None) -> Path | None:
    """Write the traceback of an error into the log; return the log, or None where it could not be written."""
    path = state_log_path(checkout())
    if isinstance(error, WorkerFailed):
        error = error.error
    where = f"Python {platform.python_version()}, Textual {version('textual')}, {platform.system()}"
    message = f"An error in full-screen mode, {where}"
    return path if path and write_fault(path, message, error, now) else None


def fault_sentence(error: BaseException, log: Path | None, resume: str) -> str:
    """Return the sentence for the user: what happened, where the details are, and how to resume the play that is saved."""
    if isinstance(error, WorkerFailed):
        error = error.error
    kind = type(error).__name__
    details = f"the details are in {path_text(log)}" if log else "the details couldn't be written"
    saved = f", and your play is saved: resume it with {resume}" if resume else ""
    return f"The program stopped because of an error in it ({kind}); {details}{saved}."
