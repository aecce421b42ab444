"""Read the table of a scenario into the document of a scenario file: its headings, then row after row.

What can't be read is a problem with its row and column, and reading continues, so that all of them are found at once. What the
values mean isn't judged here; `importer.py` has the document checked like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import limited_comparisons, nearest
from simulator.screenplay.columns import COLUMNS, KIND, NAME, READING_ONLY, SCENE_NAME, TEXT
from simulator.screenplay.reading import Cell, TableProblem, TableReading
from simulator.screenplay.row_reader import RowReader
from simulator.text import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST_COLUMNS = 2
"""Columns by which a row is told to be that of the headings although its most important one is misspelt."""
_HEADING_WORDS = {"id": NAME, "kind": KIND, "type": KIND, "says": TEXT, "key": NAME, "value": TEXT}
"""Other headings that people give a column."""


def heading(text: str) -> str:
    """Return the column that a heading means, or the heading in small letters if it means none."""
    words = re.sub(r"[\s_-]+", " ", text).strip().lower()
    for column in COLUMNS:
        if words == column.replace("_", " "):
            return column
    return _HEADING_WORDS.get(words, words)


def is_header(row: Sequence[str]) -> bool:
    """Tell whether a row holds the headings of a scenario's table."""
    return KIND in map(heading, row)


def read_table(rows: Sequence[Sequence[str]]) -> TableReading:
    """Return what the rows of a table say; the first that isn't empty has the headings."""
    with limited_comparisons():
        return _read(rows)


def _read(rows: Sequence[Sequence[str]]) -> TableReading:
    reading = TableReading()
    first = next((index for index, row in enumerate(rows) if any(map(str.strip, row))), None)
    if first is None or not is_header(rows[first]):
        if first is not None and _has_misspelt_kind(reading, rows[first], first + 1):
            return reading
        hint = f"Begin with a row of headings, such as {KIND}, {SCENE_NAME}, {NAME}, {TEXT}, to."
        message = f"There is no column {quoted(KIND)}, which says what each row is."
        reading.problems.append(TableProblem(Cell((first or 0) + 1), message, hint))
        return reading
    _read_headings(reading, rows[first], first + 1)
    reader = RowReader(reading)
    for number, row in enumerate(rows[first + 1 :], first + 2):
        cells = {
            name: row[place]
            for name, place in reading.headings.items()
            if place < len(row) and row[place].strip()
        }
        if cells.keys() - {*READING_ONLY}:
            reader.read(number, cells)
    reader.finish()
    return reading


def _has_misspelt_kind(reading: TableReading, row: Sequence[str], number: int) -> bool:
    """Report the heading that was meant to be that of the kinds of row; tell whether there is one."""
    names = [heading(text) for text in row]
    place = next((at for at, name in enumerate(names) if nearest(name, (KIND,))), None)
    if place is None or len({*names} & {*COLUMNS}) < _FEWEST_COLUMNS:
        return False
    reading.headings[KIND] = place
    message = f"There is no column {quoted(row[place])}."
    reading.problems.append(
        TableProblem(Cell(number, KIND), message, f"Did you mean {quoted(KIND)}?")
    )
    return True


def _read_headings(reading: TableReading, row: Sequence[str], number: int) -> None:
    """Find the columns; one that means nothing is left out, unless it is nearly the name of one that isn't there."""
    names = [heading(text) for text in row]
    ignored = []
    for place, name in enumerate(names):
        if name in COLUMNS and name not in reading.headings:
            reading.headings[name] = place
        elif name in COLUMNS:
            message = f"There are two columns {quoted(name)}."
            reading.problems.append(
                TableProblem(Cell(number, name), message, "Remove one of them.")
            )
        elif name and (near := nearest(name, COLUMNS)) and near not in names:
            message = f"There is no column {quoted(row[place])}."
            hint = f"Did you mean {quoted(near)}?"
            reading.headings[near] = place  # so that no row below is said to lack it
            reading.problems.append(TableProblem(Cell(number, near), message, hint))
        elif name:
            ignored.append(row[place].strip())
    if ignored:
        what = "These columns have no meaning here and were ignored" if len(ignored) > 1 else ""
        what = what or "This column has no meaning here and was ignored"
        reading.notes.append(f"{what}: {listed([quoted(name) for name in ignored])}.")
