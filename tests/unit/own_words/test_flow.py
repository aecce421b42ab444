"""A turn in one's own words: what each step leads to, what is saved of it, and how much time it adds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import simulator
from simulator.own_words.flow import (
    MAX_STOP,
    MAX_TYPING,
    MAX_WORDS,
    Found,
    Match,
    OwnWords,
    OwnWordsTurn,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

REPLIES = {"own": ("It's our fault.",), "ask": ("When did it stop?",), "rush": ("Be quick.",)}
ASKED = OwnWordsTurn(Step.ASKING, "hm", ("ask", "own"), 2, 5.0)


def taking(typed: str, replies: Sequence[Sequence[str]]) -> Match:
    """Take every sentence for the second reply."""
    assert typed
    assert [*REPLIES.values()] == [*replies]
    return Match(1, (1, 0))


def asking(typed: str, replies: Sequence[Sequence[str]]) -> Match:
    """Take no sentence for any, the second being nearest and then the first."""
    assert len(typed) <= MAX_WORDS
    assert len(REPLIES) == len(replies)
    return Match(None, (1, 0))


def test_a_sentence_that_is_taken() -> None:
    """The reply is known, and the words are saved beside it as matched; beside another move they aren't."""
    turn = OwnWordsTurn().say("When was that?", REPLIES, taking, 5.0)
    assert OwnWordsTurn(Step.TAKEN, "When was that?", ("ask",), 14) == turn
    assert OwnWords("When was that?", Found.MATCHED) == turn.words_for("ask")
    assert turn.words_for("own") is None


def test_a_sentence_that_is_asked_about() -> None:
    """A reply of the two is offered; any other was chosen after these were passed over."""
    turn = OwnWordsTurn().say("hm", REPLIES, asking, 5.0)
    assert turn == ASKED
    assert OwnWords("hm", Found.OFFERED) == turn.words_for("own")
    shown = turn.none_of_these(6.0)
    assert Step.SHOWN is shown.step
    assert OwnWords("hm", Found.PASSED_OVER) == shown.words_for("own")
    assert OwnWords("hm", Found.PASSED_OVER) == shown.words_for("rush")


def nothing_close(typed: str, replies: Sequence[Sequence[str]]) -> Match:
    """Find no reply close to any sentence."""
    assert len(typed) < MAX_WORDS < 10_000 * len(replies)
    return Match(None, ())


def test_a_sentence_that_nothing_is_close_to() -> None:
    """The line stays, the clock runs on, and no reply is named; the one that is chosen then was chosen of all."""
    turn = OwnWordsTurn().say("banana", REPLIES, nothing_close, 5.0)
    assert OwnWordsTurn(typed="banana", longest=6, nothing_close=True) == turn
    assert [True, 0.0] == [turn.hides_replies, turn.stop_left(9.0)]
    words = OwnWords("banana", Found.NOTHING_CLOSE)
    assert [words, words] == [turn.words_for("own"), turn.show(6.0).words_for("own")]
    assert ASKED == replace(turn.say("hm", REPLIES, asking, 5.0), longest=2)


def test_changing_the_sentence() -> None:
    """Only the sentence that led to the reply is saved."""
    turn = ASKED.change(6.0)
    assert Step.TYPING is turn.step
    assert turn.words_for("own") is None
    again = turn.say("When was that?", REPLIES, taking, 7.0)
    assert OwnWords("When was that?", Found.MATCHED) == again.words_for("ask")


def test_replies_shown_without_typing() -> None:
    """Whoever looks at the replies first has nothing saved beside the one they give."""
    turn = OwnWordsTurn().show(5.0)
    assert [False, None] == [turn.hides_replies, turn.words_for("own")]


@pytest.mark.parametrize("text", ["", "…!?", "\U0001f600", "___"])
def test_what_is_no_sentence(text: str) -> None:
    """Nothing happens to a text without a letter or a digit."""
    assert OwnWordsTurn() == OwnWordsTurn().say(text, REPLIES, taking, 5.0)


def test_a_very_long_sentence() -> None:
    """No more than the first 2,000 characters are compared and saved."""
    turn = OwnWordsTurn().say("x" * 10_000, REPLIES, asking, 5.0)
    assert "x" * MAX_WORDS == turn.typed


@pytest.mark.parametrize(
    ("length", "seconds"), [(0, 0.0), (30, 10.0), (180, MAX_TYPING), (9_999, MAX_TYPING)]
)
def test_time_for_typing(length: int, seconds: float) -> None:
    """Three characters give a second, up to a minute; deleting them takes nothing away, and the factor counts."""
    turn = OwnWordsTurn().type(length).type(0)
    assert [seconds, seconds * 2] == [turn.extra_seconds(5.0, 1), turn.extra_seconds(5.0, 2)]


def test_being_asked_stops_the_clock() -> None:
    """It stands for as long as each question is there, but for no more than 20 seconds of a turn."""
    turn = OwnWordsTurn().say("hm", REPLIES, asking, 100.0)
    typing = 2 / 3
    assert [typing, typing + 15, typing + MAX_STOP] == pytest.approx(
        [turn.extra_seconds(at, 1) for at in (100.0, 115.0, 150.0)]
    )
    assert [MAX_STOP, 5.0, 0.0] == [turn.stop_left(at) for at in (100.0, 115.0, 150.0)]
    again = turn.change(115.0).say("hm", REPLIES, asking, 200.0)
    assert [typing + 15, typing + MAX_STOP] == pytest.approx(
        [again.extra_seconds(at, 1) for at in (200.0, 300.0)]
    )
    assert turn.later(10.0).extra_seconds(110.0, 1) == turn.extra_seconds(100.0, 1)


def test_browsers_take_as_much_as_is_used() -> None:
    """The page's own limit is the same number."""
    script = Path(simulator.__file__).parent / "web" / "own-words.js"
    assert f"MAX_TYPED = {MAX_WORDS};" in script.read_text("utf-8")
