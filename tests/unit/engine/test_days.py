"""Another day of a scenario: its numbers, flags and words, in play and in the tests that a file carries."""

from __future__ import annotations

import pytest

from simulator.engine.conversation import Conversation
from simulator.engine.mutation import mutate
from simulator.engine.trial import run_test
from simulator.engine.whatif import branches
from simulator.scenario.diagnostic import dotted
from tests.support.scenarios import conversation

SCENES = """
[scenes.a]
narration = "Sun."
says = ["One.", "Two."]
[[scenes.a.replies]]
id = "r"
text = "Yes."
skills = ["own"]
to = "z"
[[scenes.a.replies]]
id = "umbrella"
text = "Take mine."
when = "flag('wet')"
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
[[days]]
name = "rain"
customer = { anger = 60, severity = 4 }
sets = ["wet"]
texts = [
  { scene = "a", part = 2, text = "Two, and wet." },
  { scene = "a", reply = "r", text = "Yes, come in." },
  { scene = "a", narration = "Rain." },
]
[[tests]]
name = "dry"
moves = ["listen"]
expect = { anger = 38 }
[[tests]]
name = "wet"
day = "rain"
moves = ["listen", "umbrella"]
expect = { anger = 58, ending = "done" }
"""


def on(day: str) -> Conversation:
    """The conversation begun on a day."""
    return Conversation.begin(conversation(SCENES).machine.on_day(day))


def test_a_day_has_its_own_customer_and_flags() -> None:
    """Numbers that the day gives replace the customer's, all others stay, and its flags are set from the start."""
    dry, wet = on(""), on("rain")
    assert (40, 20, 2) == (dry.state.anger, dry.state.heard, dry.scenario.customer.severity)
    assert (60, 20, 4) == (wet.state.anger, wet.state.heard, wet.scenario.customer.severity)
    assert ["r"] == [reply.id for reply in dry.offered()]
    assert ["r", "umbrella"] == [reply.id for reply in wet.offered()]


def test_a_day_has_its_own_words() -> None:
    """Those of a part, of a reply and of the narration; the others are the file's."""
    wet = on("rain")
    assert ["Rain.", "One."] == [line.text for line in wet.opening]
    turn = wet.move("listen")
    assert ["Two, and wet."] == [line.text for line in turn.said]
    assert "Yes, come in." == turn.after.move("r").said[0].text
    assert "Sun." == on("").narration


def test_a_day_that_is_not_there() -> None:
    """A name that no day has is refused; the days of a day are asked of the file's own machine."""
    machine = conversation(SCENES).machine
    with pytest.raises(KeyError):
        machine.on_day("snow")
    assert machine.on_day("rain") is machine.on_day("rain")
    assert machine.on_day("") is machine


def test_each_test_runs_on_its_day() -> None:
    """One machine serves tests of every day."""
    machine = conversation(SCENES).machine
    assert [True, True] == [run_test(machine, test).passed for test in machine.scenario.tests]


def test_mutants_are_played_on_every_day() -> None:
    """The flipped guard of the reply for a wet day is noticed by the test of that day, and by no other."""
    scenario = conversation(SCENES).scenario
    survivors = [dotted(survivor.path) for survivor in mutate(scenario).survivors]
    assert ["scenes.a.replies[0].skills[0]"] == survivors


def test_branches_stay_on_the_day_of_the_play() -> None:
    """What would have been otherwise is played on the same day."""
    turn = on("rain").move("r")
    assert {"listen", "umbrella"} == {branch.name for branch in branches([turn])}
    assert {"rain"} == {branch.after.scenario.day for branch in branches([turn])}
