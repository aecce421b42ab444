"""When a card comes back: the spacing of FSRS, in whole days, without chance and with the time passed in.

The only module that knows the library.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from simulator.drill.model import Grade

if TYPE_CHECKING:
    from fsrs import Scheduler

LONGEST_DAYS = 365
"""Days after which a card comes back at the latest."""


class Spacing(NamedTuple):
    """How well a card is known: its stability in days, its difficulty (1 to 10), when it was answered and when it is due."""

    stability: float
    difficulty: float
    last: datetime
    due: datetime

    @property
    def days(self) -> int:
        """Days from the last answer to the next."""
        return max(1, round((self.due - self.last).total_seconds() / 86400))

    @property
    def is_sound(self) -> bool:
        """Whether the numbers are such as the spacing could have made."""
        numbers = (self.stability, self.difficulty)
        return (
            all(map(math.isfinite, numbers)) and self.stability > 0 and 1 <= self.difficulty <= 10
        )


def after_answer(before: Spacing | None, grade: Grade, now: datetime) -> Spacing:
    """Return when a card comes back after an answer.

    Args:
        before: The card's spacing so far, None for a new card.
        grade: How well it was answered.
        now: The time of the answer.
    """
    from fsrs import Card, Rating, State

    now = now.astimezone(UTC)
    rating = {Grade.RIGHT: Rating.Good, Grade.NEARLY: Rating.Hard, Grade.WRONG: Rating.Again}[grade]
    card = Card(card_id=0, due=now)
    if before is not None:
        card.state, card.step = State.Review, None
        card.stability, card.difficulty = before.stability, before.difficulty
        card.due, card.last_review = before.due, min(before.last, now)
    card, _ = _scheduler().review_card(card, rating, now)
    assert card.stability is not None
    assert card.difficulty is not None
    return Spacing(card.stability, card.difficulty, now, card.due)


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    """Return the spacing in days from the first answer on: nothing is asked twice in one sitting."""
    from fsrs import Scheduler

    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
    )
