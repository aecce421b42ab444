"""How what a conversation remembers lies in machine words, and how equal memories become one number.

A row is everything remembered but the gauges: one or more words of 64 bits, each field at its place in one of them. Rows are
interned by node: a state is then one key of 64 bits, the number of its row and the four gauges at 7 bits each. Which
fields matter where is decided in relevance.py; what moves do to them, in moves.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from simulator.prover.analysis.batch_guards import Field
    from simulator.prover.analysis.relevance import Relevance
    from simulator.prover.analysis.skeleton import Place

    Rows = NDArray[np.uint64]
    Column = NDArray[Any]

GAUGE_BITS = 7
ROW_SHIFT = 4 * GAUGE_BITS
_GAUGE_MASK = (1 << GAUGE_BITS) - 1
_WORD_BITS = 64


@dataclass(frozen=True, slots=True)
class Gauges:
    """Columns of the four gauges, each of whole numbers 0..100."""

    anger: Any
    heard: Any
    trust: Any
    patience: Any

    @property
    def mood(self) -> Any:
        """The mood, -100..100."""
        return ((self.heard + self.trust) >> 1) - self.anger

    def at(self, index: Any) -> Gauges:
        """Return the gauges of some of the states."""
        return Gauges(self.anger[index], self.heard[index], self.trust[index], self.patience[index])


def unpack(keys: Column) -> tuple[Column, Gauges]:
    """Row numbers and gauges of keys."""
    low = (keys & ((1 << ROW_SHIFT) - 1)).astype(np.int32)
    gauges = Gauges(
        low & _GAUGE_MASK,
        (low >> GAUGE_BITS) & _GAUGE_MASK,
        (low >> 2 * GAUGE_BITS) & _GAUGE_MASK,
        low >> 3 * GAUGE_BITS,
    )
    return keys >> ROW_SHIFT, gauges


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a field lies: which word, how far up, and the largest value that is kept."""

    word: int
    shift: int
    most: int


class Layout:
    """The slots of all fields that are read anywhere; a field without a slot is never read, or never changes."""

    def __init__(self, relevance: Relevance):
        self.slots: dict[Field, Slot] = {}
        self.open_ended = relevance.open_ended
        word = shift = 0
        for field, most in sorted(relevance.caps.items()):
            bits = most.bit_length()
            if not bits:
                continue
            if shift + bits > _WORD_BITS:
                word, shift = word + 1, 0
            self.slots[field] = Slot(word, shift, most)
            shift += bits
        self.words = word + 1
        masks = {fields: self._mask(fields) for fields in set(relevance.live.values())}
        self._masks = {place: masks[fields] for place, fields in relevance.live.items()}
        self._equivalent = {
            place: {field: np.array(table, dtype=np.uint64) for field, table in tables.items()}
            for place, tables in relevance.equivalent.items()
        }
        self._patience = relevance.patience
        self.saturated = False

    def empty(self, count: int) -> Rows:
        """Rows in which nothing has happened yet: (count, words)."""
        return np.zeros((count, self.words), dtype=np.uint64)

    def read(self, rows: Rows, field: Field) -> Column:
        """Return a field's values by row; zeros where it is not kept."""
        slot = self.slots.get(field)
        if slot is None:
            return np.zeros(len(rows), dtype=np.int32)
        return ((rows[:, slot.word] >> slot.shift) & _all_bits(slot)).astype(np.int32)

    def write(self, rows: Rows, field: Field, values: Column | int) -> None:
        """Set a field in place."""
        slot = self.slots.get(field)
        if slot is not None:
            cleared = rows[:, slot.word] & ~np.uint64(_all_bits(slot) << slot.shift)
            raised = np.asarray(values).astype(np.uint64) << np.uint64(slot.shift)
            rows[:, slot.word] = cleared | raised

    def count(self, rows: Rows, field: Field) -> None:
        """Count one more in place, up to the largest value that is kept."""
        slot = self.slots.get(field)
        if slot is None:
            return
        values = self.read(rows, field)
        if field in self.open_ended and bool((values >= slot.most).any()):
            self.saturated = True
        self.write(rows, field, np.minimum(values + 1, slot.most))

    def forget(self, rows: Rows, place: Place) -> Rows:
        """Return the rows without what nothing from a place on can read."""
        kept = rows & self._masks[place]
        for field, table in self._equivalent[place].items():
            self.write(kept, field, table[self.read(kept, field)])
        return kept

    def pack(self, gauges: Gauges, place: Place) -> Column:
        """Return the gauges in the low 28 bits of a key, patience no higher than makes a difference from a place on."""
        most = self._patience[place]
        patience = gauges.patience if most >= 100 else np.minimum(gauges.patience, np.int32(most))
        # Patience is highest and anger lowest in the key; the row's number goes above all four.
        high = (patience.astype(np.int64) << GAUGE_BITS) | gauges.trust
        packed: Column = (((high << GAUGE_BITS) | gauges.heard) << GAUGE_BITS) | gauges.anger
        return packed

    def _mask(self, fields: Iterable[Field]) -> Rows:
        mask = [0] * self.words
        for field in fields:
            slot = self.slots.get(field)
            if slot is not None:
                mask[slot.word] |= _all_bits(slot) << slot.shift
        return np.array(mask, dtype=np.uint64)


def _all_bits(slot: Slot) -> int:
    return (1 << slot.most.bit_length()) - 1


class RowIndex:
    """The rows met at one node, each with a number from 0 in the order in which it was first met."""

    def __init__(self, words: int):
        self._numbers: dict[Any, int] = {}
        self._count = 0
        self._rows: Rows = np.zeros((16, words), dtype=np.uint64)

    def __len__(self) -> int:
        return self._count

    def rows(self, start: int = 0) -> Rows:
        """Return the rows from a number on: (rows, words)."""
        return self._rows[start : self._count]

    def numbers(self, rows: Rows) -> Column:
        """Return the numbers of rows, new ones for rows not met before."""
        numbers, words = self._numbers, rows.shape[1]
        before = self._count
        whole = np.ascontiguousarray(rows)
        # Rows of one word are hashed as numbers, longer ones as bytes: a dictionary is faster here than sorting by columns.
        keys: list[Any] = (whole if words == 1 else whole.view(f"V{8 * words}")).ravel().tolist()
        found = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
        self._count = len(numbers)
        if self._count > len(self._rows):
            # Doubled, so that adding rows one batch after another stays linear.
            grown = np.zeros((2 * self._count, words), dtype=np.uint64)
            grown[:before] = self._rows[:before]
            self._rows = grown
        if self._count > before:
            fresh = found >= before
            self._rows[found[fresh]] = rows[fresh]
        return found

    def release(self) -> None:
        """Let go of the rows and keep how many there were; nothing can be met any more."""
        self._numbers = {}
        self._rows = self._rows[:0].copy()
