"""A file, its proof and a play followed from save to save: what every face of `simulator watch` asks for news.

Joins the watched file, the snapshot of its newest version and the proof under way, so that no face does so for itself. It
prints nothing and never waits; `step` is to be called about three times a second.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.jobs.proof_job import ProofFailed, ProofJob, ProofProgress
from simulator.play.days import NoSuchDay, on_day
from simulator.report.trails import sum_trails, trails_of
from simulator.watch.snapshot import take_snapshot
from simulator.watch.watched_file import Trouble, WatchedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from simulator.engine.machine import ScenarioMachine
    from simulator.records.record import Entry
    from simulator.records.saves import Saves
    from simulator.report.trails import Trails
    from simulator.watch.snapshot import Snapshot

STEP = 0.3
"""Seconds between two steps."""
SOON = 1.0
"""Seconds a proof may take before it is worth a word that it is under way."""


class News(Enum):
    """What a step found."""

    SAVED = "the file was saved with a change"
    SAME = "the file was saved without a change"
    GONE = "the file can't be read"
    BACK = "the file is back, unchanged"
    LATE = "the proof is taking longer"
    PROVED = "the proof has ended"
    UNPROVED = "the proof ended without a result"


class WatchSession:
    """What is known of the file now; `trouble` says why its newest version cannot be seen, if so."""

    def __init__(
        self,
        path: Path,
        shown: str,
        data: bytes,
        file: WatchedFile,
        moves: Sequence[str],
        *,
        proves: bool,
        saves: Saves,
        now: Callable[[], float],
        wall: Callable[[], datetime],
    ) -> None:
        self.shown = shown
        self._saves = saves
        self.proves = proves
        self.trouble: str | None = None
        self.snapshot: Snapshot = take_snapshot(data, path.stem, shown, moves)
        self.seen_at = wall()
        self._file, self._now, self._wall = file, now, wall
        self._proving: ProofJob | None = None
        self._proved: Snapshot | None = None
        self._began = 0.0
        self.late = self.unproved = False
        self._prove()

    @property
    def underway(self) -> ProofProgress | None:
        """How far the proof is, while there is one under way."""
        news = self._proving.latest if self._proving else None
        return news if isinstance(news, ProofProgress) else None

    @property
    def proving_for(self) -> float:
        """Seconds that the proof under way has taken."""
        return self._now() - self._began

    def step(self) -> list[News]:
        """Look at the file and at the proof."""
        return [*self._look(), *self._ask()]

    def play(self, snapshot: Snapshot) -> None:
        """Keep the play as a move has left it."""
        self.snapshot = snapshot

    def trails(self, snapshot: Snapshot) -> Trails:
        """Where the saved plays of this scenario went, on a version without errors; read again each time.

        Each is made again on its day; where that is gone, on the present one. Saves that cannot be read are left out:
        `simulator saves` tells of them.
        """
        assert snapshot.start
        try:
            records, _ = self._saves.list()
        except SimulatorError:
            records = []
        by_day: dict[str, list[tuple[Entry, ...]]] = {}
        for record in records:
            if record.header.scenario == snapshot.id and not record.header.shift:
                by_day.setdefault(record.header.day, []).append(record.entries)
        machine = snapshot.start.machine
        return sum_trails(trails_of(_on_day(machine, day), plays) for day, plays in by_day.items())

    def close(self) -> None:
        """End the proof that is under way."""
        if self._proving:
            self._proving.cancel()
            self._proving = None

    def _look(self) -> list[News]:
        found = self._file.poll()
        if found is None:
            return []
        if isinstance(found, Trouble):
            self.trouble = found.why
            return [News.GONE]
        same = News.SAME if self.trouble is None else News.BACK
        self.trouble, self.seen_at = None, self._wall()
        before = self.snapshot
        if found == before.data:
            return [same]
        self.snapshot = take_snapshot(found, before.id, before.file, before.moves)
        self._prove()
        return [News.SAVED]

    def _prove(self) -> None:
        """Begin to prove the newest version, unless what is proved or being proved means the same."""
        self.close()
        self.unproved = self.late = False
        if not self.proves or self.snapshot.scenario is None:
            return
        proved = self._proved
        if proved and proved.proof and self.snapshot.same_meaning(proved):
            self.snapshot = self.snapshot.with_proof(proved.proof)
            return
        self._began = self._now()
        self._proving = ProofJob(self.snapshot.data, self.snapshot.id)

    def _ask(self) -> list[News]:
        if self._proving is None:
            return []
        news = self._proving.latest
        if isinstance(news, ProofProgress):
            if self.late or self.proving_for < SOON:
                return []
            self.late = True
            return [News.LATE]
        self._proving = None
        if isinstance(news, ProofFailed):
            self.unproved = True
            return [News.UNPROVED]
        self.snapshot = self._proved = self.snapshot.with_proof(news)
        return [News.PROVED]


def _on_day(machine: ScenarioMachine, day: str) -> ScenarioMachine:
    """Return the machine of the scenario on a day, the same where it is of that day or the scenario has no such day."""
    from simulator.engine.machine import ScenarioMachine

    try:
        scenario = on_day(machine.scenario, day)
    except NoSuchDay:
        return machine
    return machine if scenario is machine.scenario else ScenarioMachine(scenario)
