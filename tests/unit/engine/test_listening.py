"""How much of the words is heard before a reply: what hearing more costs, and what a question to the trainee changes."""

from __future__ import annotations

import pytest

from simulator.engine.conversation import play
from tests.support.scenarios import conversation

SCENES = """
[scenes.a]
says = ["One.", {{ text = "Two?", asks = true }}, "Three.", "Four."]
{enough}
[[scenes.a.replies]]
id = "r"
text = "…"
to = "a"
[[scenes.a.replies]]
id = "end"
text = "…"
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""


@pytest.mark.parametrize(
    ("customer", "enough", "patience"),
    [
        ('temperament = "hurrier"', "enough = 1", (16, 13, 10, 7)),
        ('temperament = "hurrier"', "enough = 3", (16, 16, 16, 13)),
        ('temperament = "hurrier"', "enough = 0", (16, 13, 10, 7)),
        ('temperament = "hurrier"', "", (16, 16, 16, 16)),
        ('temperament = "hurrier"\nhear_cost = 0', "enough = 1", (16, 16, 16, 16)),
        ('temperament = "steady"', "enough = 1", (24, 24, 24, 24)),
        ("hear_cost = 20", "enough = 1", (24, 4, 0, 0)),
    ],
)
def test_hearing_more_than_enough_costs_those_in_a_hurry(
    customer: str, enough: str, patience: tuple[int, ...]
) -> None:
    """Each listen from `enough` on costs the customer's hear_cost, which is 3 for a hurrier and 0 for all others."""
    start = conversation(SCENES.format(enough=enough), customer=customer)
    turns = play(start, ["listen"] * 3)
    assert patience == (start.state.patience, *(turn.after.state.patience for turn in turns))


def test_what_is_beyond_patience_makes_them_angry() -> None:
    """A listen that costs 20 of 4 heats by 16, and cools by 2 as listening does."""
    start = conversation(SCENES.format(enough="enough = 1"), customer="hear_cost = 20")
    turns = play(start, ["listen"] * 2)
    assert (38, 38 + 16 - 2) == (turns[0].after.state.anger, turns[1].after.state.anger)


def test_after_a_question_a_reply_is_no_interruption() -> None:
    """Once a part that asks is heard in this visit, one may answer before enough is heard."""
    start = conversation(SCENES.format(enough=""))
    assert ("interrupt",) == start.move("r").slips
    asked = start.move("listen").after
    assert not asked.heard_enough
    assert () == asked.move("r").slips


def test_a_question_counts_for_its_visit_alone() -> None:
    """A scene entered anew starts at its first part, and whoever replies then cuts in again."""
    again = play(conversation(SCENES.format(enough="")), ["listen", "r"])[-1].after
    assert 1 == again.state.parts_heard
    assert ("interrupt",) == again.move("r").slips


def test_a_scene_listened_to_before_has_asked_already() -> None:
    """All its parts are heard on entering it again, so no reply interrupts."""
    again = play(conversation(SCENES.format(enough="")), ["listen", "listen", "listen", "r"])[-1]
    assert 4 == again.after.state.parts_heard
    assert () == again.after.move("end").slips
