"""Scenario files as the copies are made from them, and texts that a format could take for its own signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomli

from simulator.scenario.parse import parse
from simulator.scenario.toml_layout import document_text
from simulator.screenplay.importer import Import, import_table
from simulator.screenplay.screenplay import screenplay
from simulator.screenplay.source import file_rows
from simulator.screenplay.table import table_text
from tests.support.docs import ROOT, blocks, page

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.model import Scenario
    from simulator.screenplay.page import Page

SHIPPED = sorted((ROOT / "scenarios").glob("*.toml"))
ALL_FILES = [
    *SHIPPED,
    ROOT / "simulator" / "play" / "first-call.toml",
    ROOT / "simulator" / "cli" / "commands" / "template.toml",
]
EXAMPLE = blocks(page("scenario-format.md"), "toml")[0]
"""The complete example, which has every key."""
HOSTILE = (
    "=1+1",
    "+49 30 1234",
    "-5",
    "@SUM(A1)",
    "'=x",
    "''@x",
    "'tis",
    "\tindented",
    "\t=1+1",
    'He said "no", twice; and left',
    "two\nlines",
    "\nstarts with a break",
    "ends with one\n",
    " blanks around ",
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "| a | b | `code` *bold* [link](javascript:alert(1))",
    "# heading\n- item\n1. item\n> quote",
    'back\\slash and """ three',
    "&amp; &lt;",
    "שלום, ça va — 🙂",
)
_TEXTS = (
    *("title", "summary", "brief", "lesson", "industry", "greeting", "authors", "about"),
    *("backstory", "says", "narration", "nudge", "action", "note", "answer", "why", "speaker"),
)
"""Keys of texts that may all be the same; those of replies and parts may not."""


def text_of(path: Path) -> str:
    """Give the text of a scenario file."""
    return path.read_text("utf-8")


def as_table(text: str, separator: str = ",") -> str:
    """Give the table of a scenario's text."""
    return table_text(file_rows(text.encode()), separator)


def as_page(text: str) -> Page:
    """Give the readable copy of a scenario's text."""
    return screenplay(file_rows(text.encode()), "example", "0" * 64)


def read_back(table: str) -> Import:
    """Import a table."""
    return import_table(table.encode(), "example")


def scenario_of(text: str) -> Scenario:
    """Give the scenario of a text without errors."""
    reading = parse(text.encode(), "example", "example.toml")
    assert reading.scenario is not None, reading.diagnostics
    return reading.scenario


def with_texts(text: str, words: str) -> str:
    """Give a scenario's text with some words in place of each text, or before it where it must differ from others."""
    return document_text(_replaced(tomli.loads(text), words), {})


def _replaced(value: Any, words: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {
            name: _replaced(inner, words, name)
            for name, inner in value.items()
            if name != "says_like"
        }
    if isinstance(value, list):
        return [_replaced(inner, words, key) for inner in value]
    if isinstance(value, str) and key in _TEXTS:
        return words
    return f"{words}{value}" if isinstance(value, str) and key == "text" else value
