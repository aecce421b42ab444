"""The result of a play as values: figures worked out by hand, and nothing lost between the engine and the model."""

from __future__ import annotations

from simulator.engine.conversation import play
from simulator.engine.lines import Voice
from simulator.report.result_of_play import play_result
from simulator.report.results import Origin, PrincipleUse, Speech
from simulator.ruleset import GAUGES
from tests.support.random_plays import random_play
from tests.support.scenarios import WORKED, conversation

WORKED_CUSTOMER = "anger = 70\nheard = 10\ntrust = 30\npatience = 24"
BY_HAND = """
[scenes.a]
says = ["One two three.", "Four five."]
[[scenes.a.replies]]
id = "own"
text = "That was our mistake."
skills = ["own"]
teaches = [8]
promises = ["call"]
answer = "Good."
to = "b"
[[scenes.a.replies]]
id = "blame"
text = "Not us."
slips = ["blame", "reask"]
to = "b"
[scenes.b]
says = "And?"
[[scenes.b.replies]]
id = "wait"
text = "Wait."
wait = { ticks = 2, explained = false }
to = "over"
[[scenes.b.replies]]
id = "call"
text = "I called."
keeps = ["call"]
wait = { ticks = 1, explained = true }
to = "over"
[scenes.over]
says = "Bye."
ending = "done"
outcome = "full"
"""


def test_the_worked_example() -> None:
    """The moods, the gauges and the scores are those of the page of the rules."""
    start = conversation(WORKED, customer=WORKED_CUSTOMER)
    found = play_result(start, play(start, ["r"] * 6))
    assert (-50, -30, -8, 12, 22, 51, 63) == found.moods
    assert 113 == found.mood_change
    assert (8, 56, 86, 10) == found.end
    assert found.score is not None
    assert 69 == found.score.satisfaction
    told = (found.score.ending, found.score.outcome, found.score.need)
    assert ("done", "full", "met") == told
    assert found.score.recovered
    assert found.finished
    assert (2, 0) == (found.explained_ticks, found.unexplained)
    assert 3 == found.first_reply(["solve", "alternative", "extra"])
    assert found.first_reply(["boundary"]) is None


def test_a_play_counted_by_hand() -> None:
    """Words, replies, promises, waits, extra steps, needs, principles, and what was on offer."""
    start = conversation(BY_HAND, needs='"own", "solve"')
    found = play_result(start, play(start, ["listen", "own", "call"]), seconds=[4.0, 6.5])
    assert (
        Speech(6, 8) == found.speech
    )  # "That was our mistake. I called."; 5 heard, "Good.", "And?", "Bye."
    assert 42 == found.speech.share
    assert (2, 1, 0) == (found.replies, found.listens, found.silences)
    assert (1, 1, 0) == (found.promised, found.kept, found.broken)
    assert (1, 0, 0) == (found.explained_ticks, found.unexplained, found.extra_steps)
    assert ("solve",) == found.missed_needs
    assert {8: (1, 0)} == found.principles
    first, second, third = found.turns
    assert (["own", "blame"], True) == ([item.id for item in first.offered], first.could_listen)
    assert ("One two three.", "Four five.") == (first.prompt, second.prompt)
    assert (PrincipleUse(8, met=True),) == second.principles
    assert (("call",), 0) == (second.promised, second.kept)
    assert ((), 1) == (third.promised, third.kept)
    assert [4.0, 6.5, None] == [turn.seconds for turn in found.turns]


def test_a_bad_play_counted_by_hand() -> None:
    """A promise broken at the end counts, as do slips, an interruption and a wait without a reason."""
    start = conversation(BY_HAND, needs='"own", "solve"')
    found = play_result(start, play(start, ["own", "wait"]))
    assert (1, 0, 1) == (found.promised, found.kept, found.broken)
    assert {"interrupt": 1} == found.slips
    assert 2 == found.unexplained
    found = play_result(start, play(start, ["blame", "wait"]))
    assert {"blame": 1, "reask": 1, "interrupt": 1} == found.slips
    assert 1 == found.extra_steps
    assert ("own", "solve") == found.missed_needs


def test_a_play_that_did_not_end() -> None:
    """It has no score."""
    start = conversation(BY_HAND)
    found = play_result(start, play(start, ["listen"]), Origin(person="Kim"))
    assert found.score is None
    assert not found.finished
    assert 2 == len(found.moods)


def test_random_plays() -> None:
    """Reasons add up, counts are the engine's, and a result says what the engine's does, in plays of random scenarios."""
    for seed in range(60):
        turns = random_play(seed)
        if not turns:
            continue
        found, last = play_result(turns[0].before, turns), turns[-1].after.state
        for turn in found.turns:
            for gauge in GAUGES:
                moved = sum(item.amount for item in turn.changes or () if item.gauge == gauge)
                assert getattr(turn.after, gauge) - getattr(turn.before, gauge) == moved, seed
        assert dict(last.slips) == dict(found.slips), f"seed {seed}"
        assert set(last.shown) == set(found.skills), f"seed {seed}"
        yours = [line.text for turn in turns for line in turn.said if line.voice is Voice.YOU]
        assert [turn.words for turn in found.turns if turn.is_reply] == yours, f"seed {seed}"
        if last.over:
            result = turns[-1].after.result()
            score = found.score
            assert score is not None, f"seed {seed}"
            assert (result.satisfaction, result.qa) == (score.satisfaction, score.quality), seed
            applied = {
                name: value for name, value in result.dimensions.items() if value is not None
            }
            assert applied == score.dimensions, f"seed {seed}"


def test_reasons_are_left_out_where_they_are_not_asked_for() -> None:
    """They are None then, so that no one takes them for a move that changed nothing."""
    start = conversation(BY_HAND)
    found = play_result(start, play(start, ["listen"]), reasons=False)
    assert found.turns[0].changes is None
