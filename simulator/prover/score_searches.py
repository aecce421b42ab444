"""The searches for the least and the most of satisfaction and quality, run side by side in threads.

They share nothing that they change, so their order makes no difference to any answer. The caller's thread reports how far they
are; what it raises ends them all.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from simulator.prover.limits import LABELS_PER_STATE
from simulator.prover.scoring.paths import Paths
from simulator.prover.scoring.quality import QualityBounds, QualityFrame, QualitySearch
from simulator.prover.scoring.satisfaction import Extremes, SatisfactionSearch
from simulator.prover.search.search import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.prover.search.graph import Graph
    from simulator.prover.search.search import Search

LEAST, MOST = -1, 1
THREADS = 2
REPORT_SECONDS = 0.2


class _Stopped(Exception):
    """Ends a search in its own thread when the proof is being stopped."""


@dataclass
class Scores:
    """What the searches for scores have given, by side."""

    satisfaction: dict[int, Extremes] = field(default_factory=dict)
    quality: dict[int, QualityBounds] = field(default_factory=dict)
    searches: dict[int, SatisfactionSearch] = field(default_factory=dict)
    longer: bool | None = None


class ScoreSearches:
    """The searches on one graph; `scores` holds what they have found so far, even when they are stopped."""

    def __init__(
        self,
        search: Search,
        graph: Graph,
        scores: Scores,
        *,
        max_turns: int,
        limit: int,
        progress: Callable[[Progress], None] | None,
    ):
        self._search, self._graph, self.scores = search, graph, scores
        self._max_turns, self._limit = max_turns, LABELS_PER_STATE * limit
        self._progress = progress
        self._stopping = False
        self._counts: dict[str, int] = {}

    def run(self) -> None:
        """Run all of them to their end, or to an interrupt of the caller's thread."""
        board, graph, scores = self._search.board, self._graph, self.scores
        most = self._max_turns + 1
        is_turn = Paths(board, graph, MOST).turns.astype(np.int32)
        scores.longer = graph.most_turns(is_turn, most) == most
        for side in (MOST, LEAST):
            search = SatisfactionSearch(
                board, graph, sign=side, max_turns=self._max_turns, limit=self._limit
            )
            scores.searches[side] = search
            scores.satisfaction[side] = search.result
        with ThreadPoolExecutor(THREADS) as pool:
            try:
                for phase in ("satisfaction", "quality"):
                    self._report(phase)
                running: set[Future[object]] = {
                    pool.submit(search.run, self._counter("satisfaction"))
                    for search in scores.searches.values()
                }
                running.add(pool.submit(self._search_quality))
                while running:
                    done, running = wait(running, REPORT_SECONDS, FIRST_COMPLETED)
                    for future in done:
                        future.result()
                    for phase in tuple(self._counts):
                        self._report(phase)
            except BaseException:
                self._stopping = True
                raise

    def _search_quality(self) -> None:
        frame = QualityFrame(self._search.board, self._graph)
        for side in (MOST, LEAST):
            quality = QualitySearch(frame, sign=side, max_turns=self._max_turns, limit=self._limit)
            self.scores.quality[side] = quality.result
            quality.run(self._counter("quality"))

    def _counter(self, phase: str) -> Callable[[int], None]:
        """Return a function that keeps a search's count for the report, and ends the search once the proof is to stop."""

        def count(number: int) -> None:
            if self._stopping:
                raise _Stopped
            self._counts[phase] = number

        return count

    def _report(self, phase: str) -> None:
        if self._progress is not None:
            self._progress(Progress(phase, self._search.states, self._counts.get(phase, 0)))
