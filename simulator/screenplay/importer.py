"""From the bytes of a table to the text of a scenario file, or to all that is wrong with it, each by row and column.

The text is read and checked like any scenario file, and what is found there is put back to the cell that it comes from. A table
with an error gives no file at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.scenario.checks import COMMENT_RULES
from simulator.scenario.diagnostic import Severity
from simulator.scenario.parse import parse
from simulator.scenario.toml_layout import document_text
from simulator.screenplay.cell_hints import (
    asked_for,
    cell_hint,
    cell_message,
    column_of,
    missing_row,
)
from simulator.screenplay.columns import ACCEPT, KIND
from simulator.screenplay.reading import Cell
from simulator.screenplay.spreadsheet import cell_name, csv_rows
from simulator.screenplay.table_reader import is_header, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.diagnostic import Diagnostic
    from simulator.screenplay.reading import TableReading


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """What is wrong at a row and a column, which are 0 and empty where it is about the whole table."""

    row: int
    column: str
    cell: str
    severity: Severity
    message: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class Import:
    """What a table gave: the text of the file, empty where there is an error; problems by row; what was changed in reading."""

    text: str
    problems: tuple[ImportProblem, ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def failed(self) -> bool:
        """Whether nothing can be written."""
        return not self.text


def import_table(data: bytes, id: str) -> Import:
    """Read a table in CSV; `id` is what the scenario will be called. Raises SpreadsheetError if it isn't one."""
    reading = read_table(csv_rows(data, is_header))
    unread = _table_problems(reading)
    if any(problem.lost for problem in reading.problems):
        return Import("", _sort(unread), tuple(reading.notes))
    text = document_text(reading.document, reading.comments)
    checked = parse(text.encode(), id, id)
    lines = text.split("\n")
    found = [
        _comment_problem(reading, problem, lines[problem.line - 1])
        if problem.rule in COMMENT_RULES
        else _checked_problem(reading, problem)
        for problem in checked.diagnostics
    ]
    rows = {problem.row for problem in unread}
    problems = _sort([*unread, *(problem for problem in found if problem.row not in rows)])
    failed = bool(unread) or checked.scenario is None
    return Import("" if failed else text, problems, tuple(reading.notes))


def _table_problems(reading: TableReading) -> list[ImportProblem]:
    return [
        _problem(reading, item.cell, Severity.ERROR, item.message, item.hint)
        for item in reading.problems
    ]


def _checked_problem(reading: TableReading, found: Diagnostic) -> ImportProblem:
    """Return what a check found, at the cell that it is about."""
    cell = _cell_of(reading, found.path)
    hint = found.hint and cell_hint(found.hint)
    if found.rule == "missing-key":
        key = column_of(found.path)
        if not cell.row:
            hint = missing_row(found.path, reading.headings)
        elif key in reading.headings:
            cell = Cell(cell.row, key)
        else:
            hint = f"Add a column {key}, and fill in its cell in this row."
    elif cell.row and (column := asked_for(hint or "")) in reading.headings:
        cell = Cell(cell.row, column)
    return _problem(reading, cell, found.severity, cell_message(found.message), hint)


def _comment_problem(reading: TableReading, found: Diagnostic, line: str) -> ImportProblem:
    """Return what is wrong with a comment that accepts a warning, at the cell that it comes from."""
    comment = line.strip("# ")
    place = next((path for path, each in reading.comments.items() if comment in each), "")
    cell = Cell(_cell_of(reading, place).row, ACCEPT)
    message = found.message.replace("This comment", "This")
    hint = "Delete it." if found.rule == "unused-ignore" else found.hint
    return _problem(reading, cell, found.severity, message, hint)


def _cell_of(reading: TableReading, path: str) -> Cell:
    """Return the cell of a path, or of the nearest thing around it."""
    while path:
        if path in reading.cells:
            return reading.cells[path]
        path = re.sub(r"(\.[^.\[\]]+|\[\d+\]|^[^.\[\]]+)\Z", "", path)
    return Cell(0)


def _problem(
    reading: TableReading, cell: Cell, severity: Severity, message: str, hint: str | None
) -> ImportProblem:
    place = reading.headings.get(cell.column, reading.headings.get(KIND, 0))
    name = cell_name(cell.row, place) if cell.row and cell.column in reading.headings else ""
    return ImportProblem(cell.row, cell.column if name else "", name, severity, message, hint)


def _sort(problems: Sequence[ImportProblem]) -> tuple[ImportProblem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.row))
