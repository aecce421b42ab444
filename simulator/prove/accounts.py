"""The accounts that quality is drawn from: needs shown, slips by dimension, a critical error; each met once and numbered.

Quality itself is the engine's: an account is written into a State that is over and its result is asked for. Here it is only
worked out what more an account can come to, given what is still ahead, so that a search can leave out plays that cannot win.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.result import result_of
from simulator.engine.state import Gauges, State
from simulator.prove.arrival import Arrival
from simulator.prove.known import once_each
from simulator.prove.weights import MOST_CHARGED
from simulator.tables import DIMENSIONS

if TYPE_CHECKING:
    from simulator.prove.layout import Column
    from simulator.prove.nodes import Board
    from simulator.scenario.model import Scenario

_BROKEN_CHARGE = "follow-through"
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


def _charged_by_events(label: int) -> int:
    """Slips that a transition's events count for: a broken promise counts twice."""
    return MOST_CHARGED if label & Arrival.BROKEN else 0


class Accounts:
    """All accounts met, what each label adds to them, and the quality they give or can still come to."""

    def __init__(self, board: Board):
        self._scenario: Scenario = board.scenario
        needs = board.scenario.needs
        # A dimension of no skills, effort, always counts.
        self._without_needs = [
            bool(dimension.skills) and not set(needs) & set(dimension.skills)
            for dimension in DIMENSIONS
        ]
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
            for code in once_each(
                accounts[missing].astype(np.int64) * many + changes[missing]
            ).tolist():
                account, change = divmod(code, many)
                number = self._number(self._known[account] + self.changes[change])
                self._next[account, change] = number
            found = self._next[accounts, changes]
        return found

    def at_start(self, label: int) -> int:
        """The account of a conversation that has just begun, by the label of its beginning."""
        charges = tuple(
            _charged_by_events(label) if dimension.name == _BROKEN_CHARGE else 0
            for dimension in DIMENSIONS
        )
        return self._number(Account(0, charges, critical=False))

    def quality(self, number: int) -> int:
        """The quality of an account as it stands at an ending."""
        return self._quality(self._known[number])

    def at_most(self, number: int, ahead: Account) -> int:
        """No account that this one can still come to has a higher quality."""
        account = self._known[number]
        shown = account.shown | ahead.shown
        plain = self._quality(Account(shown, account.charges, account.critical))
        # A dimension that no need asks for does not count until a slip is made in it; one slip leaves it at half.
        charges = tuple(
            1 if not has and free and more else has
            for has, more, free in zip(
                account.charges, ahead.charges, self._without_needs, strict=True
            )
        )
        return max(plain, self._quality(Account(shown, charges, account.critical)))

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
        slips = {
            dimension.slips[0]: charge
            for dimension, charge in zip(DIMENSIONS, account.charges, strict=True)
        }
        state = State(
            self._scenario.start,
            Gauges(0, 0, 0, 0),
            shown=shown,
            slips=slips,
            criticals=("",) if account.critical else (),
            ending="",
            outcome="none",
        )
        return result_of(self._scenario, state).qa

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
        for effect in board.effects.known:
            shown = sum(1 << bit for bit, name in enumerate(needs) if name in effect.shown)
            for bits in range(1 << Arrival.EFFECT_SHIFT):
                broken = _charged_by_events(bits)
                charges = tuple(
                    min(MOST_CHARGED, charge + (broken if dimension.name == _BROKEN_CHARGE else 0))
                    for dimension, charge in zip(DIMENSIONS, effect.charges, strict=True)
                )
                change = Account(shown, charges, effect.critical)
                numbers.append(found.setdefault(change, len(found)))
        self.changes = list(found) or [EMPTY]
        return np.array(numbers or [0], dtype=np.int32)
