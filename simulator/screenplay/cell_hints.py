"""Say in the words of a spreadsheet what to do about a problem that was found in the document of a table.

The checks speak of keys, tables and lists, as a scenario file has them. In a table a key becomes a column and an entry of a
list a row, without quotes and brackets. This module must not know the rules.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from simulator.screenplay.columns import CELLS, KIND, NAME, SCENE_NAME, SETTINGS, TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLUMNS: Final = {
    ("says",): TEXT,
    **{cell.keys: cell.column for cells in CELLS.values() for cell in cells.values()},
}
"""The columns of values, by the keys that lead to them in their row's table."""
_EXAMPLES: Final = {"customer": "Dana", "title": "A parcel for tomorrow", "scene": "opening"}
_ELLIPSIS: Final = "…"

_VALUE: Final = r"(?:\"(?P<text>[^\"]*)\"|\[\"(?P<entry>[^\"]*)\"[^\]]*\]|(?P<word>true|false|\d+))"
_ASSIGNMENT: Final = re.compile(rf"(?P<verb>Add |Use |or |as in )?(?P<key>[a-z_]+) = {_VALUE}")
_LIST_HEADER: Final = re.compile(r"\[\[scenes\.[^\]]*\.replies\]\]")
_WORDS: Final = (
    (re.compile(r"Leave the key out"), "Leave the cell empty"),
    (re.compile(r"leave the key out"), "leave the cell empty"),
    (re.compile(r"\bin quotes\b,? ?"), ""),
    (re.compile(r"accept the warning"), "accept the warning under accept"),
    (re.compile(r"(under \w+) to (?=a |the )"), r"\1 in the row of "),
    (re.compile(r"(ill in the cell under \w+), (?=what|who|the )"), r"\1: "),
    (re.compile(r"\[\[([a-z]+)s\]\]"), r"row with \1"),
)


def cell_hint(hint: str) -> str:
    """Return a hint with columns, cells and rows in the place of keys, values and tables."""
    found = _ASSIGNMENT.sub(_as_cell, _LIST_HEADER.sub("a row with reply below it", hint))
    for pattern, words in _WORDS:
        found = pattern.sub(words, found)
    return cell_message(found[:1].upper() + found[1:])


def cell_message(message: str) -> str:
    """Return what is wrong, in a table and not in a file."""
    return re.sub(r"\b(this|the) file\b", r"\1 table", message, flags=re.IGNORECASE)


def column_of(path: str) -> str:
    """Return the column that has the value at a dotted path."""
    keys = tuple(re.sub(r"\[\d+\]", "", path).split("."))
    return _COLUMNS.get(keys[-2:]) or _COLUMNS.get(keys[-1:], keys[-1])


def _as_cell(match: re.Match[str]) -> str:
    """Return what to put under which column, for what to write for a key."""
    verb, key = match["verb"] or "", match["key"]
    column = column_of(key)
    value = match["text"] or match["entry"] or ""
    if word := match["word"]:
        value = {"true": "yes", "false": "no"}.get(word, word)
    if re.match(r"[<>=!]", value):  # a comparison, as it is written among the figures of a test
        return f"{verb}{key} {value}"
    if not value or _ELLIPSIS in value:
        what = f"the cell under {column}"
        return {"or ": f"or {what}", "as in ": f"as in {what}"}.get(verb, f"fill in {what}")
    put = {"as in ": f"as in {value} under {column}", "or ": f"or put {value} under {column}"}
    return put.get(verb, f"put {value} under {column}")


def asked_for(hint: str) -> str:
    """Return the column that has to be filled in first, by what a hint says; nothing where it says something else."""
    found = re.match(r"Fill in the cell under (\w+)", hint)
    return found[1] if found else ""


def missing_row(path: str, headings: Mapping[str, int]) -> str:
    """Return the hint to add a row for a key of the scenario that isn't there, as the table would have it."""
    if path.startswith("scenes"):
        cells = {KIND: "scene", SCENE_NAME: _EXAMPLES["scene"], TEXT: _ELLIPSIS}
    else:
        table, _, key = path.rpartition(".")
        cells = {KIND: table or key, TEXT: _EXAMPLES.get(table or key, _ELLIPSIS)}
        if table or key in SETTINGS:
            cells[NAME] = key if table else NAME
    missing = [column for column in cells if column not in headings]
    if missing:
        return f"Add a column {' and a column '.join(missing)}, and a row with {', '.join(cells.values())} in them."
    row = [""] * (max(headings[column] for column in cells) + 1)
    for column, text in cells.items():
        row[headings[column]] = text
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(row)
    return f"Add a row: {buffer.getvalue()}"
