"""Marks: what earns each, and that neither chance nor undoing does."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from simulator.engine.conversation import Conversation, Turn, play
from simulator.engine.machine import ScenarioMachine
from simulator.report.debrief import debrief
from simulator.report.marks import MARKS, marks_of, new_marks
from simulator.report.past import Past
from simulator.scenario.library import shipped_folder
from simulator.scenario.parse import parse
from tests.support.scenarios import conversation

SHIPPED = sorted(shipped_folder().glob("*.toml"))
PAGE = Path(__file__).parents[3] / "docs" / "debrief.md"
CASES = {
    "heard-out": (
        "anger = 20\npatience = 100",
        ("listen", "listen", "listen", "ask", "own", "fix", "bye"),
    ),
    "asked-once": ("anger = 20", ("ask", "own", "fix", "bye")),
    "promises": ("anger = 20", ("ask", "own", "promise", "keep", "bye")),
    "honest-no": ("anger = 20\npatience = 100", ("ask", "own", "refuse", "fix", "bye")),
    "won-back": (
        "anger = 70\nheard = 0\ntrust = 0\npatience = 100",
        (
            "reflect",
            "own",
            "reflect",
            "own",
            "mend",
            "follow",
            "fix",
            "ask",
            "follow",
            "ask",
            "bye",
        ),
    ),
    "took-it-on": ("anger = 20", ("own", "fix", "bye")),
    "clean": ("anger = 20", ("ask", "own", "fix", "reflect", "bye")),
    "followed-through": ("anger = 20", ("own", "follow", "bye")),
    "in-the-picture": ("anger = 20", ("own", "wait", "wait", "bye")),
    "need": (
        "anger = 20",
        (
            "own",
            "instead",
        ),
    ),
    "understood": ("anger = 20", ("reflect", "reflect", "fix", "bye")),
}
"""For each mark a customer and moves that earn it."""
REPLIES = {
    "ask": 'skills = ["clarify"]',
    "own": 'skills = ["own"]',
    "fix": 'skills = ["alternative"]',
    "promise": 'skills = ["commit"]\npromises = ["ring"]',
    "keep": 'skills = ["followup"]\nkeeps = ["ring"]\nwhen = "promised(\'ring\')"',
    "refuse": 'skills = ["alternative"]\ndecline = true',
    "reflect": 'skills = ["reflect"]',
    "follow": 'skills = ["followup"]',
    "wait": "wait = { ticks = 2, explained = true }",
    "again": 'slips = ["reask"]',
    "mend": 'skills = ["solve"]\nevent = "fixed"\nonce = true',
    "bye": 'to = "z"',
    "instead": 'to = "y"',
}


def played(moves: tuple[str, ...], customer: str = "anger = 20") -> list[Turn]:
    """A play of a scene in which these moves are on offer, a slip, and two ends."""
    told = '[scenes.a]\nsays = ["One.", "Two.", "Three.", "Four."]\nenough = 1\n'
    for id in sorted({"again", "bye", *moves} - {"listen"}):
        more = REPLIES[id]
        told += f'[[scenes.a.replies]]\nid = "{id}"\ntext = "{id}."\nnote = "Why."\n{more}\n'
    told += (
        '[scenes.z]\nsays = "Bye."\nending = "done"\noutcome = "full"\n'
        '[scenes.y]\nsays = "Bye."\nending = "other"\noutcome = "alternative"\nneed = "met"\n'
    )
    return play(conversation(told, customer=customer), moves)


@pytest.mark.parametrize("id", [mark.id for mark in MARKS])
def test_what_earns_it(id: str) -> None:
    """And the same play with every second reply a slip earns nothing."""
    customer, moves = CASES[id]
    assert id in [mark.id for mark in marks_of(played(moves, customer))]
    spoiled = tuple(other for move in moves[:-1] for other in (move, "again"))
    assert () == marks_of(played((*spoiled, moves[-1]), customer))


def test_the_best_play_of_a_scenario_earns_some() -> None:
    """Each mark has a case, and an open play has none."""
    assert set(CASES) == {mark.id for mark in MARKS}
    assert len(MARKS) <= 12
    assert () == marks_of(played(("ask", "own")))
    assert () == marks_of([])


def test_replies_at_random_hardly_earn_any() -> None:
    """In every shipped scenario: a mark is for what one did, not for luck."""
    plays = earned = 0
    for path in SHIPPED:
        scenario = parse(path.read_bytes(), path.stem, path.name).scenario
        assert scenario is not None
        machine = ScenarioMachine(scenario)
        for seed in range(5):
            rng, at, turns = random.Random(seed), Conversation.begin(machine), []
            while not at.over:
                moves = [reply.id for reply in at.offered()]
                moves += ["listen"] if at.can_listen else []
                turns.append(at.move(rng.choice(moves or ["silence"])))
                at = turns[-1].after
            plays += 1
            earned += bool(marks_of(turns))
    assert plays >= 80
    assert earned * 10 <= plays


def test_new_ones_are_in_the_debrief() -> None:
    """Last in its opening, each with its sentence."""
    turns = played(("own", "fix", "bye"))
    marks = tuple(mark for mark in MARKS if mark.id == "took-it-on")
    found = debrief(turns[0].before, turns)
    assert "New marks" not in [item.title for item in found.opening()]
    from dataclasses import replace

    section = replace(found, past=Past(new_marks=marks)).opening()[-1]
    assert new_marks(marks).paragraphs == section.paragraphs
    assert (
        "Took it on: You took responsibility before you offered a solution" in section.paragraphs[0]
    )


def test_the_page_has_them_all() -> None:
    """With the same names, in the same order, and the same sentences."""
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [(mark.name, mark.sentence) for mark in MARKS] == rows
