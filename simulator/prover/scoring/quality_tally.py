"""The accounts that quality is drawn from: needs shown, slips by dimension, a critical error; each met once and numbered.

Quality itself is the engine's: it is asked for the value of each dimension of an account, and for their sum. Here it is only
worked out what more an account can come to, given what is still ahead, so that a search can leave out plays that cannot win.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.result import dimension_value, needed, needs_of, quality
from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.search.transitions import Arrival
from simulator.prover.search.weights import MOST_CHARGED
from simulator.ruleset import DIMENSIONS

if TYPE_CHECKING:
    from simulator.prover.encoding.layout import Column
    from simulator.prover.search.nodes import Board
    from simulator.scenario.model import Scenario

_START = 256


@dataclass(frozen=True, slots=True)
class Account:
    """Needs shown, as bits in the order of the scenario's needs; slips by dimension, capped; whether an error was critical."""

    shown: int
    charges: tuple[int, ...]
    critical: bool

    def __add__(self, other: Account) -> Account:
        charges = tuple(
            min(MOST_CHARGED, a + b) for a, b in zip(self.charges, other.charges, strict=True)
        )
        return Account(self.shown | other.shown, charges, self.critical or other.critical)


EMPTY = Account(0, (0,) * len(DIMENSIONS), critical=False)


def _charged_by_events(label: int) -> tuple[int, ...]:
    """Slips that a transition's events count for, by dimension."""
    broken, exposed = Arrival.broken(label), Arrival.exposed(label)
    return tuple(dimension.broken * broken + dimension.lies * exposed for dimension in DIMENSIONS)


class Accounts:
    """All accounts met, what each label adds to them, and the quality they give or can still come to."""

    def __init__(self, board: Board):
        self._scenario: Scenario = board.scenario
        self.needs = len(board.scenario.needs)
        self.changes: list[Account] = []
        self.change_of_label = self._changes(board)
        self._known: list[Account] = []
        self._numbers: dict[Account, int] = {}
        self._next: Column = np.full((_START, len(self.changes)), -1, dtype=np.int32)
        self._qualities: dict[Account, int] = {}

    def after(self, accounts: Column, labels: Column) -> Column:
        """The accounts after transitions of some labels."""
        changes = self.change_of_label[labels]
        found = self._next[accounts, changes]
        missing = np.flatnonzero(found < 0)
        if len(missing):
            many = len(self.changes)
            for code in sorted_unique(
                accounts[missing].astype(np.int64) * many + changes[missing]
            ).tolist():
                account, change = divmod(code, many)
                number = self._number(self._known[account] + self.changes[change])
                self._next[account, change] = number
            found = self._next[accounts, changes]
        return found

    def at_start(self, label: int) -> int:
        """The account of a conversation that has just begun, by the label of its beginning."""
        return self._number(EMPTY + Account(0, _charged_by_events(label), critical=False))

    def quality(self, number: int) -> int:
        """The quality of an account as it stands at an ending."""
        return self._quality(self._known[number])

    def at_most(self, number: int, ahead: Account) -> int:
        """No account that this one can still come to has a higher quality."""
        account = self._known[number]
        shown = account.shown | ahead.shown
        return self._quality(Account(shown, account.charges, account.critical))

    def at_least(self, number: int, ahead: Account) -> int:
        """No account that this one can still come to has a lower quality."""
        account = self._known[number]
        charges = tuple(
            MOST_CHARGED if more else has
            for has, more in zip(account.charges, ahead.charges, strict=True)
        )
        return self._quality(Account(account.shown, charges, account.critical or ahead.critical))

    def _quality(self, account: Account) -> int:
        value = self._qualities.get(account)
        if value is None:
            value = self._qualities[account] = self._asked(account)
        return value

    def _asked(self, account: Account) -> int:
        needs = self._scenario.needs
        shown = frozenset(name for bit, name in enumerate(needs) if account.shown >> bit & 1)
        values = {
            dimension.name: dimension_value(dimension, needs_of(dimension, needs), shown, charge)
            for dimension, charge in zip(DIMENSIONS, account.charges, strict=True)
        }
        return quality(values, needed(needs), account.critical)

    def _number(self, account: Account) -> int:
        number = self._numbers.setdefault(account, len(self._known))
        if number == len(self._known):
            self._known.append(account)
            if number >= len(self._next):
                self._next = np.concatenate((self._next, np.full_like(self._next, -1)))
        return number

    def _changes(self, board: Board) -> Column:
        """What each label adds, as a number; labels that add the same share one."""
        needs = board.scenario.needs
        found: dict[Account, int] = {}
        numbers = []
        charged = [
            Account(0, _charged_by_events(events), critical=False)
            for events in range(1 << Arrival.EFFECT_SHIFT)
        ]
        for effect in board.effects.known:
            shown = sum(1 << bit for bit, name in enumerate(needs) if name in effect.shown)
            change = Account(shown, effect.charges, effect.critical)
            numbers += [found.setdefault(change + events, len(found)) for events in charged]
        self.changes = list(found) or [EMPTY]
        return np.array(numbers or [0], dtype=np.int32)
