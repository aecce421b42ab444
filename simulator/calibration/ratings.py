"""Reads the sheets that raters filled in, as spreadsheets write them; each fault is named with its file, line and column."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, NamedTuple

from simulator.calibration.kit import COLUMNS, MEASURES
from simulator.errors import SimulatorError
from simulator.files import read_file
from simulator.text import clean_name, quoted, short_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

MAX_BYTES = 4 * 1024 * 1024
LOWEST, HIGHEST = 0, 100


class RatingsFault(SimulatorError):
    """What is wrong with a sheet, where, and what to write instead."""

    is_problem = True


class Rating(NamedTuple):
    """What one rater gave one transcript: the numbers of the measures that were rated."""

    transcript: str
    rater: str
    values: Mapping[str, float]


class _Cell(NamedTuple):
    """A cell with its place, for messages."""

    file: str
    line: int
    column: int
    name: str
    text: str

    def fault(self, message: str, hint: str = "") -> RatingsFault:
        return RatingsFault(
            f"{self.file}, line {self.line}, column {self.column} ({self.name}): {message}", hint
        )


def sheets(folder: Path) -> list[Path]:
    """Return the sheets in a folder: every ratings*.csv; raises SimulatorError where there are none."""
    try:
        found = sorted(
            path
            for path in folder.iterdir()
            if path.name.lower().startswith("ratings") and path.suffix.lower() == ".csv"
        )
    except OSError as error:
        message = f"{quoted(str(folder), 200)} can't be read: {error.strerror}."
        raise SimulatorError(
            message, "Name the folder made by `simulator calibrate make`."
        ) from None
    if not found:
        message = f"There is no ratings*.csv in {quoted(str(folder), 200)}."
        raise SimulatorError(message, "Put the raters' completed sheets there.")
    return found


def read_ratings(paths: Collection[Path], known: Collection[str]) -> list[Rating]:
    """Read all ratings of some sheets; `known` are the transcripts that there are. Raises RatingsFault at the first fault."""
    found: dict[tuple[str, str], Rating] = {}
    for path in paths:
        for cell, rating in _sheet(path, known):
            if (rating.rater, rating.transcript) in found:
                raise cell.fault(
                    f"{rating.rater} has already rated {rating.transcript}.",
                    "Remove one of the two.",
                )
            found[rating.rater, rating.transcript] = rating
    return list(found.values())


def _sheet(path: Path, known: Collection[str]) -> Iterator[tuple[_Cell, Rating]]:
    """Yield each rating of a sheet with the cell that names its transcript."""
    file = short_path(path)
    lines = list(_rows(path, file))
    if not lines:
        raise RatingsFault(f"{file} is empty.", f"Its first line must be {','.join(COLUMNS)}.")
    number, header = lines[0]
    places = _places(file, number, header)
    for line, row in lines[1:]:
        cells = {
            name: _Cell(file, line, at + 1, name, row[at].strip() if at < len(row) else "")
            for name, at in places.items()
        }
        values = {name: value for name in MEASURES if (value := _number(cells[name])) is not None}
        if values:
            yield cells["transcript"], _rating(cells, values, known)


def _rows(path: Path, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet with the numbers of their lines; empty ones and comments are left out."""
    try:
        data = read_file(path, MAX_BYTES)
    except OSError as error:
        raise RatingsFault(f"{file} can't be read: {error.strerror}.") from None
    text = _decode(data, file)
    head = next((line for line in text.splitlines() if line.strip(" ,;\t") and line[:1] != "#"), "")
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#"):
                yield reader.line_num, row
    except csv.Error as error:
        raise RatingsFault(f"{file}, line {reader.line_num}: this isn't CSV: {error}.") from None


def _decode(data: bytes, file: str) -> str:
    """Return the text of a sheet, in UTF-8 or as Excel on Windows writes it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise RatingsFault(f"{file} isn't a CSV file.", "Save the sheet as CSV.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _places(file: str, line: int, header: list[str]) -> dict[str, int]:
    """Return where each column is, by its name in the first line."""
    names = [name.strip().lower() for name in header]
    for name in COLUMNS:
        if names.count(name) != 1:
            what = "has no column" if name not in names else "has more than one column"
            raise RatingsFault(
                f"{file}, line {line} {what} {name}.",
                f"Its first line must be {','.join(COLUMNS)}.",
            )
    return {name: names.index(name) for name in COLUMNS}


def _number(cell: _Cell) -> float | None:
    """Return the number in a cell, None for an empty one; a decimal comma will do."""
    if not cell.text:
        return None
    try:
        value = float(cell.text.replace(",", ".", 1)) if "_" not in cell.text else math.nan
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise cell.fault(f"{quoted(cell.text)} isn't a number.", "Use a number from 0 to 100.")
    if not LOWEST <= value <= HIGHEST:
        raise cell.fault(f"{quoted(cell.text)} is out of range.", "Use a number from 0 to 100.")
    return value


def _rating(
    cells: Mapping[str, _Cell], values: Mapping[str, float], known: Collection[str]
) -> Rating:
    name = cells["transcript"].text.upper()
    by_number = {item.lstrip("T0"): item for item in known}
    transcript = by_number.get(name.lstrip("T0"), "")
    if not transcript:
        raise cells["transcript"].fault(
            f"there is no transcript {quoted(cells['transcript'].text)}.",
            "Use the name in the transcripts, such as T01.",
        )
    rater = clean_name(cells["rater"].text)
    if not rater:
        raise cells["rater"].fault(
            "the rater is missing.", "Put the same name or number on each line."
        )
    return Rating(transcript, rater, values)
