"""Tests that a single mistake in a course or a shift is one problem, at its line, with what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.course.read import parse_course
from simulator.scenario.parse import parse
from simulator.shift.read import parse_shift

SCENARIOS = Path(__file__).parents[3] / "scenarios"
SHIFT = """\
format = 1
title = "The late shift"
minutes = 25

[[customers]]
scenario = "your-bad-morning"

[[customers]]
pool = ["wrong-cake", "forty-minute-caller"]

[[customers]]
scenario = "day-46"
after = "your-bad-morning"
begins = [{ if = { need = "missed" }, customer = { anger = 70 } }]

[[cards]]
text = "The bus was late."
composure = -5
before = 1

[[cards]]
text = "A note on your screen."
before = 2
"""
COURSE = """\
format = 1
title = "Two weeks on the phone"

[[weeks]]
theme = "Listening"
play = [
  { scenario = "wrong-cake" },
  { scenario = "your-bad-morning", mode = "practice", pass = 60 },
]
talk = "What came last?"

[[weeks]]
theme = "An honest no"
play = [{ scenario = "wrong-cake", mode = "exam" }]
"""
# fmt: off
SHIFTS = (
    ('[[customers]]\npool', '[customers]\npool', 8, "Use [[customers]], with two brackets."),
    ('[[customers]]\npool', 'pool', 5, "Delete one of the two, or add [[customers]] above the second."),
    ('[[customers]]\npool', '[[customers]]\n[[customers]]\npool', 8,
     "Use scenario for one customer, or pool for a choice of several."),
    ('[[customers]]\nscenario', 'scenario', 5, "Add [[customers]] above this line."),
    ('["wrong-cake", "forty-minute-caller"]', '["wrong-cake"]', 9, "Leave the key out, or fill the list."),
    ('["wrong-cake", ', '["Wrong Cake", ', 9, 'Did you mean "wrong-cake"?'),
    ('["wrong-cake", ', '["wrong-cake", …, ', 9, "Write the missing entries here, each in quotes, or delete it."),
    ('[[cards]]\ntext = "The', '[[cards]]\n[[cards]]\ntext = "The', 16, "Delete its header, or put its keys below it."),
    ('[[cards]]\ntext = "The', '[[cards.bus]]\ntext = "The', 16, "Use [[cards]]."),
    ('[[cards]]\ntext = "A', '[[cards.note]]\ntext = "A', 21, "Start another one with [[cards]]."),
    ('minutes = 25\n', '', 23, "It belongs at the top of the file, above the first header in brackets."),
    ('title =', 'name =', 2, 'Did you mean "title"?'),
    ('composure = -5', 'composure = –5', 18, "Use composure = -5, with a plain -."),
    ('before = 2', 'before = 9', 23, "Use 1 to 3."),
    ('need = "missed"', 'need = "no"', 14, "Allowed: met, partly, missed."),
)
COURSES = (
    ('[[weeks]]\ntheme = "L', 'theme = "L', 4, "Add [[weeks]] above this line."),
    ('[[weeks]]\ntheme = "A', '[[weeks.2]]\ntheme = "A', 12, "Start another one with [[weeks]]."),
    ('[[weeks]]\ntheme = "A', '[[weeks]]\n[[weeks]]\ntheme = "A', 12, "Delete its header, or put its keys below it."),
    ('[{ scenario = "wrong-cake", mode = "exam" }]', '{ scenario = "wrong-cake", mode = "exam" }', 14,
     "Put [ and ] around it, or use [[weeks.play]] as its header."),
    ('[{ scenario = "wrong-cake", mode = "exam" }]', '"wrong-cake"', 14,
     'Use [{ scenario = "wrong-cake", mode = "coach" }].'),
    ('pass = 60 }', 'pass = 60 ]', 8, "Add } here, or before it."),
    ('pass = 60 },', 'pass = 60,', 8, "Put } after its last entry."),
    ('title =', 'name =', 2, 'Did you mean "title"?'),
    ('"practice"', '"practise"', 8, 'Did you mean "practice"?'),
)
# fmt: on


@pytest.mark.parametrize(("right", "wrong", "line", "hint"), SHIFTS)
def test_shifts(right: str, wrong: str, line: int, hint: str) -> None:
    """Each is found alone; what is deleted from the top comes at the end."""
    text = SHIFT.replace(right, wrong, 1) + ("" if wrong else right)
    ids = ("your-bad-morning", "wrong-cake", "forty-minute-caller", "day-46")
    readings = {id: parse((SCENARIOS / f"{id}.toml").read_bytes(), id, id) for id in ids}
    known = {id: each.scenario for id, each in readings.items() if each.scenario}
    found = parse_shift(text.encode(), "s", "s.toml", known).diagnostics

    assert () == parse_shift(SHIFT.encode(), "s", "s.toml", known).diagnostics
    assert [(line, hint)] == [(each.line, each.hint) for each in found], found


@pytest.mark.parametrize(("right", "wrong", "line", "hint"), COURSES)
def test_courses(right: str, wrong: str, line: int, hint: str) -> None:
    """Each is found alone."""
    text = COURSE.replace(right, wrong, 1)
    known = ("wrong-cake", "your-bad-morning")
    found = parse_course(text.encode(), "c", "c.toml", known).diagnostics

    assert () == parse_course(COURSE.encode(), "c", "c.toml", known).diagnostics
    assert [(line, hint)] == [(each.line, each.hint) for each in found], found
