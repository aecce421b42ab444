"""A typed sentence is taken for the reply that it means, asked back where that isn't clear, and never for its opposite."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.own_words import OUTCOMES, outcomes, sentences
from simulator.own_words.flow import MAX_WORDS, Match
from simulator.own_words.folding import clauses, folded, is_negated
from simulator.own_words.matcher import match
from simulator.own_words.ngrams import NgramMatcher
from simulator.own_words.polarity import has_same_polarity

PAGE = Path(__file__).parents[3] / "docs" / "own-words.md"
KINDS = ("near", "hurried", "far", "opposite", "off_topic")
REPLIES = (
    ("I'll put the £42 back on your card this minute, and I won't take the cake off you.",),
    ("The queue can wait. Tell me what today was meant to look like.", "Forget the queue."),
    ("That'll be Tamsin, I'm afraid. She must have misread the slip.",),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t, ZOË!", ["dont", "zoe"]),
        ("No one here; no-one came", ["nobody", "here", "nobody", "came"]),
        ("\x1b[31m\u202e<b>", ["31m", "b"]),
        ("", []),
    ],
)
def test_folding(text: str, words: list[str]) -> None:
    """Case, accents, apostrophes and whatever is no word make no difference."""
    assert words == folded(text)


def test_clauses_and_negations() -> None:
    """Two negations in a clause are none."""
    assert [["i", "cant"], ["it", "isnt", "nothing"], ["stop"]] == (
        found := clauses("I can't and it isn't nothing, … stop.")
    )
    assert [True, False, False] == [is_negated(words) for words in found]


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("I'll put it back on your card", True),
        ("I can't put it back on your card", False),
        ("ill put it bakc on yuor card", True),
        ("I wont put it bakc on yuor card", False),
        ("I'll put it back on your card. I won't take the cake.", True),
        ("I'll put it back on your card. I'll take the cake.", False),
        ("Don't mention the weather", False),
        ("", True),
    ],
)
def test_polarity(typed: str, same: bool) -> None:
    """Each clause is compared with the one it shares most words with."""
    assert same == has_same_polarity(typed, REPLIES[0][0])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("the queue can wait tell me what todya was meant to look like", Match(1, (1, 0))),
        ("The queue can't wait", Match(None, (1, 0))),
        ("forget the queue", Match(1, (1, 0))),
    ],
)
def test_a_decision(typed: str, expected: Match) -> None:
    """Any wording of a reply will do."""
    assert expected == match(typed, REPLIES, NgramMatcher())


def test_nothing_and_few_replies() -> None:
    """No words mean nothing, and with one reply there is nothing else to be nearer."""
    assert match("", REPLIES, NgramMatcher()).taken is None
    assert Match(None, ()) == match("hello", (), NgramMatcher())
    assert Match(0, (0,)) == match("Forget the queue", (("Forget the queue.",),), NgramMatcher())


@given(st.text(max_size=200))
def test_whatever_is_typed_is_only_compared(text: str) -> None:
    """No text is refused, and each reply gets a similarity from 0 to 1."""
    similarities = NgramMatcher().similarities(text, REPLIES)
    assert len(REPLIES) == len(similarities)
    assert all(0 <= similarity <= 1 + 1e-9 for similarity in similarities)
    match(text, REPLIES, NgramMatcher())


def test_a_long_text_is_cut() -> None:
    """What comes after the bound isn't looked at."""
    assert ["x"] * (MAX_WORDS // 2) == folded("x " * 100_000)


def test_the_table_of_the_page() -> None:
    """The development set gives what the page says."""
    text, sealed, _ = PAGE.read_text("utf-8").partition("### The first sealed set")
    assert sealed
    rows = re.findall(r"(?m)^\| ([a-z ]+) \| " + r" \| ".join([r"(\d+)"] * 5) + r" \|$", text)
    counts = outcomes(NgramMatcher(), sentences("development"))
    keys = ("all", *OUTCOMES[:-1])
    assert [[str(counts[kind][key]) for key in keys] for kind in KINDS] == [
        list(numbers) for _kind, *numbers in rows
    ]
