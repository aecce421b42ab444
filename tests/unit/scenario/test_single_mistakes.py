"""Tests that a single mistake of any kind, at any place, is one problem, at its line, and that its edits mend it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from simulator.scenario.edit import apply_edits
from simulator.scenario.parse import parse
from tests.support.amounts import cases
from tests.support.kinds_of_mistakes import GONE, ROWS, with_mistake

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "scenario-format.md").read_text("utf-8")
EXAMPLE = max(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL), key=len)
MOST_ABOVE = 15
"""Lines between what is missing from an entry and the header at which that is told."""
FREE = "*"
"""The end of the name of a kind that may be told elsewhere, or not at all where the other spelling is used nowhere."""


@pytest.mark.parametrize("seed", range(cases(2)))
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_one_mistake_is_one_problem(row: tuple[str, str, object], seed: int) -> None:
    """Nothing that only follows from it is told, and what the problem says to do leads to no other problem."""
    print("seed", seed)
    wrong = with_mistake(EXAMPLE, row, random.Random(f"{row[0]} {seed}"))
    if wrong is None:
        return
    problems = parse(wrong.text.encode(), "example", "example.toml").diagnostics

    assert len(problems) in ((0, 1) if row[0].endswith(FREE) else (1,)), [
        (each.line, each.message) for each in problems
    ]
    for problem in problems:
        if row[2] == GONE:
            assert wrong.line - MOST_ABOVE <= problem.line <= wrong.line + 1
        elif not row[0].endswith(FREE):
            assert wrong.line <= problem.line <= wrong.line + wrong.longer
        mended = apply_edits(wrong.text, problem.edits)
        left = (
            parse(mended.encode(), "example", "example.toml").diagnostics if problem.edits else ()
        )
        assert [] == [(each.line, each.message) for each in left]


def test_most_kinds_have_a_place() -> None:
    """The example uses the whole language, so that hardly any kind of mistake is left out."""
    places = [with_mistake(EXAMPLE, row, random.Random(1)) for row in ROWS]

    assert sum(place is not None for place in places) > 0.95 * len(ROWS)
