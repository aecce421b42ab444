"""A scenario as a table, and back: nothing is lost, whatever its texts look like to a spreadsheet."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING

import pytest

from simulator.scenario.parse import parse
from simulator.screenplay.columns import COLUMNS, KINDS, allowed
from simulator.screenplay.separators import SEPARATORS
from tests.reference.random_scenarios import random_document, to_toml
from tests.support.screenplay import (
    ALL_FILES,
    EXAMPLE,
    HOSTILE,
    as_table,
    read_back,
    scenario_of,
    text_of,
    with_texts,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: path.stem)
def test_shipped_files_come_back(path: Path) -> None:
    """Each file of the program comes back as the same scenario, with the same problems, and as the same table."""
    table = as_table(text_of(path))
    result = read_back(table)
    assert ((), ()) == (result.problems, result.notes)
    assert scenario_of(text_of(path)) == scenario_of(result.text)
    assert table == as_table(result.text)


def test_there_are_files() -> None:
    """Else the test above would hold nothing."""
    assert len(ALL_FILES) > 10


@pytest.mark.parametrize("separator", SEPARATORS.values())
def test_the_complete_example_comes_back(separator: str) -> None:
    """A file with every key of the format comes back, by each separator, with the comment that accepts a warning."""
    result = read_back(as_table(EXAMPLE, separator))
    assert ((), ()) == (result.problems, result.notes)
    assert scenario_of(EXAMPLE) == scenario_of(result.text)
    assert "# simulator: ignore decline-without-alternative This reply" in result.text


@pytest.mark.parametrize("words", HOSTILE)
def test_every_text_comes_back(words: str) -> None:
    """A text that looks like a formula, a quotation or several lines comes back as it was, and is no formula on the way."""
    text = with_texts(EXAMPLE, words)
    table = as_table(text)
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert [] == [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    result = read_back(table)
    assert scenario_of(text) == scenario_of(result.text)
    assert table == as_table(result.text)


@pytest.mark.parametrize("seed", range(20))
def test_random_scenarios_come_back(seed: int) -> None:
    """Whatever the format allows comes back; the seed is in the test's name."""
    text = to_toml(random_document(random.Random(seed)))
    result = read_back(as_table(text))
    assert scenario_of(text) == scenario_of(result.text)
    assert as_table(text) == as_table(result.text)


def test_every_column_belongs_to_a_kind_of_row() -> None:
    """Each column but those that are only for reading can be filled by some row, and the complete example fills them all."""
    used = {column for kind in KINDS for column in allowed(kind)}
    assert {"place", "row", "when in words"} == set(COLUMNS) - used
    (headings, *_) = csv.reader(io.StringIO(as_table(EXAMPLE).removeprefix("\ufeff"), newline=""))
    assert set(COLUMNS) == set(headings)


def test_the_table_is_for_spreadsheets() -> None:
    """It begins with a byte-order mark, its lines end as the standard says, and no place looks like a number or a date."""
    table = as_table(EXAMPLE)
    assert table.startswith("\ufeffplace,row,scene,name,")
    assert "\r\n[1.1],reply,arrival,say-it-back," in table
    assert "\r\n,scenario,,title," in table


def test_what_is_written_has_the_layout_of_the_library() -> None:
    """The template comes back line for line, but for the comment at its top and the lists that it spreads over lines."""
    template = text_of(ALL_FILES[-1]).split("\n", 1)[1]
    assert template == read_back(as_table(template)).text


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: path.stem)
def test_what_is_accepted_stays_accepted(path: Path) -> None:
    """No warning comes back, and no comment is there that accepts nothing."""
    text = read_back(as_table(text_of(path))).text
    assert () == parse(text.encode(), "example", "example.toml").diagnostics
    assert text_of(path).count("# simulator: ignore") == text.count("# simulator: ignore")
