"""When cards come back: later the better they are known, never by chance, and only by the time passed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from simulator.drill.model import Grade
from simulator.drill.spacing import LONGEST_DAYS, Spacing, after_answer

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


def days_of(*grades: Grade) -> list[int]:
    """Days until a card comes back, if it is answered each time it does."""
    found, spacing, now = [], None, NOW
    for each in grades:
        spacing = after_answer(spacing, each, now)
        found.append(spacing.days)
        now = spacing.due
    return found


def test_days_grow_with_right_answers_and_shrink_with_wrong_ones() -> None:
    """The numbers are those of the library with its usual parameters."""
    assert [2, 11, 46, 163, 365] == days_of(*[Grade.RIGHT] * 5)
    right, wrong, nearly = Grade.RIGHT, Grade.WRONG, Grade.NEARLY
    assert [1] == days_of(wrong)
    assert [1] == days_of(nearly)
    again = days_of(right, right, wrong, right)
    assert again[2] < again[1]


@pytest.mark.parametrize("grade", Grade)
def test_nothing_comes_back_on_the_same_day(grade: Grade) -> None:
    """What was wrong comes back tomorrow, not in this sitting."""
    spacing = after_answer(None, grade, NOW)
    assert spacing.due >= NOW + timedelta(days=1)
    assert spacing.last == NOW


def test_the_same_every_time() -> None:
    """There is no chance in it."""
    assert days_of(*Grade) == days_of(*Grade)


def test_a_clock_that_went_back_does_no_harm() -> None:
    """An answer from the future is taken as one of now."""
    later = after_answer(None, Grade.RIGHT, NOW + timedelta(days=40))
    assert 1 <= after_answer(later, Grade.RIGHT, NOW).days <= LONGEST_DAYS


@pytest.mark.parametrize(
    ("stability", "difficulty", "sound"),
    [
        (2.3, 5.0, True),
        (0.0, 5.0, False),
        (2.3, 11.0, False),
        (float("nan"), 5.0, False),
        (float("inf"), 5.0, False),
    ],
)
def test_numbers_that_make_no_sense(stability: float, difficulty: float, *, sound: bool) -> None:
    """What a file says is looked at before it is used."""
    assert sound is Spacing(stability, difficulty, NOW, NOW).is_sound
