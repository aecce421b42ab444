"""A typed sentence is taken for the reply that it means, asked back where that isn't clear, and never for its opposite."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.own_words import FITTED, OUTCOMES, outcomes, sentences
from simulator.own_words.flow import MAX_WORDS, Match
from simulator.own_words.folding import folded
from simulator.own_words.matcher import match
from simulator.own_words.ngrams import NgramMatcher

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


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("the queue can wait tell me what todya was meant to look like", Match(1, (1, 0))),
        ("The queue can't wait", Match(None, (1, 0))),
        ("the queue can wait, tell me", Match(1, (1, 0))),
        ("the queue", Match(None, (1, 0))),
        ("banana", Match(None, ())),
        ("asdf asdf", Match(None, ())),
        ("Is there a save button anywhere?", Match(None, ())),
    ],
)
def test_a_decision(typed: str, expected: Match) -> None:
    """Taken, asked about, or told that nothing is close; what is said less of is less clear."""
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
    """The sets that the limits were fitted on give what the page says."""
    rows = re.findall(
        r"(?m)^\| ([a-z ]+) \| letters and words \| " + r" \| ".join([r"(\d+)"] * 6) + r" \|$",
        PAGE.read_text("utf-8").partition("### The sealed sets")[0],
    )
    counts = outcomes(NgramMatcher(), sentences(*FITTED, everywhere=False))
    assert [[str(counts[kind][key]) for key in ("all", *OUTCOMES)] for kind in KINDS] == [
        list(numbers) for _kind, *numbers in rows
    ]


def test_what_means_nothing_is_never_taken() -> None:
    """Mashed keys, nonsense, rudeness, other languages and small talk; and hardly any of it is asked about."""
    given = [sentence for sentence in sentences("development-2") if sentence.kind.endswith("*")]
    drawn = random.Random(1).sample(given, 300)
    counts = outcomes(NgramMatcher(), drawn).values()
    assert 0 == sum(count["taken"] for count in counts)
    assert 0.9 * len(drawn) < sum(count["nothing"] for count in counts)
