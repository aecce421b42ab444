"""Shift files: the shipped ones read, and each mistake is named at its line."""

from __future__ import annotations

import pytest

from simulator.scenario.library import shipped_folder
from simulator.shift.read import parse_shift, shift_files
from simulator.shift.shipped import shipped_scenarios, shipped_shifts
from tests.support.shift_stage import key_scenario

RIGHT = """\
format = 1
title = "A short day"
level = 1

[[customers]]
scenario = "key"

[[customers]]
pool = ["other", "third"]

[[customers]]
scenario = "back"
after = "key"
[[customers.begins]]
if = { need = "missed" }
customer = { anger = 70 }

[[cards]]
text = "Rain."
composure = -5
before = 2
"""
SCENARIOS = {id: key_scenario(id) for id in ("key", "other", "third", "back")} | {
    "hard": key_scenario("hard", level=5)
}


def test_the_shipped_shifts_are_right() -> None:
    """They read, and every scenario that they may have is there."""
    scenarios = shipped_scenarios()
    shifts = shipped_shifts(scenarios)
    assert [path.stem for path in shift_files((shipped_folder(),))] == [each.id for each in shifts]
    assert ["first-day", "hard-saturday", "one-of-those-days"] == [each.id for each in shifts]
    for shift in shifts:
        assert set(shift.scenarios) <= set(scenarios)


def test_a_right_file_is_read_whole() -> None:
    """With its id, its customers and its cards."""
    reading = parse_shift(RIGHT.encode(), "short", "short.toml", SCENARIOS)
    assert () == reading.diagnostics
    assert reading.value
    assert ("short", 3, 1) == (
        reading.value.id,
        len(reading.value.customers),
        len(reading.value.cards),
    )
    assert ("key", "other", "third", "back") == reading.value.scenarios


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('scenario = "key"', 'scenario = "kee"', 6, 'no scenario "kee" in the library'),
        ('"other", "third"', '"other", "hard"', 9, "must have the same level"),
        ('"other", "third"', '"other", "other"', 9, "in this list twice"),
        ('scenario = "back"', 'scenario = "key"', 12, "already a customer in this shift"),
        ('after = "key"', 'after = "back"', 13, "No customer before this one"),
        ('after = "key"\n', "", 11, "doesn't say which"),
        ('{ need = "missed" }', "{ }", 15, "condition is empty"),
        ('{ need = "missed" }', '{ flag = "blue" }', 15, 'Nothing in "key" sets the flag "blue"'),
        (
            '{ need = "missed" }',
            '{ promised = "ring" }',
            15,
            'Nothing in "key" makes the promise "ring"',
        ),
        ("anger = 70", "angr = 70", 16, 'no key "angr"'),
        ("customer = {", 'sets = ["blue"]\ncustomer = {', 16, 'Nothing in "back" asks for'),
        ('"Rain."', f'"{"rain " * 26}"', 19, "This card has 26 words"),
        ("before = 2", "before = 4", 21, "There are only 3 customers."),
        ("composure = -5", "composure = -31", 20, "out of range"),
        (
            'scenario = "key"',
            'scenario = "key"\npool = ["other", "third"]',
            5,
            "both scenario and pool",
        ),
        ('scenario = "key"', 'scenario = "key"\nday = "Tuesday"', 7, 'has no day "Tuesday"'),
        ("format = 1", "format = 2", 1, "format 1 only"),
        ('title = "A short day"\n', "", 1, "has no title"),
    ],
)
def test_a_mistake_is_named_at_its_line(old: str, new: str, line: int, words: str) -> None:
    """One problem, and nothing that follows from it."""
    text = RIGHT.replace(old, new, 1)
    assert text != RIGHT
    reading = parse_shift(text.encode(), "short", "short.toml", SCENARIOS)
    assert reading.value is None
    assert [line] == [problem.line for problem in reading.diagnostics], reading.diagnostics
    assert words in reading.diagnostics[0].message
