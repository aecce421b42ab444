"""`simulator check`: every problem in scenario files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.problems import print_problems
from simulator.cli.shelf import print_json, readings
from simulator.scenario.library import ScenarioFile, read_bytes
from simulator.scenario.parse import with_proof
from simulator.text import count_or_no, short_path

if TYPE_CHECKING:
    import argparse

    from simulator.scenario.diagnostic import Diagnostic


def run(arguments: argparse.Namespace) -> int:
    """Print every problem of every file; exit code 1 if there is an error, 2 if a file or folder cannot be read."""
    read = readings(arguments)
    shelf = read.shelf
    if arguments.prove:
        shelf = [_proved(item) for item in shelf]
    problems = sorted(
        (problem for item in shelf for problem in item.reading.diagnostics),
        key=lambda problem: problem.order,
    )
    errors = sum(item.reading.errors for item in shelf)
    warnings = sum(item.reading.warnings for item in shelf)
    if arguments.json:
        print_json(
            {
                "files": len(shelf),
                "errors": errors,
                "warnings": warnings,
                "problems": [problem.as_json() for problem in problems],
                "unreadable": [item._asdict() for item in read.unreadable],
            }
        )
    elif arguments.github:
        for problem in problems:
            print(annotation(problem))
    else:
        for item in sorted(shelf, key=lambda item: str(item.path)):
            if item.reading.diagnostics:
                print_problems(item.path, item.reading.diagnostics)
        print(
            f"{count_or_no(len(shelf), 'file')}, {count_or_no(errors, 'error')}, {count_or_no(warnings, 'warning')}.",
            file=sys.stderr,
        )
    read.complain()
    if read.unreadable:
        return Exit.FAILED
    return Exit.PROBLEMS if errors else Exit.DONE


def _proved(item: ScenarioFile) -> ScenarioFile:
    """A file with what its proof has to say against it, if it has no errors."""
    scenario = item.reading.scenario
    if scenario is None:
        return item
    from simulator.cli.prove import whole_proof
    from simulator.prover.careful import CAREFUL_PLAYS
    from simulator.prover.findings import findings_of_days

    days = [scenario, *(scenario.on_day(day.name) for day in scenario.days)]
    # How hard a file is goes by its first day.
    found = list(
        findings_of_days(
            (day, whole_proof(day, careful_plays=0 if day.day else CAREFUL_PLAYS)) for day in days
        )
    )
    data, file = read_bytes(item.path), short_path(item.path)
    return ScenarioFile(item.path, with_proof(item.reading, data, file, found))


def annotation(problem: Diagnostic) -> str:
    """A problem as an annotation of GitHub's CI."""
    hint = f" {problem.hint}" if problem.hint else ""
    place = f"file={_escaped(problem.file, more=True)},line={problem.line},col={problem.column}"
    title = f"title={problem.rule}"
    return f"::{problem.severity.value} {place},{title}::{_escaped(problem.message + hint)}"


def _escaped(text: str, *, more: bool = False) -> str:
    signs = "%\r\n:," if more else "%\r\n"
    return "".join(f"%{ord(sign):02X}" if sign in signs else sign for sign in text)
