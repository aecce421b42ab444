"""The numbers of replies: the same for the same reply while a scene lasts, whatever comes and goes by listening."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.play.choices import Choice, choices_of, numbers_in_words
from simulator.play.rules import Rules
from simulator.play.session import PlaySession
from simulator.vocabulary import Mode
from tests.support.scenarios import conversation

if TYPE_CHECKING:
    from simulator.engine.conversation import Conversation, Turn

SCENES = """
[scenes.a]
says = ["One.", { text = "Two.", sets = ["twice"] }, { text = "Three.", sets = ["thrice"] }]
enough = 1
[[scenes.a.replies]]
id = "late"
text = "Offered once you have listened twice."
when = "flag('thrice')"
to = "b"
[[scenes.a.replies]]
id = "first"
text = "Offered until you have listened."
when = "not flag('twice')"
to = "b"
[[scenes.a.replies]]
id = "always"
text = "Offered always."
to = "b"
[[scenes.a.replies]]
id = "soon"
text = "Offered once you have listened."
when = "flag('twice')"
to = "b"
[scenes.b]
says = "Four."
[[scenes.b.replies]]
id = "back"
text = "Back."
to = "a"
[[scenes.b.replies]]
id = "end"
text = "End."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""


def played(*moves: str) -> tuple[Conversation, list[Turn]]:
    """The start of a play and its turns."""
    start = conversation(SCENES)
    turns: list[Turn] = []
    for move in moves:
        turns.append((turns[-1].after if turns else start).move(move))
    return start, turns


def rows(choices: tuple[Choice, ...]) -> list[tuple[int, str, bool]]:
    """Numbers, ids, and what is new."""
    return [(choice.number, choice.id, choice.new) for choice in choices]


def test_what_is_offered_later_comes_last_and_is_new() -> None:
    """A number that falls free is given to nothing else."""
    assert [(1, "first", False), (2, "always", False)] == rows(choices_of(*played()))
    assert [(2, "always", False), (3, "soon", True)] == rows(choices_of(*played("listen")))
    assert [(2, "always", False), (3, "soon", False), (4, "late", True)] == rows(
        choices_of(*played("listen", "listen"))
    )


def test_nothing_is_marked_where_all_replies_are_others() -> None:
    """A mark on each of them would tell none apart; their numbers still aren't those that were shown before."""
    scenes = SCENES.replace(
        '"Offered always."', '"Offered at first."\nwhen = "not flag(\'twice\')"'
    )
    start = conversation(scenes)
    choices = choices_of(start, [start.move("listen")])
    assert [(3, "soon", False)] == rows(choices)


@pytest.mark.parametrize(("own_words", "new"), [(False, True), (True, False)])
def test_no_reply_is_new_where_all_were_hidden(*, own_words: bool, new: bool) -> None:
    """In your own words there was nothing to see a move ago, so the mark would say nothing."""
    machine = conversation(SCENES).machine
    seat = PlaySession(machine, Rules(Mode.PRACTICE, own_words=own_words), lambda: 0.0, None)
    seat.move("listen")
    assert [(2, "always", False), (3, "soon", new)] == rows(seat.choices())


def test_the_order_counts_among_those_that_come_up_together() -> None:
    """A seed may shuffle; what is shown already stays where it is."""
    by_id = choices_of(*played("listen"), order=lambda reply: reply.id)
    assert [(1, "always", False), (3, "soon", True)] == rows(by_id)
    backwards = choices_of(*played(), order=lambda reply: -ord(reply.id[0]))
    assert [(1, "first", False), (2, "always", False)] == rows(backwards)


def test_another_scene_begins_with_one_again() -> None:
    """Nothing in it is new, also where the play comes back to a scene."""
    assert [(1, "back", False), (2, "end", False)] == rows(choices_of(*played("listen", "always")))
    again = choices_of(*played("listen", "always", "back"))
    assert [(1, "always", False), (2, "soon", False)] == rows(again)


def test_what_is_new_is_marked() -> None:
    """By a word before it, with what is done besides behind."""
    assert "(new) Yes. (nods)" == Choice(1, "yes", "Yes.", "nods", new=True).marked
    assert "Yes." == Choice(1, "yes", "Yes.").marked


@pytest.mark.parametrize(
    ("numbers", "words"),
    [((), ""), ((2,), "2"), ((1, 2, 3), "1 to 3"), ((2, 3), "2 to 3"), ((1, 3, 4), "1, 3 or 4")],
)
def test_numbers_in_words(numbers: tuple[int, ...], words: str) -> None:
    """What can be typed."""
    assert words == numbers_in_words([Choice(number, f"r{number}", "") for number in numbers])
