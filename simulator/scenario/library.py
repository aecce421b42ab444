"""Find scenario files and load them: the only module of the language that touches the disk.

The library is any folder that is named for a command, then the shipped folder, then those of the environment. The first file
of an id wins, so a folder named for a command may replace a shipped scenario, and one that is always there may not. Neither
happens in silence.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import SimulatorError
from simulator.files import NotRegular, read_start
from simulator.scenario.diagnostic import did_you_mean
from simulator.scenario.near_files import SUFFIX as SUFFIX
from simulator.scenario.near_files import near_file_hint
from simulator.text import quoted, short_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.scenario.parse import Reading

VARIABLE = "SIMULATOR_LIBRARY"
MAX_NAMED = 5
"""Scenarios named in a sentence about those that are left out."""
MAX_LISTED = 40
"""Scenarios named where one was asked for that there is not."""


class LibraryError(SimulatorError):
    """A scenario or a folder that is not there or cannot be read."""


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """A scenario file with what reading it gave."""

    path: Path
    reading: Reading

    @property
    def id(self) -> str:
        """The id that the file's name gives."""
        return self.path.stem


def checkout() -> Path | None:
    """Return the folder of the checkout this program runs from, or None where it is installed."""
    top = Path(__file__).resolve().parents[2]
    return top if (top / "pyproject.toml").is_file() and (top / "scenarios").is_dir() else None


def shipped_folder() -> Path:
    """Return the folder of the scenarios that come with the program."""
    top = checkout()
    return top / "scenarios" if top else Path(__file__).resolve().parents[1] / "shipped"


def folders(named: Iterable[str | Path] = (), variable: str | None = None) -> tuple[Path, ...]:
    """Return the library's folders: named ones, then the shipped one, then those of the environment variable."""
    first = [Path(folder) for folder in named]
    last = [Path(folder) for folder in (variable or "").split(os.pathsep) if folder]
    return tuple(dict.fromkeys((*first, shipped_folder(), *last)))


def scenario_files(folder: Path) -> list[Path]:
    """Return the scenario files of a folder, in the order of their names; raise LibraryError if it cannot be read.

    TOML files of other tools are left alone; in the shipped folder there are none.
    """
    is_shipped = folder == shipped_folder()
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if is_scenario_name(path.name)
            and path.is_file()
            and (is_shipped or is_scenario_file(path))
        )
    except FileNotFoundError:
        raise LibraryError(f"There is no folder {quoted(str(folder), 200)}.") from None
    except OSError as error:
        raise LibraryError(
            f"The folder {quoted(str(folder), 200)} can't be read: {error.strerror}."
        ) from None


def is_scenario_name(name: str) -> bool:
    """Tell whether a file in a folder has the name of a scenario: hidden ones are left alone."""
    return name.lower().endswith(SUFFIX) and not name.startswith(".")


def is_scenario_file(path: Path) -> bool:
    """Tell whether a file in a folder is a scenario, and not another tool's; one that can't be read counts, to be told."""
    from simulator.scenario.file_kind import may_be_scenario

    try:
        return may_be_scenario(read_bytes(path))
    except LibraryError:
        return True


def is_file(path: Path) -> bool:
    """Tell whether there is a file; a name that no disk can hold names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder; a name that no disk can hold names none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Return whether anything has this name; what isn't a file, or a link to none, is said by who reads it."""
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False


def check_file(name: str, otherwise: str | None = None) -> None:
    """Raise LibraryError if a path names nothing or a folder; where no other file seems meant, the hint is `otherwise`."""
    path = Path(name)
    if is_folder(path):
        raise LibraryError(f"{quoted(name, 200)} is a folder, not a file.", near_file_hint(name))
    if not is_there(path):
        raise LibraryError(
            f"There is no file {quoted(name, 200)}.", near_file_hint(name) or otherwise
        )


def read_bytes(path: Path) -> bytes:
    """Read one file, or of one that is too large as much as shows it; raise LibraryError if that cannot be."""
    # Here, because a first frame needs the names of the files and not the language.
    from simulator.scenario.limits import MAX_BYTES

    try:
        return read_start(path, MAX_BYTES + 1)
    except FileNotFoundError:
        raise LibraryError(f"There is no file {quoted(str(path), 200)}.") from None
    except NotRegular as error:
        what = str(error.strerror).removeprefix("it ")
        raise LibraryError(f"{quoted(str(path), 200)} {what}.") from None
    except OSError as error:
        raise LibraryError(f"{quoted(str(path), 200)} can't be read: {error.strerror}.") from None


