"""What the plays of a class have in common, whatever was played: skills shown, needs missed, slips made. Without names.

Turning points compare plays of one scenario; this also works for a class in which each played a different customer. Pure: from
results to values and sentences.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.report.words import skill_words, slip_words
from simulator.ruleset import SKILLS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.report.results import PlayResult

MAX_LISTED = 5
Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """In how many of the plays a skill was shown, a need missed, a slip made; most first."""

    plays: int
    shown: Counted
    missed: Counted
    slips: Counted

    def sentences(self) -> list[str]:
        """Return a sentence for each of the three that there is something to say about."""
        told = (
            ("Done well", self.shown),
            ("Needed, but missed", self.missed),
            ("Mistakes", self.slips),
        )
        return [
            f"{what}: {', '.join(self._of(item) for item in items)}."
            for what, items in told
            if items
        ]

    def _of(self, item: tuple[str, int]) -> str:
        name, times = item
        words = skill_words(name) if name in SKILLS else slip_words(name)
        return f"{words} in {times} of {self.plays} plays"


def habits(plays: Iterable[PlayResult]) -> Habits:
    """Return what these plays have in common, each as far as it went."""
    shown: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    slips: Counter[str] = Counter()
    number = 0
    for play in plays:
        number += 1
        shown.update(play.skills.keys())
        missed.update(set(play.missed_needs))
        slips.update(play.slips.keys())
    return Habits(number, _first(shown), _first(missed), _first(slips))


def _first(counter: Counter[str]) -> Counted:
    return tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:MAX_LISTED])
