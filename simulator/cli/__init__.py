"""The command line: reads arguments, calls one face, returns an exit code.

Thin on purpose: each command has its own module, imported only when it is asked for, so that `simulator list` never pays
for Textual. Every mistake that a user can cause ends here as one sentence on stderr, never as a traceback.
"""

from __future__ import annotations

import importlib
import sys
from enum import IntEnum
from typing import TYPE_CHECKING

from simulator.cli.streams import OutputFailed, complain, settle_streams, silence
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
    """Run one command and return its exit code."""
    settle_streams()
    code: int = Exit.DONE
    try:
        code = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has closed the pipe; the rest has nowhere to go, at exit too.
        silence(sys.stdout)
        return Exit.DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except OSError as error:
        if code != Exit.FAILED:  # else it has been said already
            complain(f"The output couldn't be written: {error.strerror or error}.")
        silence(sys.stdout)
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
        complain(str(error))
        return Exit.PROBLEMS if error.is_problem else Exit.FAILED
    except (BrokenPipeError, OutputFailed):
        raise
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        complain(f"{what}{error.strerror or error}.")
    return Exit.FAILED


def _command(arguments: argparse.Namespace) -> int:
    """Import the command's module and run it with the context and its own options; returns an exit code."""
    from dataclasses import fields

    from simulator.cli.context import context_of

    if arguments.verbose and not arguments.version:
        raise SimulatorError("--verbose only works with --version.")
    name = "version" if arguments.version else arguments.module
    module = importlib.import_module(f"simulator.cli.commands.{name}")
    options = module.Options(
        **{field.name: getattr(arguments, field.name) for field in fields(module.Options)}
    )
    code: int = module.run(context_of(arguments), options)
    return code
