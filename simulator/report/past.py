"""What the trainee did in the same scenario before: the results of their earlier plays, and the mood over the last of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.text import count, number

if TYPE_CHECKING:
    from datetime import date

    from simulator.report.marks import Mark


@dataclass(frozen=True, slots=True)
class Past:
    """Earlier whole plays of a scenario on the same day, by one person.

    `satisfactions` are their results, oldest first. `moods` are those of the last one, from its start on, empty where it can't
    be played again; `when` is the date it was begun. `new_marks` are those
    that the play after them is the first of all to earn.
    """

    satisfactions: tuple[int, ...] = ()
    moods: tuple[int, ...] = ()
    when: date | None = None
    new_marks: tuple[Mark, ...] = ()

    @property
    def date_words(self) -> str:
        """Return the date of the last play: `9 November`."""
        return f"{self.when.day} {self.when:%B}" if self.when else ""


NO_PAST = Past()


def standing_words(satisfaction: int, past: Past) -> str:
    """Return how a result compares with those before it: `your best of five plays`; nothing for the first."""
    if not past.satisfactions:
        return ""
    plays, best = len(past.satisfactions) + 1, max(past.satisfactions)
    if satisfaction > best:
        return f"your best of {count(plays, 'play')}"
    if satisfaction == best:
        return f"as good as your best of {count(plays, 'play')}"
    return f"your best score in {count(plays, 'play')} is {number(best)}"
