"""Keys met so far, with their numbers: sorted runs, merged as they grow.

One such set is kept for each node. It exists because a state must be found again by its key among millions, many at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from simulator.prover.encoding.layout import Column


class VisitedIndex:
    """Sorted keys with a number each; looked up and added in sorted batches."""

    def __init__(self) -> None:
        self._runs: list[tuple[Column, Column]] = []

    def numbers(self, keys: Column) -> Column:
        """Return the numbers of sorted keys; -1 for those not met."""
        found = np.full(len(keys), -1, dtype=np.int32)
        for run, numbers in self._runs:
            at = np.searchsorted(run, keys)
            # A key beyond the last has no place; the first one stands in and is told apart by the comparison.
            at[at == len(run)] = 0
            hit = run[at] == keys
            found[hit] = numbers[at[hit]]
        return found

    def add(self, keys: Column, numbers: Column) -> None:
        """Add sorted keys, none of which has been met."""
        self._runs.append((keys, numbers))
        # Runs at least halve in length, as in a merge sort: a key is moved, and a lookup made, log n times.
        while len(self._runs) > 1 and len(self._runs[-2][0]) < 2 * len(self._runs[-1][0]):
            (late, late_numbers), (early, early_numbers) = self._runs.pop(), self._runs.pop()
            merged = np.concatenate((early, late))
            order = np.argsort(merged, kind="stable")
            both = np.concatenate((early_numbers, late_numbers))
            self._runs.append((merged[order], both[order]))


def distinct(keys: Column) -> tuple[Column, Column]:
    """Sorted distinct keys, and for every key the place of its distinct one."""
    order = np.argsort(keys)
    ordered = keys[order]
    starts = np.empty(len(keys), dtype=bool)
    starts[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=starts[1:])
    inverse = np.empty(len(keys), dtype=np.int32)
    # The number of starts up to a key, less one, is the place of its distinct key.
    inverse[order] = np.cumsum(starts, dtype=np.int32) - 1
    return ordered[starts], inverse


def sorted_unique(values: Column) -> Column:
    """Sorted distinct values. Sorting is many times faster here than numpy's own `unique`, which hashes."""
    ordered = np.sort(values, axis=None)
    starts = np.empty(len(ordered), dtype=bool)
    starts[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=starts[1:])
    return ordered[starts]
