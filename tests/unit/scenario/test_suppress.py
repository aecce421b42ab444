"""Comments that accept warnings: what they accept, and what is said of those that accept nothing."""

from __future__ import annotations

import pytest

from simulator.scenario.parse import parse
from tests.support.scenarios import head

HEAD = (
    head()
    + """\
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
[scenes.a]
says = "Hello."
[[scenes.a.replies]]
id = "r"
text = "Bye."
to = "z"
"""
)


def rules(text: str) -> list[tuple[int, str]]:
    """Line and rule of each problem."""
    reading = parse((HEAD + text).encode(), "t", "t.toml")
    return [(problem.line, problem.rule) for problem in reading.diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        'note = "N."\npromises = ["p"]  # simulator: ignore promise-never-kept It is meant.\n',
        'note = "N."\n# simulator: ignore promise-never-kept It is meant.\npromises = ["p"]\n',
        'note = "N."\n# simulator: ignore promise-never-kept It is meant.\n\n# More.\npromises = ["p"]\n',
    ],
)
def test_a_warning_with_a_reason_is_accepted(text: str) -> None:
    """Behind the value or on the lines right above it."""
    assert [] == rules(text)


def test_only_the_first_of_two_comments_is_needed() -> None:
    """The other accepts nothing, wherever each of them stands."""
    comment = "# simulator: ignore promise-never-kept It is meant."
    text = f'note = "N."\n{comment}\n\n{comment}\npromises = ["p"]  {comment}\n'
    assert [(19, "unused-ignore"), (20, "unused-ignore")] == rules(text)


def test_a_comment_at_the_end_speaks_of_nothing() -> None:
    """No line stands below it."""
    text = 'note = "N."\n# simulator: ignore promise-never-kept It is meant.\n\n# More.\n'
    assert [(17, "unused-ignore")] == rules(text)


def test_without_a_reason_nothing_is_accepted() -> None:
    """The warning stays, and the comment is one more."""
    text = 'note = "N."\n# simulator: ignore promise-never-kept\npromises = ["p"]\n'
    assert [(17, "ignore-without-reason"), (18, "promise-never-kept")] == rules(text)


def test_a_comment_that_accepts_nothing_is_reported() -> None:
    """Also where it speaks of another rule than the one that warns."""
    text = 'note = "N."\n# simulator: ignore flag-never-read Not here.\npromises = ["p"]\n'
    assert [(17, "unused-ignore"), (18, "promise-never-kept")] == rules(text)


def test_an_error_is_never_accepted() -> None:
    """Whatever the comment says."""
    text = 'note = "N."\n# simulator: ignore unknown-skill I like it.\nskills = ["charm"]\n'
    assert (18, "unknown-skill") in rules(text)


@pytest.mark.parametrize(
    ("rule", "words", "hint"),
    [
        ("missing-note", 'There is no "missing-note" warning here.', "Delete the comment"),
        ("bad-value", '"bad-value" is an error, and errors can\'t be accepted.', "Delete"),
        ("mising-note", 'There is no rule "mising-note".', 'Did you mean "missing-note"?'),
    ],
)
def test_a_comment_that_accepts_nothing_says_why(rule: str, words: str, hint: str) -> None:
    """No such warning here, an error, or no such rule."""
    text = (
        f'note = "N."\n# simulator: ignore {rule} It is meant.\nwhen = "anger > 0"\nonce = true\n'
    )
    reading = parse((HEAD + text).encode(), "t", "t.toml")
    said = {problem.message: problem.hint or "" for problem in reading.diagnostics}

    assert said[words].startswith(hint)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('note = "N."\nsets = ["knows-it"]\nwhen = "flag(\'know-it\')"\n', "flag-never-set"),
        ('note = "N."\npromises = ["ring"]\nkeeps = ["rign"]\n', "kept-never-promised"),
    ],
)
def test_a_name_that_is_misspelt_once_is_reported_once(text: str, rule: str) -> None:
    """It is never read or kept under its right name only because it is misspelt elsewhere."""
    assert [rule] == [found for _, found in rules(text) if found != "all-guarded"]
