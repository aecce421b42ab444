"""How answers are graded: right, nearly, wrong."""

from __future__ import annotations

import pytest

from simulator.drill.answers import grade
from simulator.drill.model import Card, Grade, Kind, Question
from simulator.drill.words import (
    ABOUT,
    MINUTES,
    answer_sentences,
    back_words,
    done_words,
    due_words,
)
from tests.support.docs import page, tables_in

RIGHT, NEARLY, WRONG = Grade.RIGHT, Grade.NEARLY, Grade.WRONG


def card(kind: Kind, *questions: Question, reasons: tuple[str, ...] = ()) -> Card:
    """A card with these questions."""
    return Card(kind, "key", "A key", "Heading", "At the counter.", (), questions, reasons)


def pick(*right: int, options: int = 4, several: bool = False) -> Question:
    """A question with that many options."""
    texts = tuple(f"option {at}" for at in range(1, options + 1))
    return Question("Which?", texts, frozenset(right), several)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({1, 3}, RIGHT),
        ({1}, NEARLY),
        ({1, 2, 3}, NEARLY),
        ({2}, WRONG),
        ({1, 2}, WRONG),
        (set(), WRONG),
    ],
)
def test_slips(said: set[int], expected: Grade) -> None:
    """One line too many or too few is nearly right."""
    asked = card(Kind.SLIP, pick(1, 3, several=True), reasons=("a", "b", "c", "d"))
    assert expected is grade(asked, (frozenset(said),))


@pytest.mark.parametrize(("said", "expected"), [(2, RIGHT), (1, NEARLY), (3, NEARLY), (4, WRONG)])
def test_moods(said: int, expected: Grade) -> None:
    """The mood beside the right one is nearly right."""
    assert expected is grade(card(Kind.SHOES, pick(2)), (frozenset({said}),))


@pytest.mark.parametrize(
    ("said", "expected"),
    [((2, 3), RIGHT), ((2, 1), NEARLY), ((1, 3), WRONG), ((2,), NEARLY), ((), WRONG)],
)
def test_replies(said: tuple[int, ...], expected: Grade) -> None:
    """The better reply for another reason is nearly right; the other reply is wrong for any."""
    asked = card(Kind.REPLY, pick(2, options=2), pick(3))
    assert expected is grade(asked, tuple(frozenset({each}) for each in said))


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [(0, RIGHT), (2, RIGHT), (3, NEARLY), (4, NEARLY), (5, WRONG), (8, WRONG)],
)
def test_form(wrong: int, expected: Grade) -> None:
    """Two of the eight may part from the rules, and four are nearly right."""
    asked = card(Kind.SHOPPER, *[pick(1)] * 8)
    answers = [frozenset({2})] * wrong + [frozenset({1})] * (8 - wrong)
    assert expected is grade(asked, tuple(answers))


def test_what_is_said_of_slips() -> None:
    """What hurt, what was missed, what was marked in vain, and why."""
    asked = card(Kind.SLIP, pick(1, 3, several=True), reasons=("one", "two", "three", "four"))
    expected = [
        "Not right. Numbers 1 and 3 hurt. You missed number 3. Number 2 did no harm.",
        "1. one",
        "2. two",
        "3. three",
    ]
    answers = (frozenset({1, 2}),)
    assert expected == answer_sentences(asked, answers, grade(asked, answers))


def test_the_page_describes_each_exercise() -> None:
    """By its name, what one does, and about how long it takes."""
    rows = tables_in(page("drills.md"))[0]
    assert [(str(kind), ABOUT[kind], str(MINUTES[kind])) for kind in Kind] == [
        tuple(row.values()) for row in rows
    ]


def test_words() -> None:
    """Days and cards in their numbers."""
    assert "Comes back tomorrow." == back_words(1)
    assert "Comes back in 6 days." == back_words(6)
    assert ("1 exercise is due", "3 exercises are due") == (due_words(1), due_words(3))
    assert "2 exercises done, 1 of them right." == done_words(2, 1)
    assert "No exercises done." == done_words(0, 0)
