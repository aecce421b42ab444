"""A good play to watch: its moves, its reasons, and when there is none."""

from __future__ import annotations

import pytest

from simulator.engine.conversation import play
from simulator.engine.whatif import Prospect
from simulator.report.good_play import GoodPlay, end_sentence, good_play, may_show, step_reason
from simulator.ruleset import SILENCE
from simulator.vocabulary import Mode
from tests.support.scenarios import conversation

SCENES = """
[scenes.a]
says = ["Where is it?", "I waited in all day."]
enough = 2
[[scenes.a.replies]]
id = "own"
text = "That's our fault."
skills = ["own"]
note = "You took it on"
to = "b"
[scenes.b]
says = "So when?"
[[scenes.b.replies]]
id = "date"
text = "On Tuesday."
to = "z"
[scenes.z]
says = "Right."
ending = "all-well"
outcome = "full"
"""
WAY = ("listen", "own", "date")


def a_play() -> GoodPlay:
    """From the start."""
    return GoodPlay(conversation(SCENES, needs='"own"'), (), WAY)


def test_it_is_stepped_to_its_end_and_back() -> None:
    """Each step makes one move; nothing is to come once it is over."""
    shown = a_play()
    steps = 0
    while shown.step():
        steps += 1
    assert (3, WAY, True) == (steps, shown.moves, shown.done)
    assert end_sentence(shown).startswith("That is the end: all well, with satisfaction ")
    assert shown.back()
    assert (("listen", "own"), False) == (shown.moves, shown.done)


def test_it_begins_after_the_moves_of_the_finished_play() -> None:
    """Which can't be gone back over."""
    start = conversation(SCENES)
    turns = play(start, WAY)
    shown = good_play(start, turns, 1, {1: Prospect(50, "all-well", ("own", "date"), exact=True)})
    assert shown is not None
    assert ("listen",) == shown.moves
    assert not shown.back()
    assert shown.step() is not None


def test_where_nothing_is_known_there_is_none() -> None:
    """Nor where no move is to come."""
    start = conversation(SCENES)
    turns = play(start, WAY)
    assert good_play(start, turns, 1, {}) is None
    assert good_play(start, turns, 2, {2: Prospect(50, "all-well", (), exact=True)}) is None


def test_a_move_that_is_not_allowed_ends_it() -> None:
    """Nothing is invented in its place."""
    shown = GoodPlay(conversation(SCENES), (), ("listen", "nowhere"))
    assert shown.step() is not None
    assert shown.step() is None
    assert shown.done


def test_each_move_has_its_reason() -> None:
    """What it does in general, what this customer needs of it, and the author's note."""
    listened, owned, dated = play(conversation(SCENES, needs='"own"'), WAY)
    assert step_reason(listened).endswith("and a reply now would be too soon.")
    assert (
        "When it's your side's fault, say so, and say you'll sort it out. "
        "This customer needs you to take responsibility. You took it on."
    ) == step_reason(owned)
    assert "Nothing else on offer leads to a better ending." == step_reason(dated)
    (silent,) = play(conversation(SCENES), [SILENCE])
    assert "saying nothing" in step_reason(silent)


@pytest.mark.parametrize("mode", Mode)
def test_none_after_an_exam(mode: Mode) -> None:
    """An exam may be taken again."""
    assert (mode is not Mode.EXAM) == may_show(mode)
