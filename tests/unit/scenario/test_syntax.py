"""Tests of the sentences that broken TOML gets."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
import tomli

from simulator.scenario.toml_errors.read import SyntaxProblem, explain, read
from simulator.scenario.toml_errors.table import EXPLAINED, find_mistake
from tests.support.broken_toml import BROKEN

# Each snippet with the line and the column of its mistake, a part of the message and of the hint.


VALID = """\
format = 1
title = "The 40-minute caller"   # shown
level = 2

[customer]
name = 'Omar "O" Haddad'
[customer.weights]
explain = 150

[scenes.opening]
says = [                   # parts
  "This is the third time I've called.",
  { text = "I've got a client call.", sets = ["knows-call"] },
]
narration = \"""
Traffic. \\
  "Noise" \\u00e9.\"""

[[scenes.opening.replies]]
id = "recap"
when = "listened('opening')"
once = false
wait = { ticks = 2, explained = true }
routes = [ { when = "mood >= wary", to = "softens" } ]

[[scenes.opening.replies]]
id = "solve"
notes.first = 2024-05-01
notes.text = '''
don't'''
"""

EDITS = (
    "“", "”", "‘", "’", '"', "'", '"""', "'''", "\\", "[", "]", "[[", "]]", "{", "}", ",", "=", ":",
    ";", ".", "#", "-", "–", "\n", "\n\n", "\r", "\t", " ", "\x00", "\u00a0", "\u2028", "ü", "😀",
    "True", "05", "1,000", "a b", "//", "[customer]\n", "[[customer]]\n", "level = 3\n", "\\u12",
    "\\", "C:\\", "''", '""', "title", "=>", "(", ")", "\ud800",
)  # fmt: skip

JARGON = re.compile(r"\u2014|EOF|None\b|(?i:token|\bpair|pars(?:e|ing)|escape|string|namespace)")


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), BROKEN)
def test_a_mistake_is_named_where_it_is(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    """Each kind of mistake has its place, its sentence and what to do about it."""
    problem = mistake_of(text)

    assert (line, column) == (problem.line, problem.column), problem
    assert message in problem.message
    assert hint in (problem.hint or "")
    check_words(problem)


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), BROKEN)
def test_the_place_is_the_same_within_a_file(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    """Valid lines above and Windows line ends do not change what is said."""
    above = "above = 1\nmore.above = '''\nx'''\n"
    problem = mistake_of(text)
    moved = mistake_of((above + text).replace("\r\n", "\n"))
    windows = mistake_of((above + text).replace("\r\n", "\n").replace("\n", "\r\n"))

    assert (line + 3, column) == (moved.line, moved.column)
    assert re.sub(r"line \d+", "", problem.message) == re.sub(r"line \d+", "", moved.message)
    assert problem.hint == moved.hint
    assert moved == replace(windows, edits=moved.edits)


def mistake_of(text: str) -> SyntaxProblem:
    """Return the first mistake of a text."""
    problems = read(text)
    assert isinstance(problems, tuple)
    return problems[0]


def test_what_is_valid_is_read() -> None:
    """A valid text gives its document."""
    assert tomli.loads(VALID) == read(VALID)
    assert not read("")


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a = 1\nb = " + "[" * 2000 + "]" * 2000, 2, 5, "nested 2000 deep"),
        ("b = " + "{a=" * 100_000, 1, 5, "nested 100000 deep"),
        ("a = 1\n[" + ".".join("a" * 5000) + "]", 2, 2, "too many parts"),
        ("a = 1\nb = 1" + "0" * 5000, 2, 5, "too many digits"),
    ],
    ids=["arrays", "inline-tables", "key", "number"],
)
def test_excess_is_a_mistake_too(text: str, line: int, column: int, message: str) -> None:
    """What is too much for Python has a place and a sentence, too."""
    problem = mistake_of(text)

    assert (line, column) == (problem.line, problem.column)
    assert message in problem.message


def test_every_message_of_tomli_is_known() -> None:
    """No message in tomli's source falls through to the words for unknown ones."""
    source = (Path(tomli.__file__).parent / "_parser.py").read_text(encoding="utf-8")
    messages = re.findall(r"TOMLDecodeError\(\s*f?\"((?:[^\"\\]|\\.)+)\"", source)
    assert len(messages) > 20
    known = [start for start, _ in EXPLAINED]
    for message in messages:
        for expected in ("'", "'''"):
            written = message.replace("\\\\", "\\").replace("{expect!r}", repr(expected))
            written = re.sub(r"\{(char|src\[pos\])!r\}", lambda _: repr("\n"), written)
            assert written.startswith(tuple(known)), written


def test_a_place_that_does_not_fit_is_answered() -> None:
    """Any message at any place of any text, as a later tomli might have it, gets a sentence."""
    print("seed", 7)
    rng = random.Random(7)
    for message, _ in EXPLAINED:
        for _ in range(100):
            text = random_edit(rng, VALID)
            mistake = find_mistake(text, message, rng.randrange(len(text) + 2))
            assert mistake.message.endswith(".")


def test_an_unknown_message_has_a_place() -> None:
    """What a later tomli may say is passed on with its place."""
    error = tomli.TOMLDecodeError("Something new", "a = 1\nb = 2\n", 6)
    problem = explain("a = 1\r\nb = 2\r\n", error)[0]

    assert problem.line == 2
    assert problem.column == 1
    assert "Something new" in problem.message


@pytest.mark.parametrize("seed", range(300))
def test_random_edits_never_break_the_explanation(seed: int) -> None:
    """Whatever is done to a file, the answer is a place inside it and a sentence."""
    print("seed", seed)
    rng = random.Random(seed)
    text = VALID
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        text = random_edit(rng, text)
    if rng.random() < 0.3:
        text = text.replace("\n", "\r\n")

    problems = read(text)

    for problem in problems if isinstance(problems, tuple) else ():
        lines = text.split("\n")
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert "cannot be read" not in problem.message
        check_words(problem)


def random_edit(rng: random.Random, text: str) -> str:
    """Return *text* with something put in, taken out or cut off."""
    start = rng.randrange(len(text) + 1)
    end = start + rng.choice([0, 0, 1, 2, 10, 60])
    text = text[:start] + rng.choice([*EDITS, ""]) + text[end:]
    return text[: rng.randrange(len(text) + 1)] if rng.random() < 0.1 else text


@pytest.mark.parametrize("end", range(0, len(VALID), 3))
def test_a_file_cut_off_anywhere_is_explained(end: int) -> None:
    """A file that was not saved to its end is a document or a mistake inside it."""
    problems = read(VALID[:end])

    for problem in problems if isinstance(problems, tuple) else ():
        assert 1 <= problem.line <= VALID[:end].count("\n") + 1
        check_words(problem)


def check_words(problem: SyntaxProblem) -> None:
    """Assert that *problem* is told in whole, plain sentences."""
    for words in (problem.message, problem.hint or "Do."):
        own = re.sub(r"\".*?\"|'.*?'", "", words)
        assert words.endswith((".", '"…"')), words
        assert words.isprintable(), words
        assert JARGON.search(own) is None or "value None" in words, words
