"""A conversation as a value: the worked example, what is said, and that nothing before a move is touched."""

from __future__ import annotations

import pytest

from simulator.engine.conversation import IllegalMove, play
from simulator.engine.lines import Voice
from simulator.engine.state import Gauges
from tests.support.scenarios import WORKED, conversation


def test_the_worked_example_of_the_rules() -> None:
    """Gauges, moods and satisfaction are those that docs/rules.md works out by hand."""
    start = conversation(WORKED, customer="anger = 70\nheard = 10\ntrust = 30\npatience = 24")
    turns = play(start, ["r"] * 6)
    expected = [
        (Gauges(60, 28, 32, 21), -30, "frustrated"),
        (Gauges(52, 42, 46, 18), -8, "wary"),
        (Gauges(40, 46, 58, 15), 12, "wary"),
        (Gauges(36, 46, 70, 10), 22, "calm"),
        (Gauges(14, 50, 80, 13), 51, "pleased"),
        (Gauges(8, 56, 86, 10), 63, "pleased"),
    ]
    after = [turn.after.state for turn in turns]
    assert expected == [(state.gauges, state.mood, state.band) for state in after]
    assert 69 == turns[-1].after.result().satisfaction


TWO = """
[scenes.a]
narration = "A bell rings."
says = ["One.", { text = "Two.", sets = ["fact"] }]
nudge = "Hello?"
[[scenes.a.replies]]
id = "stay"
text = "Go on."
answer = "Right."
once = true
[[scenes.a.replies]]
id = "know"
text = "I know."
when = "flag('fact')"
answer = "By reply."
routes = [{ when = "used('listen') >= 1", to = "b", answer = "By route." }]
to = "b"
[scenes.b]
says = "Three."
narration = "A door shuts."
ending = "done"
outcome = "none"
"""


def test_a_move_leaves_the_conversation_before_it_as_it_was() -> None:
    """Two different moves from one conversation do not know of each other."""
    start = conversation(TWO)
    before = start.state
    assert start.move("listen").after.state != start.move("stay").after.state
    assert before == start.state


def test_parts_are_heard_one_by_one_and_facts_with_them() -> None:
    """The second part is heard by listening only, and brings its flag and what the flag guards."""
    start = conversation(TWO)
    assert ["One."] == [part.text for part in start.heard]
    assert start.interrupts
    assert ["stay"] == [reply.id for reply in start.offered()]
    after = start.move("listen").after
    assert frozenset({"fact"}) == after.state.flags
    assert frozenset({"a"}) == after.state.listened
    assert ["stay", "know"] == [reply.id for reply in after.offered()]
    assert not after.can_listen


def test_a_reply_before_the_end_interrupts() -> None:
    """An early reply makes the slip interrupt, and stays offered no more if it is once."""
    turn = conversation(TWO).move("stay")
    assert ("interrupt",) == turn.slips
    assert () == turn.after.offered()
    assert "a" == turn.next
    with pytest.raises(IllegalMove):
        turn.after.move("stay")


def test_what_is_said_comes_in_order() -> None:
    """A reply is followed by the route's answer, then by the stage direction and words of the next scene."""
    turn = conversation(TWO).move("listen").after.move("know")
    expected = [
        (Voice.YOU, "I know."),
        (Voice.CUSTOMER, "By route."),
        (Voice.NARRATION, "A door shuts."),
        (Voice.CUSTOMER, "Three."),
    ]
    assert expected == [(line.voice, line.text) for line in turn.said]


def test_silence_nudges_and_counts_as_a_turn() -> None:
    """Silence keeps the scene, costs an unexplained tick and is answered by the nudge."""
    turn = conversation(TWO).move("silence")
    assert [(Voice.CUSTOMER, "Hello?")] == [(line.voice, line.text) for line in turn.said]
    assert (1, 1, "a") == (turn.after.state.turns, turn.after.state.unexplained, turn.next)


def test_nothing_moves_after_the_end() -> None:
    """Once it is over nothing is offered and every move is refused."""
    end = play(conversation(TWO), ["listen", "know"])[-1].after
    assert end.over
    assert () == end.offered()
    for move in ("listen", "silence", "know"):
        with pytest.raises(IllegalMove):
            end.move(move)


