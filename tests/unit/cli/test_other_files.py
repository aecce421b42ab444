"""Courses and shifts beside scenarios: `check` reads them, and no command takes them for scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.cli_desk import Desk

COURSE = """\
format = 1
title = "A course"
[[weeks]]
theme = "Cards"
play = [{ scenario = "card" }, { scenario = "crad" }]
"""
SHIFT = """\
format = 1
title = "A shift"
[[customers]]
scenario = "card"
"""


@pytest.fixture
def folder(desk: Desk) -> str:
    """A folder with a course that names a scenario wrongly and a shift."""
    for name, text in (("courses/mine.toml", COURSE), ("shifts/day.toml", SHIFT)):
        path = desk.folder / "mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return str(desk.folder / "mine")


def test_check_reads_them(desk: Desk, folder: str) -> None:
    """By the folder or by the file, with the line and the near name."""
    for path in (folder, f"{folder}/courses", f"{folder}/courses/mine.toml"):
        answer = desk.run("check", path)
        assert 1 == answer.code
        assert 'mine.toml:5:45: error: There is no scenario "crad" in the library.' in answer.out
        assert 'Did you mean "card"?' in answer.out
    assert "2 files, 1 error, no warnings." in desk.run("check", folder).err


def test_a_right_one_is_clean(desk: Desk, folder: str) -> None:
    """And counts as a file."""
    answer = desk.run("check", f"{folder}/shifts/day.toml")
    assert (0, "", "1 file, no errors, no warnings.\n") == answer


@pytest.mark.parametrize("command", ["test", "check --fix --yes"])
def test_others_leave_them_alone(desk: Desk, folder: str, command: str) -> None:
    """They aren't scenarios."""
    answer = desk.run(*command.split(), folder)
    assert 2 == answer.code
    assert "There is no scenario here, only courses or shifts." in answer.err
