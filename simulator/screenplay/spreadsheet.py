"""The bytes of a CSV file, as spreadsheets write and read them, to rows of cells and back.

Spreadsheets take a cell that begins with = + - or @ for a formula, so such a text gets an apostrophe in front, which is removed
when it is read; one that has apostrophes there already gets one more, so that every text comes back as it was. What is written
begins with a byte-order mark, without which Excel takes UTF-8 for something else.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.scenario.file_kind import WORKBOOK, binary_kind
from simulator.screenplay.separators import SEPARATORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MAX_BYTES = 4 << 20
MAX_ROWS = 20_000
_BOM = "\ufeff"
_FORMULA = re.compile(r"'*\s*[=+\-@]")
_ESCAPED = re.compile(r"'+\s*[=+\-@]")
_EXCEL_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAVE_AS_CSV = "In Excel or LibreOffice, save it as CSV in UTF-8."


class SpreadsheetError(SimulatorError):
    """A file that isn't a table in CSV."""


def csv_text(rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    """Return rows of cells as the text of a CSV file."""
    buffer = io.StringIO()
    buffer.write(_BOM)
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerows([_as_text(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def csv_rows(data: bytes, is_header: Callable[[Sequence[str]], bool]) -> list[list[str]]:
    """Return the rows of a CSV file; raise SpreadsheetError if it isn't one.

    Args:
        data: The bytes of the file.
        is_header: Tells whether a row is that of the headings, by which the separator is found.
    """
    text = _decode(data).removeprefix(_BOM)
    if found := _EXCEL_SEPARATOR.match(text):
        return _read(text[found.end() :], found[1])
    for separator in SEPARATORS.values():
        first = next((row for row in _lines(text, separator) if any(row)), [])
        if is_header(first):
            return _read(text, separator)
    return _read(text, ",")


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell as spreadsheets give it: row 12, column 5 (from 0) is `F12`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _decode(data: bytes) -> str:
    kind = None if data.startswith((b"\xff\xfe", b"\xfe\xff")) else binary_kind(data)
    if kind == WORKBOOK:
        raise SpreadsheetError(f"This is {kind}, not a CSV file.", _SAVE_AS_CSV)
    if kind and "UTF-16" not in kind:
        hint = f"A table of scenes comes from a spreadsheet. {_SAVE_AS_CSV}"
        raise SpreadsheetError(f"This is {kind}, not a CSV file.", hint)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SpreadsheetError(f"Line {line} of this file isn't in UTF-8.", _SAVE_AS_CSV) from None


def _lines(text: str, separator: str) -> Iterable[list[str]]:
    """Yield rows until one can't be read."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        return


def _read(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows.extend([_from_text(cell) for cell in row] for row in islice(reader, MAX_ROWS + 1))
    except csv.Error:
        raise SpreadsheetError(
            f"Row {len(rows) + 1} can't be read: a quotation mark is missing or out of place in it.",
            'If a text has quotation marks in it, put quotation marks around it and double the ones inside: "He said ""no"".".',
        ) from None
    if len(rows) > MAX_ROWS:
        message = f"This table has more than {MAX_ROWS:,} rows, the most that can be read."
        raise SpreadsheetError(message, "Split it into several scenarios.")
    return rows


def _as_text(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _from_text(cell: str) -> str:
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    return lines[1:] if _ESCAPED.match(lines) else lines
