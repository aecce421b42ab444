"""From what a user names on the command line to scenario files."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.files import read_file
from simulator.scenario.library import (
    SUFFIX,
    VARIABLE,
    Library,
    LibraryError,
    ScenarioFile,
    folders,
    is_file,
    left_out_words,
    load,
)
from simulator.text import escape_json, quoted, short_path

if TYPE_CHECKING:
    import argparse


MOST_MOVES = 1024 * 1024
"""Bytes of a file of moves."""


def library(arguments: argparse.Namespace) -> Library:
    """The library: shipped, named by --library, named by the environment."""
    named = getattr(arguments, "library", None) or []
    if "" in named:
        raise LibraryError("The folder given with --library is empty.", "Name a folder.")
    shelf = Library(folders(named, os.environ.get(VARIABLE)))
    # The game shows it among what else is wrong with the library; every other command says it once.
    if arguments.module != "home" and not getattr(arguments, "said_left_out", False):
        arguments.said_left_out = True
        for sentence in left_out_words(shelf):
            complain(sentence)
    return shelf


def files(arguments: argparse.Namespace) -> tuple[list[Path], list[Unreadable]]:
    """The scenario files that the arguments name: files, folders with all below them, ids; else the library.

    With them comes a sentence for each folder that could not be looked into; raises LibraryError where nothing is found.
    """
    shelf = library(arguments)
    if not arguments.paths:
        return shelf.files(), []
    found: list[Path] = []
    closed: list[Unreadable] = []
    for name in arguments.paths:
        if not name:
            raise LibraryError("A path is empty.", "Name a file, a folder or an id.")
        path = Path(name)
        if path.is_dir():
            below, unread = _below(path)
            if not below and not unread:
                raise LibraryError(f"There is no {SUFFIX} file in {quoted(name, 200)}.")
            found += below
            closed += unread
        elif path.exists():
            found.append(path)
        else:
            found.append(shelf.find(name))
    return list(dict.fromkeys(found)), closed


def _below(folder: Path) -> tuple[list[Path], list[Unreadable]]:
    """The scenario files in a folder and all below it, but for hidden ones, and the folders that could not be looked into."""
    found: list[Path] = []
    closed: list[Unreadable] = []

    def refused(error: OSError) -> None:
        name = short_path(Path(error.filename))
        message = f"The folder {quoted(name, 200)} cannot be read: {error.strerror}."
        closed.append(Unreadable(name, message))

    for parent, inner, names in os.walk(folder, onerror=refused):
        inner[:] = [name for name in inner if not name.startswith(".")]
        found += [
            Path(parent, name)
            for name in names
            if name.endswith(SUFFIX) and not name.startswith(".")
        ]
    return sorted(path for path in found if is_file(path)), sorted(closed)


class Readings(NamedTuple):
    """The files that the arguments name, read, and a sentence for each file or folder that could not be."""

    shelf: list[ScenarioFile]
    unreadable: list[Unreadable]

    def complain(self) -> None:
        """Say on stderr what could not be read."""
        for item in self.unreadable:
            complain(item.message)


class Unreadable(NamedTuple):
    """A file or folder that could not be read, and why in a sentence."""

    file: str
    message: str


def readings(arguments: argparse.Namespace) -> Readings:
    """Read every file that the arguments name; one that cannot be read does not hide the others. Raises LibraryError."""
    paths, unreadable = files(arguments)
    shelf = []
    for path in paths:
        try:
            shelf.append(ScenarioFile(path, load(path, short_path(path))))
        except LibraryError as error:
            unreadable.append(Unreadable(short_path(path), str(error)))
    if not shelf and len(unreadable) == 1:
        raise LibraryError(unreadable[0].message)  # there is nothing else to tell of
    return Readings(shelf, unreadable)


def one(arguments: argparse.Namespace) -> ScenarioFile:
    """The one scenario file that the arguments name, read."""
    path = library(arguments).find(arguments.scenario)
    return ScenarioFile(path, load(path, short_path(path)))


def read_moves(text: str) -> list[str]:
    """Moves as typed, or of a file named by @FILE: separated by commas, blanks or lines; `#` begins a comment."""
    if text.startswith("@"):
        path = Path(text[1:])
        try:
            text = read_file(path, MOST_MOVES).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            message = f"The moves cannot be read from {quoted(str(path), 200)}: {why}."
            raise SimulatorError(message) from None
    return [move for move in re.split(r"[,\s]+", re.sub(r"#.*", "", text)) if move]


def print_json(document: Any) -> None:
    """Print one JSON document; unseen characters in it are escaped, so that none reaches a terminal."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.write(escape_json(text) + "\n")
