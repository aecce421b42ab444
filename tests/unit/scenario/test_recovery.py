"""Tests that all TOML mistakes of a file are told at once, each once, and that none only follows from another."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from simulator.scenario.edit import apply_edits
from simulator.scenario.parse import parse
from tests.support.mistakes import KETTLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.diagnostic import Diagnostic

PAGE = (Path(__file__).parents[3] / "docs" / "scenario-format.md").read_text("utf-8")
EXAMPLE = max(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL), key=len)
PLACES = 20


class Slip(NamedTuple):
    """A mistake that can be made in many lines: which lines it fits, and what becomes of such a line."""

    name: str
    fits: str
    change: Callable[[str], str]


def _sub(pattern: str, new: str) -> Callable[[str], str]:
    return lambda line: re.sub(pattern, new, line, count=1)


TEXT = r'^\w+ = "[^"\\]+"$'
SLIPS = [
    Slip("curly quotes", TEXT, _sub(r'"(.*)"', r"“\1”")),
    Slip("no closing quote", TEXT, _sub(r'"$', "")),
    Slip("no opening quote", TEXT, _sub(r'= "', "= ")),
    Slip("no quotes", r'^\w+ = "[a-z-]+"$', _sub(r'"(.*)"', r"\1")),
    Slip("a colon", TEXT, _sub(r" =", ":")),
    Slip("no equals sign", TEXT, _sub(r" =", "")),
    Slip("a semicolon", TEXT, _sub("$", ";")),
    Slip("a comma", TEXT, _sub("$", ",")),
    Slip("no closing bracket of a header", r"^\[.*\]$", _sub(r"\]\]?$", "")),
    Slip("one bracket too few", r"^\[\[.*\]\]$", _sub(r"\]\]$", "]")),
    Slip("a key twice", TEXT, lambda line: f"{line}\n{line}"),
    Slip("a comment with two slashes", TEXT, lambda line: f"// a comment\n{line}"),
    Slip("words without a key", TEXT, lambda line: f"Some words of a note\n{line}"),
    Slip("no value", TEXT, _sub(r'"[^"]*"$', "")),
    Slip("no closing bracket of a list", r"^\w+ = \[[^\[\]{}]*\]$", _sub(r"\]$", "")),
    Slip("a list in round brackets", r"^\w+ = \[[^\[\]{}]*\]$", _sub(r"\[(.*)\]", r"(\1)")),
    Slip("a backslash", TEXT, _sub(r'"$', r'\\q"')),
]


def fitting(slip: Slip, text: str) -> list[int]:
    """Return the indexes of the lines that a mistake can be made in, at most so many as are tried, spread over the text."""
    lines = text.split("\n")
    found = [index for index, line in enumerate(lines) if re.search(slip.fits, line)]
    step = max(1, len(found) // PLACES)
    return found[::step][:PLACES]


def with_slip(text: str, slip: Slip, index: int) -> tuple[str, list[int]]:
    """Return a text with a mistake in a line, and the numbers of the lines that the mistake may be told at."""
    lines = text.split("\n")
    lines[index] = slip.change(lines[index])
    return "\n".join(lines), [index + 1, index + 1 + lines[index].count("\n")]


def problems(text: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a scenario."""
    return parse(text.encode(), "example", "example.toml").diagnostics


@pytest.mark.parametrize("text", [EXAMPLE, KETTLE], ids=["example", "kettle"])
@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_one_mistake_is_one_problem(slip: Slip, text: str) -> None:
    """Wherever the mistake is made, it is the one problem of the file, at its line."""
    places = fitting(slip, text)

    assert places
    for index in places:
        wrong, at = with_slip(text, slip, index)
        found = problems(wrong)

        assert ["toml-syntax"] == [problem.rule for problem in found], wrong.split("\n")[index]
        assert found[0].line in at, (found[0], wrong.split("\n")[index])


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
@pytest.mark.parametrize("other", SLIPS, ids=lambda slip: slip.name)
def test_two_mistakes_are_two_problems(slip: Slip, other: Slip) -> None:
    """Two mistakes, the second of any kind somewhere below the first, are told in one run, each at its line."""
    if slip.name == other.name == "curly quotes":
        return  # they are one problem with a count
    first = fitting(slip, KETTLE)[0]
    below = [index for index in fitting(other, KETTLE) if index > first + 12]
    second = below[len(below) // 2]
    wrong, at_second = with_slip(KETTLE, other, second)
    wrong, at_first = with_slip(wrong, slip, first)
    shift = wrong.count("\n") - with_slip(KETTLE, other, second)[0].count("\n")
    found = problems(wrong)

    assert 2 == len(found), found
    assert found[0].line in at_first
    assert found[1].line - shift in at_second


def test_the_quotes_of_a_word_processor_are_one_problem() -> None:
    """A file in which every quote is curly has one problem, with a count, and its edits mend all of it."""
    wrong = re.sub(r'"([^"\n]*)"', r"“\1”", KETTLE)
    (problem,) = problems(wrong)

    assert (2, 9) == (problem.line, problem.column)
    assert re.search(r"There are \d+ more below\.", problem.hint or "")
    assert () == problems(apply_edits(wrong, problem.edits))


def test_the_blanks_of_a_page_are_one_problem() -> None:
    """A file in which the blanks before equals signs are no-break spaces has one problem."""
    wrong = KETTLE.replace(" = ", "\u00a0= ")
    (problem,) = problems(wrong)

    assert "more below." in (problem.hint or "")
    assert () == problems(apply_edits(wrong, problem.edits))


def test_quotes_and_other_mistakes_are_both_told() -> None:
    """Curly quotes above and below don't hide another mistake."""
    wrong = KETTLE.replace('"The cold kettle"', "“The cold kettle”").replace(
        "level = 2", "level: 2"
    )
    wrong = wrong.replace('says = "Bye, then."', "says = “Bye, then.”")

    assert [2, 6] == [problem.line for problem in problems(wrong)]


def test_at_most_fifty_mistakes_are_told() -> None:
    """Of hundreds of mistakes the first are told, in order."""
    wrong = "".join(f"key-{number} : {number}\n" for number in range(300))
    found = problems(wrong)

    assert list(range(1, 51)) == [problem.line for problem in found][:50]


def test_edits_that_mend_nothing_do_not_grow() -> None:
    """Where each edit repeats the line with the one before in it, a short file is told of as soon as any other."""
    text = '[[customers"\\u200b"]\npool = not not not\n\n[a]\nb = [\n  { move = ] },\n]\n'
    text += "# Long.\n" * 500
    begun = time.process_time()
    lines = {problem.line for problem in problems(text)}
    assert time.process_time() - begun < 2
    assert {1, 2} == lines
