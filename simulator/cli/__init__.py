"""The command line: reads arguments, calls one face, gives an exit code.

Thin on purpose: each command is a module of its own, imported only when it is asked for, so that `simulator list` never pays
for Textual. Whatever goes wrong that a user can cause ends here as one sentence on stderr, never as a traceback.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from enum import IntEnum
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


class Exit(IntEnum):
    """Exit codes; a contract with scripts."""

    DONE = 0
    PROBLEMS = 1
    FAILED = 2
    INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our answer has had enough; the rest has nowhere to go, also at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
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
        print(f"simulator: {error}", file=sys.stderr)
        return Exit.PROBLEMS if error.is_problem else Exit.FAILED
    except BrokenPipeError:
        raise
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        print(f"simulator: {what}{error.strerror or error}.", file=sys.stderr)
    return Exit.FAILED


def _command(arguments: argparse.Namespace) -> int:
    module = importlib.import_module(f"simulator.cli.{arguments.module}")
    code: int = module.run(arguments)
    return code
