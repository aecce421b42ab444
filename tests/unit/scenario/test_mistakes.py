"""Tests that one mistake gives one problem, at its place and with what to do about it."""

from __future__ import annotations

import pytest

from simulator.scenario.edit import apply_edits
from simulator.scenario.parse import parse
from tests.support.mistakes import KETTLE, MISTAKES, Mistake


def test_the_right_file_has_no_problem() -> None:
    """The file that the mistakes are made in has none itself."""
    assert () == parse(KETTLE.encode(), "kettle", "kettle.toml").diagnostics


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.new[:40])
def test_a_mistake_is_one_problem(mistake: Mistake, newline: str) -> None:
    """A mistake is told once, at its line and column and by its rule, and its hint says what to write."""
    text = mistake.text.replace("\n", newline)
    problems = parse(text.encode(), "kettle", "kettle.toml").diagnostics

    assert [(mistake.rule, mistake.line, mistake.column)] == [
        (problem.rule, problem.line, problem.column) for problem in problems
    ]
    assert mistake.hint in (problems[0].hint or "")


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.new[:40])
def test_the_edits_of_a_mistake_mend_it(mistake: Mistake, newline: str) -> None:
    """Once its edits are made, the problem is gone, and the file is right unless it says otherwise."""
    text = mistake.text.replace("\n", newline)
    (problem,) = parse(text.encode(), "kettle", "kettle.toml").diagnostics
    if problem.edits:
        mended = apply_edits(text, problem.edits)
        left = parse(mended.encode(), "kettle", "kettle.toml").diagnostics

        assert (problem.rule, problem.message) not in {(each.rule, each.message) for each in left}
        assert not mistake.mends or () == left
        assert newline == "\n" or "\n" not in mended.replace("\r\n", "")


def test_most_mistakes_have_edits() -> None:
    """What takes no more than a change of letters is changed by the problem's edits."""
    problems = [parse(each.text.encode(), "k", "k.toml").diagnostics[0] for each in MISTAKES]

    assert sum(bool(problem.edits) for problem in problems) > 0.6 * len(MISTAKES)
