"""Read and find course files: in the folder `courses` of each library folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.course.format import COURSE
from simulator.scenario.diagnostic import near_value
from simulator.scenario.library import SUFFIX, LibraryError, read_bytes, scenario_files
from simulator.scenario.other_files import TableReading, read_table
from simulator.text import count, path_text, quoted, short_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from simulator.course.model import Course
    from simulator.scenario.fields.report import Report

FOLDER = "courses"


def parse_course(
    data: bytes, id: str, file: str, scenarios: Collection[str] | None = None
) -> TableReading[Course]:
    """Read a course file; `scenarios` are the ids that its steps may name, None where they aren't known."""

    def check(course: Course, report: Report) -> None:
        for week, each in enumerate(course.weeks):
            for at, step in enumerate(each.steps):
                if scenarios is None or step.scenario in scenarios:
                    continue
                path = ("weeks", week, "play", at, "scenario")
                hint = near_value(step.scenario, scenarios, "Name one that `simulator list` shows.")
                message = f"There is no scenario {quoted(step.scenario)} in the library."
                report.add("unknown-scenario", path, message, *hint)

    reading: TableReading[Course] = read_table(COURSE, data, file, "course", check)
    if reading.value is None:
        return reading
    return replace(reading, value=replace(reading.value, id=id))


def course_files(folders: Iterable[Path]) -> list[Path]:
    """Return the course files of the library's folders, those named last first, so that a trainer's own comes before ours."""
    found: dict[str, Path] = {}
    for folder in reversed(list(folders)):
        if not (folder / FOLDER).is_dir():
            continue
        try:
            for path in scenario_files(folder / FOLDER):
                found.setdefault(path.stem, path)
        except LibraryError:
            continue  # `check` says why
    return list(found.values())


def load_course(path: Path, scenarios: Collection[str] | None = None) -> TableReading[Course]:
    """Read one course file; raises LibraryError if it cannot be opened."""
    return parse_course(read_bytes(path), path.name.removesuffix(SUFFIX), str(path), scenarios)


def course_of(folders: Iterable[Path]) -> Course | None:
    """Return the course of a library: the first of its files that has no mistakes; None if there is none.

    It may name scenarios that the library lacks: who plays it passes those over.
    """
    for path in course_files(folders):
        try:
            reading = load_course(path)
        except LibraryError:
            continue  # `check` says why
        if reading.value is not None:
            return reading.value
    return None


def course_troubles(folders: Iterable[Path]) -> list[str]:
    """Return a sentence for each course file that can't be used."""
    troubles = []
    for path in course_files(folders):
        try:
            reading = load_course(path)
        except LibraryError as error:
            troubles.append(str(error))
            continue
        if reading.value is None:
            mistakes = count(len(reading.diagnostics), "mistake")
            troubles.append(
                f"The course {path_text(path)} can't be used, because it has {mistakes}. "
                f"`simulator check {short_path(path.parent.parent)}` shows what to change."
            )
    return troubles
