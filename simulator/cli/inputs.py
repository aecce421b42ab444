"""Finds and reads what a user names on the command line: scenario files, folders of them, and moves."""

from __future__ import annotations

import gc
import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.cli.other_files import is_other
from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.files import read_file
from simulator.scenario.library import (
    SUFFIX,
    LibraryError,
    ScenarioFile,
    check_file,
    is_file,
    is_scenario_file,
    is_scenario_name,
    load,
)
from simulator.text import quoted, short_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.scenario.library import Library
    from simulator.scenario.parse import Reading

MAX_MOVES_BYTES = 1024 * 1024
"""Bytes of a file of moves."""


class Unreadable(NamedTuple):
    """A file or folder that could not be read, and why in a sentence."""

    file: str
    message: str


class Inputs(NamedTuple):
    """The scenario files that were named, read, and a sentence for each file or folder that could not be."""

    scenarios: list[ScenarioFile]
    unreadable: list[Unreadable]

    def complain(self) -> None:
        """Say on stderr what could not be read."""
        for item in self.unreadable:
            complain(item.message)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for garbage: there is next to none, and with 100,000 problems it takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_inputs(library: Library, names: Sequence[str], *, or_none: bool = False) -> Inputs:
    """Read every scenario file that is named; one that cannot be read does not hide the others.

    Raises LibraryError, including where only courses and shifts are named, unless it may be none.
    """
    paths, unreadable = find_files(library, names)
    if not (paths or unreadable or or_none):
        raise LibraryError("There is no scenario here, only courses or shifts.")
    scenarios = []
    for path in paths:
        try:
            scenarios.append(ScenarioFile(path, load(path, short_path(path))))
        except LibraryError as error:
            unreadable.append(Unreadable(short_path(path), str(error)))
    if not scenarios and len(unreadable) == 1:
        raise LibraryError(unreadable[0].message)  # there is nothing else to report
    return Inputs(scenarios, unreadable)


def read_input(library: Library, name: str) -> ScenarioFile:
    """Read the one scenario file of an id or a path; raises LibraryError."""
    path = library.find(name)
    return ScenarioFile(path, load(path, short_path(path)))


def find_file(name: str) -> Path:
    """Return the path of a file that a trainer works on; raises LibraryError where the path names none."""
    if not name:
        raise LibraryError("The path is empty.", "Name a scenario file.")
    check_file(name, "`simulator new ID` writes a scenario to start from.")
    return Path(name)


def find_files(library: Library, names: Sequence[str]) -> tuple[list[Path], list[Unreadable]]:
    """Return the scenario files of paths, folders with all below them, and ids; of no names, the whole library.

    With them comes a sentence for each folder that could not be looked into; raises LibraryError where nothing is found.
    """
    if not names:
        return library.files(), []
    found: list[Path] = []
    closed: list[Unreadable] = []
    for name in names:
        if not name:
            raise LibraryError("One of the paths is empty.", "Name a file, a folder or an id.")
        path = Path(name)
        if path.is_dir():
            below, unread = _below(path)
            others = any(is_other(each) for each in below)
            below = [each for each in below if not is_other(each)]
            if not below and not unread and not others:
                raise LibraryError(f"There is no {SUFFIX} file in {quoted(name, 200)}.")
            found += below
            closed += unread
        elif path.exists():
            found += [] if is_other(path) else [path]
        else:
            found.append(library.find(name))
    return list(dict.fromkeys(found)), closed


def _below(folder: Path) -> tuple[list[Path], list[Unreadable]]:
    """Return the scenario files in a folder and all below it, but for hidden ones, and the folders that cannot be read."""
    found: list[Path] = []
    closed: list[Unreadable] = []

    def note_refusal(error: OSError) -> None:
        name = short_path(Path(error.filename))
        message = f"The folder {quoted(name, 200)} can't be read: {error.strerror}."
        closed.append(Unreadable(name, message))

    for parent, inner, names in os.walk(folder, onerror=note_refusal):
        inner[:] = [name for name in inner if not name.startswith(".")]
        found += [Path(parent, name) for name in names if is_scenario_name(name)]
    files = (path for path in found if is_file(path) and is_scenario_file(path))
    return sorted(files), sorted(closed)


def read_moves(text: str) -> list[str]:
    """Read moves as typed, or from a file named by @FILE: separated by commas, blanks or lines; `#` begins a comment."""
    if text.startswith("@"):
        path = Path(text[1:])
        try:
            text = read_file(path, MAX_MOVES_BYTES).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it isn't UTF-8 text"
            message = f"The moves can't be read from {quoted(str(path), 200)}: {why}."
            raise SimulatorError(message) from None
    return [move for move in re.split(r"[,\s]+", re.sub(r"#.*", "", text)) if move]


def version_of(library: Library, name: str) -> Reading:
    """Read a version of a scenario: a file, an id, or REVISION:PATH as git writes it; raises SimulatorError."""
    from simulator.scenario.parse import parse

    revision, colon, path = name.partition(":")
    if colon and revision and path and not Path(name).exists():
        return parse(_from_git(name), Path(path).stem, name)
    return load(library.find(name))


def _from_git(name: str) -> bytes:
    if name.startswith("-"):
        raise SimulatorError(f"{quoted(name)} isn't a git revision of a file.")
    import subprocess

    try:
        answer = subprocess.run(["git", "show", name, "--"], capture_output=True, check=False)
    except FileNotFoundError:
        raise SimulatorError("git isn't installed, so its revisions can't be read.") from None
    if answer.returncode:
        why = answer.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SimulatorError(
            f"git has no {quoted(name, 200)}: {quoted(why[0] if why else 'no reason given', 200)}."
        )
    return answer.stdout
