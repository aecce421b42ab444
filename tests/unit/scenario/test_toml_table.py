"""Tests of the table of TOML mistakes itself: its rows are well formed, and the snippets of test_syntax meet them."""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

import pytest

from simulator.scenario.toml_errors.case import ANYWHERE, Case, When, words_at
from simulator.scenario.toml_errors.read import read
from simulator.scenario.toml_errors.survey import Place, survey
from simulator.scenario.toml_errors.table import EXPLAINED
from tests.support.broken_toml import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.scenario.toml_errors.case import Explain


def rows(cases: Iterable[Explain]) -> Iterator[Case]:
    """Give every row that is a pattern."""
    for case in cases:
        if isinstance(case, Case):
            yield case
        elif isinstance(case, When):
            yield from rows(case.cases)


# Texts for the sentences that no snippet of test_syntax shows.
MORE = [
    "a = 1\n{ b = 2 }",
    "a = 1\n, b",
    "x = { a = 1, ! }",
    "x = { a = 1 : 2 }",
    "x = { a >= 2 }",
    "x = ['a' ! 'b']",
    "a.!",
    'a = "\\x4 b"',
    'a = "\\U0001F6 b"',
]
WORD = re.compile(r"\\\$(?:\w+|\\\{\w+\\\})")

CASES = list(dict.fromkeys(case for _, cases in EXPLAINED for case in rows(cases)))


def test_there_are_rows() -> None:
    """Most mistakes are rows and not functions."""
    assert len(CASES) > 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.message[:40])
def test_a_row_is_well_formed(case: Case) -> None:
    """A row asks only for words that there are, starts where a place can tell, and counts somewhere."""
    given = {*words_at(survey("", 0)), *re.compile(case.pattern).groupindex}
    asked = {
        name for text in (case.message, case.hint) for name in Template(text).get_identifiers()
    }

    assert set() == asked - given
    assert Template(case.message).is_valid()
    assert Template(case.hint).is_valid()
    assert set() == {case.start, case.at or case.start} - set(dir(Place))
    assert set() == set(case.within) - set(ANYWHERE)


def test_every_sentence_is_met() -> None:
    """Each sentence of the table is what some broken text gets."""
    texts = [*(text for text, *_ in BROKEN), *MORE]
    found = [problems for text in texts if isinstance(problems := read(text), tuple)]
    said = [problem.message for problems in found for problem in problems]
    patterns = {case.message: WORD.sub(".*", re.escape(case.message)) for case in CASES}

    assert [] == [
        message
        for message, pattern in patterns.items()
        if not any(re.fullmatch(pattern, sentence) for sentence in said)
    ]
