"""The table of a scenario: its rows with a heading for each column that something uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.screenplay.columns import COLUMNS, PLACE
from simulator.screenplay.spreadsheet import csv_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.screenplay.rows import Row


def table_text(rows: Sequence[Row], separator: str = ",") -> str:
    """Return the rows of a scenario as the text of a CSV file."""
    used = {column for row in rows for column in row.cells}
    columns = [column for column in COLUMNS if column in used]
    lines = [[row.cells.get(column, "") for column in columns] for row in rows]
    if PLACE in columns:
        place = columns.index(PLACE)
        for line in lines:  # in brackets, since a spreadsheet takes 3.2 for a number or a date
            line[place] = f"[{line[place]}]" if line[place] else ""
    return csv_text([columns, *lines], separator)
