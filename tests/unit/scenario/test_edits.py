"""Tests of the edits that problems carry: where they are, and that they mend what they are about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.scenario.checks.registry import CHECKS
from simulator.scenario.diagnostic import nearest
from simulator.scenario.edit import Edit, apply_edits, toml_text
from simulator.scenario.parse import parse

if TYPE_CHECKING:
    from simulator.scenario.diagnostic import Diagnostic

CORPUS = Path(__file__).parents[2] / "data" / "rules"
ERR = sorted(CORPUS.glob("*/err/*.toml"))
FILE = """\
format = 1
title = "The hard bread"
start = "counter"

[customer]
name = "Ida Holm"

[scenes.counter]
says = "This bread is hard."

[[scenes.counter.replies]]
id = "sorry"
text = "I'm sorry."
note = "A beginning."
to = "over"

[scenes.over]
says = "Bye."
ending = "over"
outcome = "none"
"""


def problems(text: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a scenario."""
    return parse(text.encode(), "bread", "bread.toml").diagnostics


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('title = "The hard bread"', 'titel = "The hard bread"'),
        ('to = "over"', 'to = "ovre"'),
        ('to = "over"', "to = 'ovre'"),
        ("[[scenes.counter.replies]]", "[[scenes.counter.reply]]"),
        ("[[scenes.counter.replies]]", '[[scenes . counter . "reply"]]'),
        ("[scenes.counter]", "[scenes.countre]"),
        ('name = "Ida Holm"', 'nmae = "Ida Holm"'),
    ],
)
def test_an_edit_writes_the_right_file(right: str, wrong: str) -> None:
    """The edits of a misspelt key or name give the file as it was to be, or one that means the same."""
    wrong_text = FILE.replace(right, wrong, 1)
    (problem,) = problems(wrong_text)

    mended = apply_edits(wrong_text, problem.edits)

    assert problem.edits
    assert () == problems(mended)


def test_every_header_of_a_misspelt_table_is_mended() -> None:
    """A table that several headers misspell is one problem, with one edit for each header."""
    text = FILE.replace("[scenes.", "[scene.").replace("[[scenes.", "[[scene.")
    (problem,) = problems(text)

    assert 3 == len(problem.edits)
    assert apply_edits(text, problem.edits) == FILE


@pytest.mark.parametrize("path", ERR, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_edits_mend_and_break_nothing(path: Path) -> None:
    """Once the edits of a problem are made, it is gone, and no value is wrong that wasn't before.

    The rules about the whole scenario may then have more to say, because more of it can be read.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    before = parse(data, path.stem, path.name).diagnostics
    for problem in before:
        if problem.edits:
            mended = apply_edits(text, problem.edits)
            after = parse(mended.encode(), path.stem, path.name).diagnostics
            was = {(each.rule, each.message) for each in before}
            now = {(each.rule, each.message) for each in after}
            same = [[each.rule for each in found].count(problem.rule) for found in (before, after)]
            assert same[1] < same[0], problem
            assert set() == {rule for rule, _ in now - was} - set(CHECKS), problem


def test_edits_are_made_from_the_start_to_the_end() -> None:
    """The order of edits doesn't matter, the same edit counts once, and of two that overlap the later is left out."""
    edits = [Edit(4, 5, "E"), Edit(0, 2, "AB"), Edit(1, 3, "x"), Edit(4, 5, "E"), Edit(5, 5, "!")]

    assert "ABcdE!f" == apply_edits("abcdef", edits)


def test_a_text_is_written_as_toml() -> None:
    """Quotes, backslashes and what can't be seen are escaped."""
    assert r'"a \"b\" \\ \n \u0007"' == toml_text('a "b" \\ \n \x07')


@pytest.mark.parametrize(
    ("word", "words", "near"),
    [
        ("aise", ("listen", "silence", "own-it"), None),
        ("own-itt", ("listen", "silence", "own-it"), "own-it"),
        ("telephone", ("phone", "chat"), "phone"),
        ("calls", ("many-calls", "later"), "many-calls"),
        ("clam", ("calm", "wary"), "calm"),
    ],
)
def test_a_near_name_begins_like_the_word_or_shares_a_part(
    word: str, words: tuple[str, ...], near: str | None
) -> None:
    """Three letters in common among others aren't enough: such a name is hardly what was meant."""
    assert near == nearest(word, words)
