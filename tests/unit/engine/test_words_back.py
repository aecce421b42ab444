"""What is heard after a reply: what it brings to light, and the first words back by state; and how guards count."""

from __future__ import annotations

import pytest

from simulator.engine.conversation import play
from simulator.engine.lines import Voice
from tests.support.scenarios import conversation

SCENES = """
[scenes.a]
says = "Hm."
[[scenes.a.replies]]
id = "r"
text = "I look."
action = "You open the log."
narration = "Two restarts stand there."
skills = ["own"]
sets = ["looked"]
answer = "Well?"
answers = [
  { when = "given('a.r') > 2", text = "How often will you look?" },
  { when = "given('a.r') == 2", text = "Again?" },
  { when = "trust > 90", text = "I trust you." },
]
routes = [
  { when = "visits('b') >= 1", to = "z" },
  { when = "given('a.r') == 4", to = "b", answer = "By route." },
]
to = "a"
[[scenes.a.replies]]
id = "bare"
text = "…"
answers = [{ when = "anger > 90", text = "Never." }]
to = "a"
[scenes.b]
says = "And now?"
variants = [{ when = "visits('b') > 1", says = "Again here?" }]
[[scenes.b.replies]]
id = "back"
text = "Back."
to = "a"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""


def heard(*moves: str) -> list[str]:
    """What the customer says because of the last move."""
    turn = play(conversation(SCENES), moves)[-1]
    return [line.text for line in turn.said if line.voice is Voice.CUSTOMER]


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        (("r",), ["Well?", "Hm."]),
        (("r", "r"), ["Again?", "Hm."]),
        (("r", "r", "r"), ["How often will you look?", "Hm."]),
        (("r", "r", "r", "r"), ["By route.", "And now?"]),
        (("bare",), ["Hm."]),
    ],
)
def test_the_first_words_back_follow_the_state(moves: tuple[str, ...], expected: list[str]) -> None:
    """The first that holds after the reply is said, this reply counted; a route's answer comes before all."""
    assert expected == heard(*moves)


def test_what_a_reply_brings_to_light_is_heard_before_the_answer() -> None:
    """Words, what is done, what it brings to light, and then what the customer says."""
    turn = conversation(SCENES).move("r")
    assert [Voice.YOU, Voice.ACTION, Voice.NARRATION, Voice.CUSTOMER, Voice.CUSTOMER] == [
        line.voice for line in turn.said
    ]


def test_a_visit_counts_itself() -> None:
    """The guard of a route sees the visits so far; that of a variant sees this visit too."""
    assert ["How often will you look?", "Bye."] == heard("r", "r", "r", "r", "back", "r")
    scenes = SCENES.replace("visits('b') >= 1", "visits('b') >= 2")
    turns = play(conversation(scenes), ["r", "r", "r", "r", "back"])
    assert {"a": 5, "b": 1} == dict(turns[-1].after.state.visits)


def test_counts_stop_at_ten() -> None:
    """Twelve visits are ten, and twelve uses of a reply are ten."""
    state = play(conversation(SCENES), ["bare"] * 12)[-1].after.state
    assert (10, 10) == (state.visits["a"], state.given["a.bare"])


def test_a_leaky_reply_is_never_offered_in_a_conversation() -> None:
    """It needs a shift; here neither its guard nor anything else brings it up."""
    start = conversation(SCENES.replace('id = "bare"', 'id = "bare"\nleaky = 100'))
    assert ["r"] == [reply.id for reply in start.offered()]
