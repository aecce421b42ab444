"""The quick answer of `long-text`: where a scene surely fits, its lines aren't broken one by one."""

from __future__ import annotations

import random

import pytest

from simulator.scenario.checks.texts import _lines_at_most, lines
from tests.support.amounts import cases

SIGNS = (
    "a",
    "ö",
    "-",
    " ",
    " ",
    "\n",
    "—",
    "…",
    "l",
    "long-winded",
    "antidisestablishmentarianism",
    "x" * 80,
)


@pytest.mark.parametrize("seed", range(cases(200)))
def test_no_text_needs_more_lines_than_at_most(seed: int) -> None:
    """Whatever words, blanks, hyphens and breaks it has."""
    chance = random.Random(seed)
    text = "".join(chance.choice(SIGNS) for _ in range(chance.randint(0, 400)))
    assert lines(text) <= _lines_at_most(text)
