"""Labels of plays under way, and which of them can still win: the bookkeeping of the search for bounds.

A label is a way to a state, kept as what the tallies need of it: the mood path's number of entries, sum, best and
worst, and which facts of a recovery hold. Of two labels at one state with equal entries and facts, the one that isn't
better in sum, best and worst and took no fewer turns cannot win. Moods here may be turned round (times -1), so that
the same order serves for the least.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from simulator.prover.encoding.layout import Column


_ENTRY_BITS = 13
FACT_BITS = 3
"""Bits that a label has for where a play is, apart from its path."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Columns: state, entries, where the play is otherwise, sum, best and worst of the path, and how each was come to."""

    state: Column
    entries: Column
    facts: Column
    total: Column
    best: Column
    worst: Column
    parent: Column
    move: Column

    def __len__(self) -> int:
        return len(self.state)

    def at(self, index: Column) -> Labels:
        """Return some of the labels."""
        return Labels(*(getattr(self, item.name)[index] for item in fields(self)))

    @staticmethod
    def concatenate(parts: list[Labels]) -> Labels:
        """Return labels one after the other."""
        if len(parts) == 1:
            return parts[0]
        return Labels(
            *(
                np.concatenate([getattr(part, item.name) for part in parts])
                for item in fields(Labels)
            )
        )

    def keys(self) -> Column:
        """Return what two labels must share to be compared, as one number."""
        return (
            (self.state.astype(np.int64) << (_ENTRY_BITS + FACT_BITS))
            | (self.entries.astype(np.int64) << FACT_BITS)
            | self.facts
        )


MAX_ENTRIES = (1 << _ENTRY_BITS) - 1


class ParetoArchive:
    """The labels kept so far that later ones are held against: sorted runs, merged as they grow."""

    def __init__(self) -> None:
        self._runs: list[tuple[Column, Column, Column, Column]] = []

    def dominates(self, keys: Column, labels: Labels) -> Column:
        """Which labels aren't better than one kept; `keys` are theirs, in any order."""
        dominated = np.zeros(len(keys), dtype=bool)
        for run, total, best, worst in self._runs:
            # Several kept labels may share a key: step through them until one dominates or the key ends.
            open_ = np.flatnonzero(~dominated)
            at = np.searchsorted(run, keys[open_])
            while len(open_):
                inside = at < len(run)
                inside[inside] = run[at[inside]] == keys[open_[inside]]
                open_, at = open_[inside], at[inside]
                worse = (
                    (labels.total[open_] <= total[at])
                    & (labels.best[open_] <= best[at])
                    & (labels.worst[open_] <= worst[at])
                )
                dominated[open_[worse]] = True
                open_, at = open_[~worse], at[~worse] + 1
        return dominated

    def add(self, keys: Column, labels: Labels) -> None:
        """Keep labels, sorted by key."""
        self._runs.append((keys, labels.total, labels.best, labels.worst))
        while len(self._runs) > 1 and len(self._runs[-2][0]) < 2 * len(self._runs[-1][0]):
            late, early = self._runs.pop(), self._runs.pop()
            columns = [np.concatenate(pair) for pair in zip(early, late, strict=True)]
            order = np.argsort(columns[0], kind="stable")
            self._runs.append(
                (columns[0][order], columns[1][order], columns[2][order], columns[3][order])
            )


def nondominated(labels: Labels) -> tuple[Column, Labels]:
    """Return the labels that no other given one beats, with their keys, sorted by key; of equal ones the first given."""
    keys = labels.keys()
    order = np.argsort(keys)
    keys = keys[order]
    same = keys[1:] == keys[:-1]
    shared = np.concatenate((same, [False])) | np.concatenate(([False], same))
    # A label alone at its key has nothing to be compared with.
    keep = ~shared
    # Only labels that share a key need a full order among them, and only their columns are looked at.
    open_ = np.flatnonzero(shared)
    some = order[open_]
    some = some[
        np.lexsort(
            (some, -labels.worst[some], -labels.best[some], -labels.total[some], keys[open_])
        )
    ]
    order[open_] = some
    best, worst = labels.best[some], labels.worst[some]
    # Peel each key's labels from the largest sum down: the first is kept, and those no better in best and worst fall with it.
    at = np.arange(len(open_))
    while len(open_):
        heads = np.empty(len(open_), dtype=bool)
        heads[0] = True
        heads[1:] = keys[open_[1:]] != keys[open_[:-1]]
        keep[open_[heads]] = True
        leader = at[heads][np.cumsum(heads) - 1]
        better = (best[at] > best[leader]) | (worst[at] > worst[leader])
        open_, at = open_[better], at[better]
    return keys[keep], labels.at(order[keep])
