"""Courses and shifts among the files that a trainer names: files in a folder `courses` or `shifts`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.scenario.library import SUFFIX, LibraryError, load, read_bytes, scenario_files
from simulator.text import short_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.diagnostic import Diagnostic
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario
    from simulator.scenario.other_files import TableReading


COURSES, SHIFTS = "courses", "shifts"


class OtherFile(NamedTuple):
    """A course or a shift, and its problems."""

    path: Path
    diagnostics: tuple[Diagnostic, ...]


def is_other(path: Path) -> bool:
    """Tell whether a file is a course or a shift, which its folder says."""
    return path.absolute().parent.name in (COURSES, SHIFTS)


def read_other_files(library: Library, names: Sequence[str]) -> list[OtherFile]:
    """Read the courses and shifts among what is named, those of the library's folders if nothing is.

    They may use the scenarios of the library and those in the folder above their own. Raises LibraryError.
    """
    found = []
    by_folder: dict[Path, dict[str, Scenario]] = {}
    for path in _paths(library, names):
        above = path.absolute().parent.parent
        if above not in by_folder:
            by_folder[above] = _scenarios(library, above)
        scenarios = by_folder[above]
        found.append(OtherFile(path, _read(path, scenarios).diagnostics))
    return found


def _paths(library: Library, names: Sequence[str]) -> list[Path]:
    found: list[Path] = []
    for name in map(Path, names or library.folders):
        if name.is_dir():
            below = [path for kind in (COURSES, SHIFTS) for path in name.rglob(f"{kind}/*{SUFFIX}")]
            own = list(name.glob(f"*{SUFFIX}")) if is_other(name / "any") else []
            found += sorted(path for path in below + own if not path.name.startswith("."))
        elif is_other(name) and name.suffix == SUFFIX:
            found.append(name)
    return list(dict.fromkeys(found))


def _read(path: Path, scenarios: dict[str, Scenario]) -> TableReading[Any]:
    # Here, because most commands have nothing to do with either.
    from simulator.course.read import parse_course
    from simulator.shift.read import parse_shift

    data, file = read_bytes(path), short_path(path)
    if path.absolute().parent.name == COURSES:
        return parse_course(data, path.stem, file, scenarios)
    return parse_shift(data, path.stem, file, scenarios)


def _scenarios(library: Library, folder: Path) -> dict[str, Scenario]:
    """Return the scenarios without errors of a folder and of the library, by id."""
    found: dict[str, Scenario] = {}
    for path in (*_files(folder), *library.files()):
        if path.stem not in found and (scenario := load(path).scenario):
            found[path.stem] = scenario
    return found


def _files(folder: Path) -> list[Path]:
    try:
        return scenario_files(folder)
    except LibraryError:
        return []
