"""From what a user names on the command line to scenario files."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError, printable
from simulator.scenario.diagnostic import quoted
from simulator.scenario.library import (
    SUFFIX,
    VARIABLE,
    Library,
    LibraryError,
    Shelved,
    folders,
    load,
)

if TYPE_CHECKING:
    import argparse

    from simulator.scenario.diagnostic import Diagnostic


_UNSEEN = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def library(arguments: argparse.Namespace) -> Library:
    """The library: shipped, named by --library, named by the environment."""
    named = getattr(arguments, "library", None) or []
    if "" in named:
        raise LibraryError("The folder given with --library is empty.", "Name a folder.")
    return Library(folders(named, os.environ.get(VARIABLE)))


def shown(path: Path) -> str:
    """A path as a user would write it, relative where it lies below the present folder, fit to be printed."""
    with contextlib.suppress(ValueError, OSError):
        if path.is_absolute():
            path = path.relative_to(Path.cwd())
    return printable(str(path))


def files(arguments: argparse.Namespace) -> list[Path]:
    """The scenario files that the arguments name: files, folders with all below them, ids; else the library."""
    shelf = library(arguments)
    if not arguments.paths:
        return shelf.files()
    found: list[Path] = []
    for name in arguments.paths:
        if not name:
            raise LibraryError("A path is empty.", "Name a file, a folder or an id.")
        path = Path(name)
        if path.is_dir():
            below = sorted(
                file
                for file in path.rglob(f"*{SUFFIX}")
                if file.is_file()
                and not any(step.startswith(".") for step in file.relative_to(path).parts)
            )
            if not below:
                raise LibraryError(f"There is no {SUFFIX} file in {quoted(name, 200)}.")
            found += below
        elif path.exists():
            found.append(path)
        else:
            found.append(shelf.find(name))
    return list(dict.fromkeys(found))


def readings(arguments: argparse.Namespace) -> list[Shelved]:
    """Every file that the arguments name, read."""
    return [Shelved(path, load(path, shown(path))) for path in files(arguments)]


def one(arguments: argparse.Namespace) -> Shelved:
    """The one scenario file that the arguments name, read."""
    path = library(arguments).find(arguments.scenario)
    return Shelved(path, load(path, shown(path)))


def read_moves(text: str) -> list[str]:
    """Moves as typed, or of a file named by @FILE: separated by commas, blanks or lines; `#` begins a comment."""
    if text.startswith("@"):
        path = Path(text[1:])
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            message = f"The moves cannot be read from {quoted(str(path), 200)}: {why}."
            raise SimulatorError(message) from None
    return [move for move in re.split(r"[,\s]+", re.sub(r"#.*", "", text)) if move]


def count(number: int, thing: str) -> str:
    """A number with its noun: `1 file`, `no errors`."""
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def print_json(document: Any) -> None:
    """Print one JSON document; unseen characters in it are escaped, so that none reaches a terminal."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.write(_UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n")


def lines_of(path: Path) -> list[str]:
    """A file's lines as its problems count them; none where it cannot be read any more."""
    try:
        return path.read_bytes().decode("utf-8-sig", "replace").split("\n")
    except OSError:
        return []


def print_problem(problem: Diagnostic, lines: list[str]) -> None:
    """Print a problem for people: place, sentence, hint, and the line with a mark under it."""
    hint = f" {problem.hint}" if problem.hint else ""
    print(
        f"{problem.file}:{problem.line}:{problem.column}: {problem.severity.value}: "
        f"{problem.message}{hint} [{problem.rule}]"
    )
    if problem.line <= len(lines):
        text, mark = excerpt(lines[problem.line - 1], problem.column)
        gutter = " " * len(str(problem.line))
        print(f"  {problem.line} | {text}\n  {gutter} | {mark}")


def excerpt(line: str, column: int, width: int = 90) -> tuple[str, str]:
    """A line of a file as it can be shown, and the mark under a column; long lines are cut around it."""
    line = "".join(sign if sign.isprintable() else " " for sign in line)
    start = max(0, column - 1 - width // 2) if len(line) > width else 0
    cut = line[start : start + width]
    before, after = ("…" if start else ""), ("…" if start + width < len(line) else "")
    return before + cut + after, " " * (column - 1 - start + len(before)) + "^"
