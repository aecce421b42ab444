"""The command line: reads arguments, calls one face, gives an exit code.

Thin on purpose: each command is a module of its own, imported only when it is asked for, so that `simulator list` never pays
for Textual. Whatever goes wrong that a user can cause ends here as one sentence on stderr, never as a traceback.
"""

from __future__ import annotations

import codecs
import contextlib
import importlib
import io
import os
import sys
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import TextIO


class Exit(IntEnum):
    """Exit codes; a contract with scripts."""

    DONE = 0
    PROBLEMS = 1
    FAILED = 2
    INTERRUPTED = 130


PLAIN_SIGNS = "simulator.plain-signs"
"""The name of the error handler for streams whose encoding lacks a sign."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    _settle_streams()
    code: int = Exit.DONE
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our answer has had enough; the rest has nowhere to go, also at exit.
        _silence(sys.stdout)
        return Exit.DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except OSError as error:
        if code != Exit.FAILED:  # else it has been said already
            _complain(f"The answer could not be written: {error.strerror or error}.")
        _silence(sys.stdout)
        return Exit.FAILED
    return code


def _run(argv: Sequence[str] | None) -> int:
    from simulator.cli.arguments import parser

    try:
        arguments = parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return _command(arguments)
    except SimulatorError as error:
        _complain(str(error))
        return Exit.PROBLEMS if error.is_problem else Exit.FAILED
    except BrokenPipeError:
        raise
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        _complain(f"{what}{error.strerror or error}.")
    return Exit.FAILED


def _settle_streams() -> None:
    """Give every standard stream a place, also where the caller closed it, and let no letter fail to be written."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    codecs.register_error(PLAIN_SIGNS, _in_plain_signs)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAIN_SIGNS)


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    """Give the ASCII form of what a stream cannot write, as `-` for a minus, or `?` where there is none."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from simulator.report.signs import plain_signs

    plain = plain_signs(error.object[error.start : error.end].replace("…", "..."))
    return plain.encode("ascii", "replace").decode("ascii"), error.end


def _complain(sentence: str) -> None:
    """Say on stderr what went wrong; where nobody can be told, the exit code has to do."""
    try:
        print(f"simulator: {sentence}", file=sys.stderr)
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Send what is left in a stream nowhere, so that nothing fails once more at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _command(arguments: argparse.Namespace) -> int:
    module = importlib.import_module(f"simulator.cli.{arguments.module}")
    code: int = module.run(arguments)
    return code
