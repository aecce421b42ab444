"""Work out what is possible in a trainer's own scenarios, one after the other, each in a separate process.

A search takes seconds, so its figures are kept beside the history, by the bytes of the file. It must not hold anybody up: who
shows a list starts it, asks now and then, and ends it when the list is left.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.records.possible_index import keep_possible
from simulator.scenario.library import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from simulator.jobs.proof_job import ProofJob
    from simulator.records.history import History
    from simulator.scenario.library import ScenarioFile


LOOK_SECONDS = 0.25
"""Between two looks at what is being worked out."""


class PossibleSearch:
    """The searches for some scenarios; `found` has the least and the most satisfaction by id, as far as they are known."""

    def __init__(self, history: History | None, items: Iterable[ScenarioFile]) -> None:
        self._history = history
        self._waiting = list(items)
        self._item: ScenarioFile | None = None
        self._job: ProofJob | None = None
        self.found: dict[str, tuple[int, int]] = {}

    def results(self, between: Callable[[], None]) -> Iterator[Mapping[str, tuple[int, int]]]:
        """Yield what is found so far, now and then, until all is; in a thread, since it waits.

        `between` is called before each wait, and may raise what ends it.
        """
        try:
            while self.look():
                yield dict(self.found)
                between()
                time.sleep(LOOK_SECONDS)
            yield dict(self.found)
        finally:
            self.end()

    def look(self) -> bool:
        """Take what was found, and begin with the next one; return whether anything is still being worked out."""
        from simulator.jobs.proof_job import ProofFailed, ProofJob, ProofProgress

        if self._job is not None and self._item is not None:
            latest = self._job.latest
            if isinstance(latest, ProofProgress):
                return True
            if not isinstance(latest, ProofFailed):
                ranges = [each.satisfaction for each in latest.endings if each.satisfaction]
                if ranges and not latest.bounds:
                    self._keep(self._item, min(r[0] for r in ranges), max(r[1] for r in ranges))
            self._job = self._item = None
        if not self._waiting:
            return False
        self._item = self._waiting.pop(0)
        with suppress(SimulatorError):  # a file that is gone
            self._job = ProofJob(read_bytes(self._item.path), self._item.id)
        return True

    def end(self) -> None:
        """End it; what isn't found by now isn't wanted."""
        if self._job is not None:
            self._job.cancel()
        self._waiting, self._job = [], None

    def _keep(self, item: ScenarioFile, least: int, most: int) -> None:
        self.found[item.id] = (least, most)
        if self._history is not None:
            with suppress(SimulatorError):  # worked out again the next time
                keep_possible(self._history, item.reading.hash, least, most)
