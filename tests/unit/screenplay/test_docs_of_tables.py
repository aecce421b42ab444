"""docs/spreadsheets.md says what the tables are: kinds of row, columns, and a whole scenario that can be imported."""

from __future__ import annotations

import re

from simulator.screenplay.columns import ACCEPT, COLUMNS, KINDS, SCENE_NAME, allowed
from tests.support.docs import names, page, tables_in
from tests.support.screenplay import read_back, scenario_of

TEXT = page("spreadsheets.md")
TABLES = tables_in(TEXT)
KIND_ROWS = {row["row"]: row for rows in TABLES for row in rows if "what it is" in row}


def documented(kind: str) -> set[str]:
    """Give the columns that the page lists for a kind of row."""
    cell = re.sub(r"\(.*?\)|\band\b|\bor\b", "", KIND_ROWS[kind]["fill in"]).replace(";", ",")
    return {name for part in names(cell) for name in part.split() if name in COLUMNS}


def test_every_kind_of_row() -> None:
    """Each kind of row is there, with the columns that it can fill; an ending has those of a scene, and its own."""
    assert set(KINDS) == set(KIND_ROWS)
    both = documented("scene") | documented("ending")
    for kind in KINDS:
        listed = both if kind in ("scene", "ending") else documented(kind)
        assert set(allowed(kind)) - {ACCEPT, SCENE_NAME} == listed - {SCENE_NAME}, kind


def test_the_small_table_is_a_scenario() -> None:
    """The table of the page can be imported as it stands."""
    (rows,) = [rows for rows in TABLES if "to" in rows[0] and "row" in rows[0]]
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    assert "A parcel for tomorrow" == scenario_of(read_back("\n".join(lines)).text).title
