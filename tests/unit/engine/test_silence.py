"""Silences: the charged one, the forced one that nothing could be said in, and the scene that a silence leads to."""

from __future__ import annotations

from simulator.engine.conversation import play
from simulator.engine.state import Gauges
from tests.support.scenarios import conversation

SHUT = """
[scenes.a]
says = "Hm."
{more}
[[scenes.a.replies]]
id = "never"
text = "…"
when = "flag('never')"
to = "z"
[[scenes.a.replies]]
id = "once"
text = "…"
once = true
answer = "Again."
to = "a"
[scenes.b]
says = "Well?"
[[scenes.b.replies]]
id = "bye"
text = "Bye."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""


def test_a_forced_silence_costs_nothing() -> None:
    """Where nothing is offered and nothing is left to hear, a silence is a turn, and no gauge moves."""
    shut = conversation(SHUT.format(more="")).move("once").after
    assert shut.silence_is_forced
    turn = shut.move("silence")
    assert turn.before.state.gauges == turn.after.state.gauges
    assert (2, 0, 1) == (
        turn.after.state.turns,
        turn.after.state.unexplained,
        turn.after.state.forced_silences,
    )
    assert "a" == turn.next


def test_the_third_forced_silence_of_a_visit_ends_the_conversation() -> None:
    """They walk out, with nothing they asked for, and what it was for is missed."""
    shut = conversation(SHUT.format(more="")).move("once").after
    turns = play(shut, ["silence"] * 3)
    assert [False, False, True] == [turn.after.over for turn in turns]
    state = turns[-1].after.state
    assert ("walked-out", "none", "missed") == (state.ending, state.outcome, state.need)


def test_another_visit_counts_its_forced_silences_from_the_start() -> None:
    """Two silences in each of two visits end nothing."""
    shut = conversation(SHUT.format(more="").replace("once = true", 'when = "turns != 1"')).move
    first = shut("once").after
    assert first.silence_is_forced
    again = play(first, ["silence", "once"])[-1].after
    assert (1, 0) == (
        first.move("silence").after.state.forced_silences,
        again.state.forced_silences,
    )


def test_nobody_leaves_because_of_a_forced_silence() -> None:
    """Out of patience and far below frustrated, they still wait for the third."""
    customer = "anger = 80\nheard = 0\ntrust = 0\npatience = 0"
    start = conversation(
        SHUT.format(more="").replace("once = true", "when = 'anger > 90'"), customer=customer
    )
    turns = play(start, ["silence"] * 3)
    assert [None, None, "walked-out"] == [turn.after.state.ending for turn in turns]
    assert Gauges(80, 0, 0, 0) == turns[-1].after.state.gauges


def test_a_silence_is_not_forced_while_there_is_more_to_hear() -> None:
    """Whoever could listen is charged for an unexplained tick: 2 times 3 patience."""
    scenes = SHUT.format(more="").replace('says = "Hm."', 'says = ["Hm.", "Hm?"]')
    start = conversation(scenes.replace("once = true", "when = 'anger > 90'"))
    turn = start.move("silence")
    assert (18, 1, 0) == (
        turn.after.state.patience,
        turn.after.state.unexplained,
        turn.after.state.forced_silences,
    )


def test_a_silence_leads_to_the_scene_that_the_file_names() -> None:
    """A charged one enters it after the mood rule, and a forced one without being counted."""
    start = conversation(SHUT.format(more='on_silence = "b"\nnudge = "Hello?"'))
    turn = start.move("silence")
    assert ("b", 18, 1) == (turn.next, turn.after.state.patience, turn.after.state.unexplained)
    assert ["Hello?", "Well?"] == [line.text for line in turn.said]
    forced = start.move("once").after.move("silence")
    assert ("b", 24 - 3, 0) == (
        forced.next,
        forced.after.state.patience,
        forced.after.state.forced_silences,
    )


def test_silences_that_lead_round_are_never_counted() -> None:
    """A scene whose silence enters it anew can be waited in for ever."""
    start = conversation(SHUT.format(more='on_silence = "a"')).move("once").after
    turns = play(start, ["silence"] * 9)
    assert not turns[-1].after.over
    assert (0, 10) == (turns[-1].after.state.forced_silences, turns[-1].after.state.visits["a"])


def test_leaving_comes_before_the_scene_of_a_silence() -> None:
    """Whoever leaves because of a charged silence enters nothing else; where they walk first, the present scene is resumed."""
    customer = "anger = 80\nheard = 0\ntrust = 0\npatience = 6"
    scenes = SHUT.format(more='on_silence = "b"')
    assert (
        "walked-out" == conversation(scenes, customer=customer).move("silence").after.state.ending
    )
    walks = '[on]\nwalks = "b"\n' + scenes.replace('on_silence = "b"', 'on_silence = "z"')
    turn = conversation(walks, customer=customer).move("silence")
    assert ("b", "a", None) == (turn.next, turn.after.state.interrupted, turn.after.state.ending)


def test_a_forced_silence_leads_on_whatever_their_patience() -> None:
    """Leaving isn't looked at after a forced silence, also where it leads on."""
    customer = "anger = 80\nheard = 0\ntrust = 0\npatience = 0"
    scenes = SHUT.format(more='on_silence = "b"').replace("once = true", "when = 'anger > 90'")
    assert "b" == conversation(scenes, customer=customer).move("silence").next


def test_a_scene_without_replies_passes_by() -> None:
    """Where a silence leads on, a scene needs no reply: time passes, and the conversation goes on."""
    scenes = """
[scenes.a]
narration = "An hour later."
on_silence = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""
    turn = conversation(scenes).move("silence")
    assert ("z", "done") == (turn.next, turn.after.state.ending)
    assert turn.before.state.gauges == turn.after.state.gauges
