"""The shifts of a library, each with the scenarios it names; only those are read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.scenario.diagnostic import did_you_mean
from simulator.scenario.library import (
    SUFFIX,
    LibraryError,
    ScenarioFile,
    check_file,
    load,
    read_bytes,
    scenario_files,
)
from simulator.scenario.other_files import read_table
from simulator.shift.format import SHIFT
from simulator.shift.read import parse_shift, shift_files
from simulator.text import quoted, short_path

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.fields.report import Report
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario
    from simulator.scenario.other_files import TableReading
    from simulator.shift.model import Shift


class ShiftHasErrors(SimulatorError):
    """A shift with errors was to be played."""

    is_problem = True

    def __init__(self, path: Path, reading: TableReading[Shift]):
        first, many = reading.diagnostics[0], len(reading.diagnostics)
        more = f" ({many} errors in all)" if many > 1 else ""
        super().__init__(
            f"{short_path(path)}:{first.line}:{first.column}: {first.message}{more}",
            "Run `simulator check` on this file to see every error.",
        )


class NamedScenarios(Mapping[str, "Scenario"]):
    """The scenarios without errors of some files, by id, each read when it is first asked for."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = files
        self._read: dict[str, ScenarioFile] = {}

    def __getitem__(self, id: str) -> Scenario:
        scenario = self.file(id).reading.scenario
        if scenario is None:
            raise KeyError(id)
        return scenario

    def file(self, id: str) -> ScenarioFile:
        """Return the file of a scenario; raises KeyError, or LibraryError where it can't be opened."""
        if id not in self._read:
            path = self.files[id]
            self._read[id] = ScenarioFile(path, load(path))
        return self._read[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


@dataclass(frozen=True, slots=True)
class ShiftFile:
    """A shift and where it was read, the scenarios it may have, and a digest of all these files."""

    path: Path
    shift: Shift
    scenarios: NamedScenarios
    digest: str


def shift_paths(library: Library) -> list[Path]:
    """Return the shift files of a library, one an id."""
    return shift_files(library.folders)


def read_shift(path: Path, library: Library) -> ShiftFile:
    """Read a shift with the scenarios it names; raises LibraryError or ShiftHasErrors.

    It may use the scenarios of the library and those in the folder above its own.
    """
    scenarios = NamedScenarios(_files(path, library))
    data = read_bytes(path)
    reading = parse_shift(data, path.stem, short_path(path), scenarios)
    if reading.value is None:
        raise ShiftHasErrors(path, reading)
    digest = sha256(reading.hash.encode())
    for id in reading.value.scenarios:
        digest.update(scenarios.file(id).reading.hash.encode())
    return ShiftFile(path, reading.value, scenarios, digest.hexdigest())


def glance_shift(path: Path) -> Shift | None:
    """Read a shift without the scenarios it names, which take far longer; None where its file has errors."""
    reading: TableReading[Shift] = read_table(
        SHIFT, read_bytes(path), path.name, "shift", _find_nothing
    )
    return reading.value


def _find_nothing(shift: Shift, report: Report) -> None:
    """Leave out what needs the scenarios."""
    del shift, report


def find_shift(library: Library, name: str) -> Path:
    """Return the file of a shift named by its id or by a path; raises LibraryError."""
    from pathlib import Path

    if name.lower().endswith(SUFFIX) or os.sep in name:
        check_file(name)
        return Path(name)
    files = {path.stem: path for path in shift_paths(library)}
    if name in files:
        return files[name]
    hint = did_you_mean(name, files, "`simulator shift --json` lists them.")
    raise LibraryError(f"There is no shift {quoted(name)}.", hint)


def _files(path: Path, library: Library) -> dict[str, Path]:
    """Return the scenario files that a shift may name, by id."""
    beside = path.absolute().parent.parent
    found: dict[str, Path] = {}
    with suppress(LibraryError):  # the library alone may do
        found = {each.stem: each for each in scenario_files(beside)}
    for each in library.files():
        found.setdefault(each.stem, each)
    return found
