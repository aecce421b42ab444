"""The tallies that quality is drawn from: needs shown, slips by dimension, a critical error; each met once and numbered.

Quality itself is the engine's: it is asked for the value of each dimension of a tally, and for their sum. Here it is only
worked out what more a tally can come to, given what is still ahead, so that a search can leave out plays that cannot win.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.result import dimension_value, needed, needs_of, quality
from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.search.act_effects import MAX_CHARGED
from simulator.prover.search.transitions import Arrival
from simulator.ruleset import DIMENSIONS

if TYPE_CHECKING:
    from simulator.prover.encoding.layout import Column
    from simulator.prover.search.nodes import Board
    from simulator.scenario.model import Scenario

_START = 256


@dataclass(frozen=True, slots=True)
class QualityTally:
    """Needs shown, as bits in the order of the scenario's needs; slips by dimension, capped; whether an error was critical."""

    shown: int
    charges: tuple[int, ...]
    critical: bool

    def __add__(self, other: QualityTally) -> QualityTally:
        charges = tuple(
            min(MAX_CHARGED, a + b) for a, b in zip(self.charges, other.charges, strict=True)
        )
        return QualityTally(self.shown | other.shown, charges, self.critical or other.critical)


EMPTY_TALLY = QualityTally(0, (0,) * len(DIMENSIONS), critical=False)


def _charged_by_events(contribution: int) -> tuple[int, ...]:
    """Slips that a transition's events count for, by dimension."""
    broken, exposed = Arrival.broken(contribution), Arrival.exposed(contribution)
    return tuple(dimension.broken * broken + dimension.lies * exposed for dimension in DIMENSIONS)


class TallyIndex:
    """All tallies met, what each contribution adds to them, and the quality they give or can still come to."""

    def __init__(self, board: Board):
        self._scenario: Scenario = board.scenario
        self.needs = len(board.scenario.needs)
        self.changes: list[QualityTally] = []
        self.change_of_contribution = self._changes(board)
        self._known: list[QualityTally] = []
        self._numbers: dict[QualityTally, int] = {}
        self._next: Column = np.full((_START, len(self.changes)), -1, dtype=np.int32)
        self._qualities: dict[QualityTally, int] = {}

    def after(self, tallies: Column, contributions: Column) -> Column:
        """Return the tallies after transitions of some contributions."""
        changes = self.change_of_contribution[contributions]
        found = self._next[tallies, changes]
        missing = np.flatnonzero(found < 0)
        if len(missing):
            many = len(self.changes)
            for code in sorted_unique(
                tallies[missing].astype(np.int64) * many + changes[missing]
            ).tolist():
                tally, change = divmod(code, many)
                number = self._number(self._known[tally] + self.changes[change])
                self._next[tally, change] = number
            found = self._next[tallies, changes]
        return found

    def at_start(self, contribution: int) -> int:
        """Return the tally of a conversation that has just begun, by the contribution of its beginning."""
        return self._number(
            EMPTY_TALLY + QualityTally(0, _charged_by_events(contribution), critical=False)
        )

    def quality(self, number: int) -> int:
        """Return the quality of a tally at an ending."""
        return self._quality(self._known[number])

    def at_most(self, number: int, ahead: QualityTally) -> int:
        """No tally that this one can still come to has a higher quality."""
        tally = self._known[number]
        shown = tally.shown | ahead.shown
        return self._quality(QualityTally(shown, tally.charges, tally.critical))

    def at_least(self, number: int, ahead: QualityTally) -> int:
        """No tally that this one can still come to has a lower quality."""
        tally = self._known[number]
        charges = tuple(
            MAX_CHARGED if more else has
            for has, more in zip(tally.charges, ahead.charges, strict=True)
        )
        return self._quality(QualityTally(tally.shown, charges, tally.critical or ahead.critical))

    def _quality(self, tally: QualityTally) -> int:
        value = self._qualities.get(tally)
        if value is None:
            value = self._qualities[tally] = self._work_out(tally)
        return value

    def _work_out(self, tally: QualityTally) -> int:
        needs = self._scenario.needs
        shown = frozenset(name for bit, name in enumerate(needs) if tally.shown >> bit & 1)
        values = {
            dimension.name: dimension_value(dimension, needs_of(dimension, needs), shown, charge)
            for dimension, charge in zip(DIMENSIONS, tally.charges, strict=True)
        }
        return quality(values, needed(needs), tally.critical)

    def _number(self, tally: QualityTally) -> int:
        number = self._numbers.setdefault(tally, len(self._known))
        if number == len(self._known):
            self._known.append(tally)
            if number >= len(self._next):
                self._next = np.concatenate((self._next, np.full_like(self._next, -1)))
        return number

    def _changes(self, board: Board) -> Column:
        """Return what each contribution adds, as a number; contributions that add the same share one."""
        needs = board.scenario.needs
        found: dict[QualityTally, int] = {}
        numbers = []
        charged = [
            QualityTally(0, _charged_by_events(events), critical=False)
            for events in range(1 << Arrival.EFFECT_SHIFT)
        ]
        for effect in board.move_effects.known:
            shown = sum(1 << bit for bit, name in enumerate(needs) if name in effect.shown)
            change = QualityTally(shown, effect.charges, effect.critical)
            numbers += [found.setdefault(change + events, len(found)) for events in charged]
        self.changes = list(found) or [EMPTY_TALLY]
        return np.array(numbers or [0], dtype=np.int32)
