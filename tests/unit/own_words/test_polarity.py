"""A sentence that shares its words with a reply may still deny it, ask for it, hand it over or make it conditional."""

from __future__ import annotations

import re

import pytest

from simulator.own_words.clauses import FIRST, NO_PERSON, SECOND, THIRD, clauses
from simulator.own_words.polarity import contradicts
from simulator.scenario.library import load, shipped_folder

CARD = "I'll put the £42 back on your card this minute, and I won't take the cake off you."
RING = "I'll ring you on Friday at noon, with or without news."
SHIPPED = ("wrong-cake", "third-card", "nothing-urgent")
DENIED = {
    r"\bI'll\b": "I won't",
    r"\bcan\b(?!')": "can't",
    r"\bwas\b": "wasn't",
    r"\b[Ii]t's\b": "it isn't",
    r"\bI've\b": "I haven't",
}
MOST_MISSED = 0.1


@pytest.mark.parametrize(
    ("typed", "wording", "expected"),
    [
        ("I'll put it back on your card", CARD, False),
        ("ill put it bakc on yuor card", CARD, False),
        ("I'll put it back on your card. I won't take the cake.", CARD, False),
        ("Doesn't he look well?", "He looks well, doesn't he?", False),
        ("I can call you at noon on Friday", RING, False),
        ("Don't worry, I'll ring you on Friday", RING, False),
        ("", CARD, False),
        ("I can't put it back on your card", CARD, True),
        ("I wont put it bakc on yuor card", CARD, True),
        ("I'll put it back on your card. I'll take the cake.", CARD, True),
        ("I refuse to put the £42 back on your card", CARD, True),
        ("There's no chance of £42 back on your card", CARD, True),
        ("I'm unable to put it back on your card", CARD, True),
        ("It's too late to put it back on your card", CARD, True),
        ("I'd rather not ring you on Friday", RING, True),
        ("Forget what I said about ringing on Friday", RING, True),
        ("I'd sooner write to you instead of ringing on Friday", RING, True),
        ("It's not my job to ring you on Friday at noon", RING, True),
        ("Are you going to ring me on Friday at noon?", RING, True),
        ("Will you ring me on Friday at noon?", RING, True),
        ("You ring me on Friday at noon", RING, True),
        ("Ring me on Friday at noon", RING, True),
        ("They'll ring you on Friday at noon", RING, True),
        ("If there were news I'd ring you on Friday at noon", RING, True),
        ("You'd have to ring on Friday yourself, at noon", RING, True),
        ("Breakfast is excluded from the price", "Breakfast is included in the price.", True),
        ("You'd lose in court", "You'd win in court.", True),
        ("I'm unhappy with that", "I'm happy with that.", True),
        ("It was you", "It was me.", True),
        ("It isn't", "It is.", True),
        ("Don't mention the weather", "The queue can wait.", True),
    ],
)
def test_contradictions(typed: str, wording: str, expected: bool) -> None:
    """Each clause is held against the one that it shares most words with, in the wording that is nearest."""
    assert expected == contradicts(typed, (wording,))


def test_the_nearest_wording_counts() -> None:
    """A wording with a negation of something else doesn't make a denial right."""
    wordings = ("It can go. Unplug it.", "You don't need the old one any more, just unplug it.")
    assert not contradicts("You don't need the old one, unplug it", wordings)
    assert contradicts("Don't unplug the old one", wordings)


@pytest.mark.parametrize("scenario", SHIPPED)
def test_shipped_replies(scenario: str) -> None:
    """No reply contradicts itself, and hardly any does not when it's denied word by word."""
    written = load(shipped_folder() / f"{scenario}.toml").scenario
    scenes = written.scenes.values() if written else ()
    wordings = [(reply.text, *reply.says_like) for scene in scenes for reply in scene.replies]
    assert wordings
    assert [] == [texts for texts in wordings if contradicts(texts[0], texts)]
    denied = [
        (typed, texts)
        for texts in wordings
        for pattern, word in DENIED.items()
        if (typed := re.sub(pattern, word, texts[0], count=1)) != texts[0]
    ]
    missed = [typed for typed, texts in denied if not contradicts(typed, texts)]
    assert len(missed) <= MOST_MISSED * len(denied), missed


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("I'll stay, you wait and she pays", [FIRST, SECOND, THIRD]),
        ("Let me ring. Ring me", [FIRST, SECOND]),
        ("It was me, thank you for waiting", [NO_PERSON, NO_PERSON]),
    ],
)
def test_who_acts(text: str, agents: list[int]) -> None:
    """The first pronoun that can be a subject, or the one who is told to."""
    assert agents == [clause.agent for clause in clauses(text)]


def test_negations_of_a_clause() -> None:
    """Two are none, and what comes first after one is what it denies."""
    found = clauses("I can't help and that note isn't nothing, … stop ringing.")
    assert [True, False, True] == [clause.negated for clause in found]
    assert [{"help"}, set(), {"ringing"}] == [set(clause.denied) for clause in found]
