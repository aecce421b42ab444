"""`simulator --version`: the version, and with --verbose the details to include in a bug report."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.cli import Exit
from simulator.errors import SimulatorError
from simulator.text import path_text, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulator.cli.context import Context

DEPENDENCIES = (
    "aiohttp",
    "cryptography",
    "fsrs",
    "msgspec",
    "numpy",
    "rapidfuzz",
    "segno",
    "shtab",
    "textual",
    "tomli",
    "tomlkit",
    "transitions",
    "uvloop",
)


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    verbose: bool = False


def run(context: Context, options: Options) -> int:
    """Print the version, and with --verbose what the program runs on and where it keeps things."""
    print(f"simulator {__version__}")
    if options.verbose:
        for line in _details(context):
            print(line)
    return Exit.DONE


def _details(context: Context) -> Iterator[str]:
    """Yield a line for each thing that a maintainer asks for first; none of them is a secret."""
    from simulator.records.log_file import state_log_path
    from simulator.records.settings import settings_path
    from simulator.ruleset import EDITION
    from simulator.scenario.library import checkout

    yield f"Rules: edition {EDITION}"
    yield f"Python: {platform.python_version()} ({platform.python_implementation()})"
    yield f"Platform: {printable(platform.platform())}"
    yield f"Dependencies: {', '.join(f'{name} {_version(name)}' for name in DEPENDENCIES)}"
    yield f"Terminal: {_terminal(context)}"
    yield f"Settings: {_where(settings_path)}"
    yield f"Saves: {_where(lambda: context.saves.folder)}"
    yield f"History: {_where(lambda: context.history_path)}"
    yield f"Log: {_where(lambda: state_log_path(checkout()))}"


def _version(name: str) -> str:
    try:
        return printable(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return "missing"


def _terminal(context: Context) -> str:
    """Return what the program knows of the terminal, as `TERM xterm, 80 by 24, utf-8, NO_COLOR not set`."""
    columns, lines = shutil.get_terminal_size()
    streams = {"input": sys.stdin, "output": sys.stdout, "error output": sys.stderr}
    elsewhere = [name for name, stream in streams.items() if not stream.isatty()]
    parts = [
        f"TERM {printable(context.environment.get('TERM', '')) or 'not set'}",
        f"{columns} by {lines}",
        printable(sys.stdout.encoding or "no encoding"),
        f"NO_COLOR {'set' if context.environment.get('NO_COLOR') else 'not set'}",
        *(f"{name} isn't a terminal" for name in elsewhere),
    ]
    return ", ".join(parts)


def _where(find: Callable[[], Path | None]) -> str:
    """Return a path, with ~ for the user's home, and whether there is anything yet; or why there is none."""
    try:
        path = find()
    except SimulatorError as error:
        return error.message
    if path is None:
        return "There is no folder for it."
    there = "" if path.exists() else " (not created yet)"
    try:
        return f"~/{path_text(path.relative_to(Path.home()))}{there}"
    except (RuntimeError, ValueError):
        return f"{path_text(path)}{there}"
