"""The program's log: faults with their tracebacks for whoever mends them, where the user sees only a sentence.

A hosted round has its log beside its file; everything else goes into one beside the history. The log is only for its owner to
read, has a bounded size, and never stops the program: what can't be written is dropped. It must never hold what people play,
say or join with. So of a message only the first line is written, and of an error its class and where it was raised; its own
words are kept only where Python itself wrote them, since others may quote a text or a token.
"""

from __future__ import annotations

import contextlib
import errno
import io
import logging
import os
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from simulator.errors import SimulatorError
from simulator.files import check_regular, make_private_folder
from simulator.text import printable

NAME = "faults.log"
MAX_BYTES = 1024 * 1024
"""Size of the log; one older file of that size is kept beside it."""
MAX_MESSAGE = 500
MAX_ERRORS = 10
MAX_FRAMES = 50
LOGGED = ("simulator", "asyncio")
"""The loggers whose records are written: ours, and that of the event loop, which would print over the screen."""
_PYTHONS_WORDS = (
    ArithmeticError,
    AttributeError,
    ImportError,
    IndexError,
    MemoryError,
    NameError,
    RecursionError,
    TypeError,
)
"""Errors whose words name parts of the program and not what is in its data."""


def logger_of(part: str) -> logging.Logger:
    """Return the logger of a part of the program; until `open_log` is called, what it is given goes nowhere."""
    top = logging.getLogger("simulator")
    if not top.handlers:
        top.addHandler(logging.NullHandler())
    return top.getChild(part)


def state_log_path(checkout: Path | None) -> Path | None:
    """Return where the log is, beside the history; None where there is no folder for it."""
    from simulator.records.history import (
        history_path,  # here, since a job's process needs no database
    )

    try:
        history = history_path(None, checkout)
    except SimulatorError:
        return None
    if history.exists() and not history.is_file():
        return None  # a device or the like, whose folder is not ours
    return history.parent / NAME


def round_log_path(record: Path) -> Path:
    """Return where the log of a hosted round is, beside the round's file."""
    return record.with_name(f"{record.name}.log")


def open_log(path: Path | None, level: str = "warning") -> None:
    """Write what is logged from now on into a file, from a level up; without a path nothing is written."""
    handler = logging.NullHandler() if path is None else LogFile(path)
    for name in LOGGED:
        logger = logging.getLogger(name)
        for old in logger.handlers[:]:
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
        logger.setLevel(level.upper())
        logger.propagate = False


def write_fault(
    path: Path, message: str, error: BaseException, now: datetime | None = None
) -> bool:
    """Write one fault into the log at a path; return whether that could be done."""
    handler = LogFile(path)
    told = (type(error), error, error.__traceback__)
    record = logging.LogRecord("simulator", logging.CRITICAL, "", 0, message, None, told)
    if now is not None:
        record.created = now.timestamp()
    handler.emit(record)
    handler.close()
    return not handler.failed


def fault_text(error: BaseException) -> str:
    """Return the traceback of an error and of those behind it, without words that may quote what people play."""
    told: list[str] = []
    todo, seen = [error], {id(error)}
    while todo and len(told) < MAX_ERRORS:
        found = todo.pop(0)
        frames = traceback.format_list(traceback.extract_tb(found.__traceback__, limit=-MAX_FRAMES))
        told.append(f"{''.join(frames)}{_name(found)}")
        behind = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
        inside = found.exceptions if isinstance(found, BaseExceptionGroup) else ()
        fresh = [other for other in (behind, *inside) if other and id(other) not in seen]
        seen.update(map(id, fresh))
        todo += fresh
    return "\nwhich came from:\n".join(told)


def _name(error: BaseException) -> str:
    """Return the class of an error, with its words where they are Python's own, or what the system calls it."""
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    if isinstance(error, _PYTHONS_WORDS):
        return f"{name}: {str(error)[:MAX_MESSAGE]}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name}: {errno.errorcode.get(error.errno, error.errno)}"
    return name


class _Formatter(logging.Formatter):
    """A line of time, level, logger and message, and an error's traceback indented below it, so that none looks like a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record with nothing in it that would steer a terminal."""
        first = record.getMessage().partition("\n")[0][:MAX_MESSAGE]
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        head = f"{when} {record.levelname} {record.name}: {printable(first)}"
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return head
        return f"{head}\n{_indent(fault_text(error))}"


def _indent(text: str) -> str:
    return "\n".join(f"    {printable(line)}" for line in text.splitlines())


class LogFile(RotatingFileHandler):
    """A regular file of bounded size that only its owner can read; `failed` tells whether the last record was lost."""

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        super().__init__(path, maxBytes=max_bytes, backupCount=1, encoding="utf-8", delay=True)
        self.setFormatter(_Formatter())
        self.failed = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, or drop it."""
        self.failed = False
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 (the name of the base class)
        """Drop the record: a log that can't be written must neither stop the program nor write over the screen."""
        self.failed = True
        stream, self.stream = self.stream, None
        if stream:
            with contextlib.suppress(OSError):
                stream.close()

    def _open(self) -> io.TextIOWrapper:
        """Open or make the file; raises OSError where it is a link, a pipe or a device."""
        path = Path(self.baseFilename)
        make_private_folder(path.parent)
        flags = (
            os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        )
        descriptor = os.open(path, flags, 0o600)
        try:
            check_regular(path, os.fstat(descriptor))
            os.fchmod(descriptor, 0o600)
        except OSError:
            os.close(descriptor)
            raise
        return io.TextIOWrapper(
            os.fdopen(descriptor, "ab"), encoding="utf-8", errors="backslashreplace"
        )
