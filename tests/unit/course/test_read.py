"""Course files: the shipped one reads, and each mistake is named at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.course.read import course_files, load_course, parse_course
from simulator.scenario.library import Library, shipped_folder
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = """\
format = 1
title = "Two weeks"

[[weeks]]
theme = "Listening"
play = [
  { scenario = "card", mode = "coach" },
  { scenario = "cake", mode = "exam", pass = 80 },
]
talk = "What came last?"

[[weeks]]
theme = "Promises"
play = [{ scenario = "card" }]
"""
IDS = ("cake", "card")


def test_the_shipped_course_is_right() -> None:
    """Eight weeks of scenarios that are all there."""
    (path,) = course_files((shipped_folder(),))
    ids = [each.stem for each in Library((shipped_folder(),)).files()]
    reading = load_course(path, ids)
    assert () == reading.diagnostics
    assert reading.value
    assert ("first-course", 8) == (reading.value.id, len(reading.value.weeks))


def test_a_right_file_is_read_whole() -> None:
    """Modes and pass marks where they are given, coach and 70 where not."""
    course = parse_course(RIGHT.encode(), "two", "two.toml", IDS).value
    assert course
    assert ("two", ("card", "cake")) == (course.id, course.scenarios)
    assert [
        (1, "card", Mode.COACH, 70),
        (1, "cake", Mode.EXAM, 80),
        (2, "card", Mode.COACH, 70),
    ] == [(week, step.scenario, step.mode, step.pass_mark) for week, step in course.steps()]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('"cake"', '"caek"', 8, 'no scenario "caek" in the library'),
        ('"exam"', '"exams"', 8, 'no mode "exams"'),
        ("pass = 80", "pass = 101", 8, "out of range"),
        ("theme", "them", 5, 'no key "them"'),
        ('play = [{ scenario = "card" }]', "play = []", 14, "This list is empty"),
        ("format = 1", "format = 3", 1, "format 1 only"),
        ('theme = "Promises"\n', "", 12, "has no theme"),
    ],
)
def test_a_mistake_is_named_at_its_line(old: str, new: str, line: int, words: str) -> None:
    """One problem, and no course."""
    reading = parse_course(RIGHT.replace(old, new, 1).encode(), "two", "two.toml", IDS)
    assert reading.value is None
    assert [line] == [problem.line for problem in reading.diagnostics], reading.diagnostics
    assert words in reading.diagnostics[0].message


def test_a_trainers_own_course_comes_first(tmp_path: Path) -> None:
    """Of two folders the one that was named last, and of two files of one name only that one."""
    for name in ("ours", "own"):
        (tmp_path / name / "courses").mkdir(parents=True)
        (tmp_path / name / "courses" / "first.toml").write_text(RIGHT)
    (tmp_path / "own" / "courses" / "night.toml").write_text(RIGHT)
    (tmp_path / "bare").mkdir()
    folders = (tmp_path / "ours", tmp_path / "bare", tmp_path / "own")
    own = tmp_path / "own" / "courses"
    assert [own / "first.toml", own / "night.toml"] == course_files(folders)