LEAVES = """
[scenes.a]
says = "Grr."
[[scenes.a.replies]]
id = "wait"
text = "Wait."
answer = "Fine."
wait = { ticks = 20 }
to = "b"
[scenes.b]
says = "Still here."
[[scenes.b.replies]]
id = "bye"
text = "Bye."
to = "b"
[scenes.last]
says = "That is it."
[[scenes.last.replies]]
id = "back"
text = "Please stay."
answer = "Hm."
to = "@resume"
"""


def test_a_customer_without_patience_walks_out() -> None:
    """Out of patience and angry they leave at once, without an answer, and promises do not matter any more."""
    start = conversation(LEAVES, customer="anger = 80")
    turn = start.move("wait")
    assert ("walked-out", "none") == (turn.after.state.ending, turn.after.state.outcome)
    assert "a" == turn.next
    assert [Voice.YOU, Voice.NOTICE] == [line.voice for line in turn.said]


def test_walks_gives_one_more_scene_and_resume_goes_on_where_it_was_going() -> None:
    """The first time a scene of the file catches it; from there it can go on to the interrupted target; then they leave."""
    on = '[on]\nwalks = "last"\n'
    start = conversation(on + LEAVES, customer="anger = 80")
    turn = start.move("wait")
    assert ("last", "b") == (turn.next, turn.after.state.interrupted)
    turn = turn.after.move("back")
    assert "walked-out" == turn.after.state.ending


def test_boiling_interrupts_once() -> None:
    """At the boil the conversation turns aside to its scene, once, and can be resumed."""
    scenes = """
[on]
boils = "bang"
[scenes.a]
says = "Hm."
[[scenes.a.replies]]
id = "no"
text = "No."
slips = ["dismiss"]
to = "b"
[scenes.b]
says = "Well."
[[scenes.b.replies]]
id = "no"
text = "No."
to = "a"
[scenes.bang]
says = "BANG."
[[scenes.bang.replies]]
id = "back"
text = "Where were we?"
to = "@resume"
"""
    turn = conversation(scenes, customer="anger = 84\npatience = 100").move("no")
    assert ("bang", "b", True) == (turn.next, turn.after.state.interrupted, turn.after.state.boiled)
    turn = turn.after.move("back")
    assert ("b", None) == (turn.next, turn.after.state.interrupted)
    assert "a" == turn.after.move("no").next


def test_an_open_promise_is_broken_at_the_end() -> None:
    """Each promise still open at the end costs like any broken one."""
    scenes = """
[scenes.a]
says = "Hm."
[[scenes.a.replies]]
id = "promise"
text = "I'll call."
promises = ["call"]
answer = "Good."
[[scenes.a.replies]]
id = "keep"
text = "I called."
keeps = ["call"]
answer = "Thanks."
[[scenes.a.replies]]
id = "end"
text = "Bye."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""
    start = conversation(scenes)
    kept = play(start, ["promise", "keep", "end"])[-1].after.state
    broken = play(start, ["promise", "end"])[-1].after.state
    assert (1, 0, True) == (kept.kept, kept.broken, kept.deed)
    assert (0, 1, 40) == (broken.kept, broken.broken, broken.ceiling)
    assert () == broken.open_promises


def test_one_machine_serves_many_conversations() -> None:
    """Conversations that share a machine do not disturb each other."""
    start = conversation(TWO)
    first = start.move("listen").after
    second = start.move("stay").after
    assert "done" == first.move("know").after.state.ending
    assert second.state == start.move("stay").after.state


@pytest.mark.parametrize(
    "name", ["trigger", "to", "state", "model", "initial", "position", "machine-state", "a", "b"]
)
def test_replies_may_be_called_what_the_library_calls_things(name: str) -> None:
    """Triggers of the state machine are the ids of replies, which an author chooses; scenes may have the same names."""
    scenes = f"""
[scenes.a]
says = "…"
[[scenes.a.replies]]
id = "{name}"
text = "…"
to = "b"
[scenes.b]
says = "…"
[[scenes.b.replies]]
id = "{name}"
text = "…"
to = "end"
[scenes.end]
says = "…"
ending = "done"
outcome = "full"
"""
    turns = play(conversation(scenes), [name, name])
    assert ["b", "end"] == [turn.next for turn in turns]
    assert turns[-1].after.over
