"""`simulator check`: every problem in scenario files, and with --fix their mending."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.inputs import read_inputs, uncollected
from simulator.cli.other_files import read_other_files
from simulator.cli.problems import MAX_PRINTED, more_words, print_problems
from simulator.cli.streams import complain, print_json
from simulator.errors import SimulatorError
from simulator.scenario.diagnostic import Severity, in_order
from simulator.scenario.library import (
    ScenarioFile,
    read_bytes,
    shipped_id_words,
)
from simulator.scenario.parse import with_proof
from simulator.text import count_or_no, short_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from simulator.cli.context import Context
    from simulator.cli.fixes import Fixed
    from simulator.scenario.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    paths: Sequence[str] = ()
    prove: bool = False
    github: bool = False
    fix: bool = False
    yes: bool = False
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Print every problem of every file; exit code 1 if there is an error, 2 if a file or folder cannot be read.

    With `fix`, files are mended first as far as their problems say how.
    """
    with uncollected():
        return _check(context, options)


def _check(context: Context, options: Options) -> int:
    """Print every problem of every file, and return the exit code."""
    fixed = _fix(context, options) if options.fix else None
    read = read_inputs(context.library, options.paths, or_none=True)
    files = read.scenarios
    if options.prove:
        files = [_with_proof_problems(item) for item in files]
    others = read_other_files(context.library, options.paths)
    found = [(item.path, item.reading.diagnostics) for item in files]
    found += [(item.path, item.diagnostics) for item in others]
    problems = in_order(problem for _, diagnostics in found for problem in diagnostics)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if options.json:
        print_json(
            {
                "files": len(found),
                "errors": errors,
                "warnings": warnings,
                "problems": [problem.as_json() for problem in problems],
                "unreadable": [item._asdict() for item in read.unreadable],
                **({} if fixed is None else {"fixed": [item.as_json() for item in fixed]}),
            }
        )
    elif options.github:
        for path, diagnostics in found:
            _annotate(path, diagnostics)
    else:
        for path, diagnostics in sorted(found, key=lambda each: str(each[0])):
            if diagnostics:
                print_problems(path, diagnostics)
        print(
            f"{count_or_no(len(found), 'file')}, {count_or_no(errors, 'error')}, {count_or_no(warnings, 'warning')}.",
            file=sys.stderr,
        )
    read.complain()
    for sentence in shipped_id_words([item.path for item in files], context.library):
        complain(sentence)
    if read.unreadable:
        return Exit.FAILED
    return Exit.PROBLEMS if errors else Exit.DONE


def _fix(context: Context, options: Options) -> list[Fixed]:
    """Mend the files as far as their problems say how; raises SimulatorError where that isn't asked for clearly."""
    from simulator.cli.fixes import fix_files

    if not options.paths:
        raise SimulatorError("--fix needs the files to change.", "Example: check --fix my.toml")
    if options.github:
        raise SimulatorError("--fix can't be used with --github.")
    if options.json and not options.yes:
        raise SimulatorError("--fix can't ask you anything with --json.", "Add --yes.")
    read = read_inputs(context.library, options.paths)
    paths = [item.path for item in read.scenarios]
    return fix_files(paths, asks=not options.yes, shows=not options.json)


def _with_proof_problems(item: ScenarioFile) -> ScenarioFile:
    """Return a file with what its proof has to say against it, if it has no errors."""
    scenario = item.reading.scenario
    if scenario is None:
        return item
    from simulator.cli.proofs import whole_proof
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


def _annotate(path: Path, problems: Sequence[Diagnostic]) -> None:
    """Print the problems of a file as annotations; of very many only the first, and how many more there are."""
    for problem in problems[:MAX_PRINTED]:
        print(annotation(problem))
    if words := more_words(len(problems)):
        print(f"::notice file={_escape(short_path(path), more=True)},title=more::{_escape(words)}")


def annotation(problem: Diagnostic) -> str:
    """Return a problem as an annotation of GitHub's CI."""
    hint = f" {problem.hint}" if problem.hint else ""
    place = f"file={_escape(problem.file, more=True)},line={problem.line},col={problem.column}"
    title = f"title={problem.rule}"
    return f"::{problem.severity.value} {place},{title}::{_escape(problem.message + hint)}"


def _escape(text: str, *, more: bool = False) -> str:
    signs = "%\r\n:," if more else "%\r\n"
    return "".join(f"%{ord(sign):02X}" if sign in signs else sign for sign in text)