def load(path: Path, shown_as: str | None = None, *, warnings: bool = True) -> Reading:
    """Read one scenario file, also without looking for warnings; raise LibraryError if there is none or it can't be opened."""
    from simulator.scenario.parse import parse

    return parse(read_bytes(path), path.stem, shown_as or str(path), warnings=warnings)


class LeftOut(NamedTuple):
    """A scenario file that is not in the library, and the one that has its id there."""

    path: Path
    instead: Path


def left_out_words(library: Library) -> list[str]:
    """Return a sentence for each folder with scenarios that are left out, and for each that replaces shipped ones."""
    left_out: dict[Path, list[str]] = {}
    replacing: dict[Path, list[str]] = {}
    for item in library.left_out():
        is_shipped = item.path.parent == shipped_folder()
        folder = (item.instead if is_shipped else item.path).parent
        (replacing if is_shipped else left_out).setdefault(folder, []).append(item.path.stem)
    return [
        *(
            f"The folder {quoted(str(folder), 200)} has scenarios with the ids of shipped ones, "
            f"and they are used instead: {_some_names(ids)}."
            for folder, ids in replacing.items()
        ),
        *(
            f"Some scenarios in the folder {quoted(str(folder), 200)} were left out, "
            f"because the library already has their ids: {_some_names(ids)}. Rename the files, or give their paths."
            for folder, ids in left_out.items()
        ),
    ]


def _some_names(ids: Sequence[str]) -> str:
    return f"{', '.join(map(quoted, ids[:MAX_NAMED]))}{', …' if len(ids) > MAX_NAMED else ''}"


def is_same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def shipped_id_words(paths: Sequence[Path], library: Library) -> list[str]:
    """Return a sentence for each file with the id of a shipped scenario that the id alone means in a library."""
    meant = {path.stem: path for path in library.files()} if paths else {}
    shipped = shipped_folder()
    return [
        f"{short_path(path)} has the id of a shipped scenario, and {quoted(path.stem)} alone means that one. "
        "Rename the file, give its path, or name its folder with --library."
        for path in paths
        if path.stem in meant
        and meant[path.stem].parent == shipped
        and not is_same_file(path, meant[path.stem])
    ]


@dataclass(frozen=True, slots=True)
class Library:
    """The scenarios of some folders."""

    folders: tuple[Path, ...]

    def files(self) -> list[Path]:
        """Return every scenario file, one an id; an unreadable extra folder raises LibraryError."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in scenario_files(folder):
                found.setdefault(path.stem, path)
        return [found[id] for id in sorted(found)]

    def left_out(self) -> list[LeftOut]:
        """Return every file whose id an earlier folder has already; one file reached by two ways is not left out."""
        found: dict[str, Path] = {}
        left_out = []
        for folder in self.folders:
            try:
                paths = scenario_files(folder)
            except LibraryError:
                continue  # who reads the library is told
            for path in paths:
                first = found.setdefault(path.stem, path)
                if first is not path and not is_same_file(first, path):
                    left_out.append(LeftOut(path, first))
        return left_out

    def read(self) -> list[ScenarioFile]:
        """Return every scenario file with its reading."""
        return [ScenarioFile(path, load(path)) for path in self.files()]

    def find(self, name: str) -> Path:
        """Return the file of a scenario named by its id or by a path to a `.toml` file."""
        path = Path(name)
        if name.lower().endswith(SUFFIX) or os.sep in name:
            check_file(name)
            return path
        files = {path.stem: path for path in self.files()}
        if name in files:
            return files[name]
        if name and is_folder(path):
            check_file(name)
        listed = ", ".join(list(files)[:MAX_LISTED]) + (", …" if len(files) > MAX_LISTED else "")
        hint = near_file_hint(name) or did_you_mean(
            name, files, f"The library has {listed}." if files else None
        )
        raise LibraryError(f"There is no scenario {quoted(name)}.", hint)
