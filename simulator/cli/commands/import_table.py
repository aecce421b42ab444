"""`simulator import`: makes a scenario file from a table in CSV, as `simulator script` writes it or a trainer types it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.output_file import write_new_output
from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.files import read_file
from simulator.scenario.diagnostic import Severity
from simulator.scenario.library import SUFFIX
from simulator.screenplay.importer import import_table
from simulator.screenplay.spreadsheet import MAX_BYTES
from simulator.text import count_or_no, printable, quoted, shell_word, short_path

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.screenplay.importer import Import, ImportProblem

MAX_SHOWN = 50
"""Problems that are listed; what is left is counted."""


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    file: str
    output: str | None = None
    force: bool = False


def run(_context: Context, options: Options) -> int:
    """Write the scenario file, or list what is wrong with the table."""
    path = Path(options.file)
    data = _read(path)
    output = Path(options.output) if options.output else path.with_suffix(SUFFIX)
    if output.suffix != SUFFIX:
        raise SimulatorError(
            f"{quoted(str(output), 200)} isn't the name of a scenario file.",
            f"End its name in {SUFFIX}.",
        )
    if path.suffix.lower() == SUFFIX:
        raise SimulatorError(
            f"{quoted(str(path), 200)} is named like a scenario file, but this command reads a table.",
            f"If it is a table, end its name in .csv; if it is a scenario, use `simulator check {shell_word(path)}`.",
        )
    result = import_table(data, output.stem)
    for problem in result.problems[:MAX_SHOWN]:
        print(_problem_line(short_path(path), problem))
    if len(result.problems) > MAX_SHOWN:
        print(f"{short_path(path)}: {len(result.problems) - MAX_SHOWN} more problems.")
    for note in result.notes:
        complain(note)
    if result.failed:
        print(f"{_summary(result)}. Nothing was written.")
        return Exit.PROBLEMS
    write_new_output(output, result.text, force=options.force)
    print(f"Wrote {short_path(output)}: {_summary(result)}.")
    return Exit.DONE


def _read(path: Path) -> bytes:
    try:
        return read_file(path, MAX_BYTES)
    except FileNotFoundError:
        raise SimulatorError(f"There is no file {quoted(str(path), 200)}.") from None
    except OSError as error:
        message = f"{quoted(str(path), 200)} can't be read: {error.strerror}."
        raise SimulatorError(message) from None


def _problem_line(file: str, problem: ImportProblem) -> str:
    place = f"row {problem.row}: " if problem.row else ""
    if problem.cell:
        place = f"row {problem.row}, column {problem.column} ({problem.cell}): "
    hint = f" {problem.hint}" if problem.hint else ""
    return printable(f"{file}: {place}{problem.severity.value}: {problem.message}{hint}")


def _summary(result: Import) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in result.problems)
    warnings = len(result.problems) - errors
    return f"{count_or_no(errors, 'error')}, {count_or_no(warnings, 'warning')}"
