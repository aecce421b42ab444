"""What is still ahead of each state on the way to each ending: needs that can be shown, slips that can be made.

Backward sweeps over the graph, for all endings at once. The answers join what different ways ahead can do, so they
say at most what one play can: they bound a search, and aren't facts about plays.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.prover.encoding.visited_index import sorted_unique
from simulator.prover.scoring.quality_tally import QualityTally
from simulator.prover.search.graph import propagate_backwards
from simulator.ruleset import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.prover.encoding.layout import Column
    from simulator.prover.scoring.quality_tally import TallyIndex
    from simulator.prover.search.graph import Graph

_WORD_BITS = 64


class Potential:
    """For each row and ending a number, -1 where no way leads there, else one of `kinds`.

    Rows stand for all their states, whatever the gauges: what any of them can do counts for each.
    """

    def __init__(self, graph: Graph, tallies: TallyIndex, endings: list[int]):
        bits = _Bits(tallies.needs)
        words = _reachable_words(graph, tallies, endings, bits)
        kinds = sorted_unique(words)
        leads = (kinds >> bits.leads) & 1 == 1
        self.kinds = [bits.tally(word) for word in kinds.tolist()]
        numbers = np.where(leads, np.arange(len(kinds)), -1).astype(np.int32)
        self.of_row: Column = numbers[np.searchsorted(kinds, words)]


class _Bits:
    """How a tally ahead lies in a word: needs, dimensions charged, a critical error, whether it leads on."""

    def __init__(self, needs: int):
        self._slips = needs
        self._critical = needs + len(DIMENSIONS)
        self.leads = self._critical + 1
        if self.leads >= _WORD_BITS:
            raise ValueError(f"a word has no room for {needs} needs")
        self.kind: type[Any] = np.uint32 if self.leads < 32 else np.uint64

    def word(self, change: QualityTally) -> int:
        """Return the word of what a transition adds."""
        word = change.shown | int(change.critical) << self._critical
        for place, charge in enumerate(change.charges):
            word |= int(charge > 0) << (self._slips + place)
        return word

    def tally(self, word: int) -> QualityTally:
        """Return what a word says is ahead."""
        charges = tuple(word >> (self._slips + place) & 1 for place in range(len(DIMENSIONS)))
        shown = word & ((1 << self._slips) - 1)
        return QualityTally(shown, charges, bool(word >> self._critical & 1))


def _reachable_words(graph: Graph, tallies: TallyIndex, endings: list[int], bits: _Bits) -> Column:
    """Return the words of all rows: (rows, endings)."""
    adds = np.array([bits.word(change) for change in tallies.changes], dtype=bits.kind)
    many_rows, many_changes = int(graph.row.max()) + 1, len(adds)
    # Rows in the order in which the search came to them, so that nearly all ways lead to later ones.
    first_states = np.full(many_rows, graph.states, dtype=np.int64)
    np.minimum.at(first_states, graph.row, np.arange(graph.states))
    order = np.argsort(first_states, kind="stable")
    place = np.empty(many_rows, dtype=np.int64)
    place[order] = np.arange(many_rows)
    row = place[graph.row]
    codes = sorted_unique(
        np.concatenate(
            [
                codes[~_repeats_neighbour(leaving, codes)]
                for leaving, codes in _codes(graph, tallies, row, many_rows)
            ]
        )
    )
    # Row from, row to and change were packed into one number, so that equal transitions of a row are counted once.
    source, rest = np.divmod(codes, many_rows * many_changes)
    target, change = np.divmod(rest, many_changes)
    starts = np.zeros(many_rows + 1, dtype=np.int64)
    np.cumsum(np.bincount(source, minlength=many_rows), out=starts[1:])
    brings = adds[change][:, None]
    words = np.zeros((many_rows, len(endings)), dtype=bits.kind)
    for column, node in enumerate(endings):
        words[row[graph.ending == node], column] = 1 << bits.leads

    def words_after(run: slice) -> Column:
        # What a transition adds counts only on ways that lead to the ending.
        beyond = words[target[run]]
        return beyond | np.where(beyond >> bits.leads, brings[run], bits.kind(0))

    bounds = sorted_unique(np.searchsorted(first_states[order], graph.bounds)).tolist()
    return propagate_backwards(bounds, starts, words, words_after, np.bitwise_or)[place]


def _codes(
    graph: Graph, tallies: TallyIndex, row: Column, many_rows: int
) -> Iterator[tuple[Column, Column]]:
    """Block by block, how many transitions leave each state, and row from, row to and change of each as one number."""
    many_changes = len(tallies.changes)
    for first, end in pairwise(graph.bounds):
        leaving = np.diff(graph.starts[first : end + 1])
        run = slice(int(graph.starts[first]), int(graph.starts[end]))
        codes = np.repeat(row[first:end] * many_rows, leaving) + row[graph.target[run]]
        codes *= many_changes
        codes += tallies.change_of_contribution[graph.contribution[run]]
        yield leaving, codes


def _repeats_neighbour(leaving: Column, codes: Column) -> Column:
    """Transitions with the code of an earlier one, as far as a look at one earlier transition tells.

    That is the one at the same place in the state before: mostly one of the same row, which makes the same moves.
    """
    here = np.arange(len(codes))
    back = np.repeat(np.concatenate((leaving[:1], leaving[:-1])), leaving)
    earlier = np.maximum(here - back, 0)
    repeated: Column = (earlier < here) & (codes[earlier] == codes)
    return repeated
