"""The pages of the documentation as text, sections, tables and blocks of code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
Row = dict[str, str]


def page(name: str) -> str:
    """Give the text of a page."""
    return (DOCS / name).read_text("utf-8")


def without_code(text: str) -> str:
    """Give a page without its code blocks."""
    return re.sub(r"(?ms)^```.*?^```$", "", text)


def blocks(text: str, language: str) -> list[str]:
    """Give the code blocks of one language."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


def sections(text: str, level: str = "##") -> dict[str, str]:
    """Give the text below each heading of a level, down to the next heading of that level."""
    parts = re.split(rf"(?m)^{level} (.+)$", text)
    headings = parts[1::2]
    assert sorted(set(headings)) == sorted(headings), "a heading stands twice"
    return dict(zip(headings, parts[2::2], strict=True))


def tables_in(text: str) -> list[list[Row]]:
    """Give the tables of a text, each as its rows by heading, without code marks and emphasis."""
    found = []
    for lines in re.findall(r"(?m)(?:^\|.*\|\n)+", without_code(text)):
        heads, _, *rows = (
            [re.sub(r"[`*]", "", cell).strip() for cell in line.strip("|").split("|")]
            for line in lines.splitlines()
        )
        found.append([dict(zip(heads, row, strict=True)) for row in rows])
    return found


def table(text: str, first_head: str) -> list[Row]:
    """Give the one table whose first column is headed so."""
    (found,) = (rows for rows in tables_in(text) if next(iter(rows[0])) == first_head)
    return found


def names(cell: str) -> tuple[str, ...]:
    """Give the names in a cell, separated by commas."""
    return tuple(name for name in cell.split(", ") if name)


def numbers(row: Row, *heads: str) -> tuple[int, ...]:
    """Give some cells of a row as whole numbers."""
    return tuple(int(row[head]) for head in heads)


CHECKS = page("checks.md")
CHECK_SECTIONS = sections(CHECKS)
CLI = page("cli.md")
CLI_SECTIONS = sections(CLI)


def shape(value: Any) -> Any:
    """Give a JSON value's keys, all the way down; lists by what their entries have in common."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "value"
