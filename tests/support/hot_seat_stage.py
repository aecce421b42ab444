"""A round at one terminal, with its files and a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.rounds.hot_seat.files import Opened, Plan, begin, reopen
from simulator.rounds.hot_seat.model import Variant
from simulator.rounds.model import Setup, Show
from simulator.rounds.roster import read_names
from simulator.scenario.library import ScenarioFile, load
from simulator.tui.hotseat import HotSeatApp
from simulator.vocabulary import Mode
from tests.support.clock import Clock
from tests.support.reports import round_reports
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from simulator.rounds.report_offers import RoundReports
    from simulator.rounds.roster import Entry


@dataclass
class Table:
    """A folder with scenarios of customers of different names, a clock, and the round's file."""

    folder: Path
    variant: Variant = field(default_factory=Variant)
    scenarios: int = 2
    limit: int = 0
    mode: str = "exam"
    opened: Opened | None = None
    name: str = "Monday"
    clock: Clock = field(default_factory=Clock)

    @property
    def plan(self) -> Plan:
        items = []
        for number in range(self.scenarios):
            path = self.folder / f"parcel-{number}.toml"
            path.write_text(PARCEL.replace("Dana Weiss", f"Customer {number}"), "utf-8")
            items.append(ScenarioFile(path, load(path)))
        setup = Setup(
            self.name,
            tuple(str(item.path) for item in items),
            tuple(item.reading.hash for item in items),
            Mode(self.mode),
            None,
            self.limit,
            0,
            60,
        )
        return Plan(self.folder / "round.sqlite", setup, self.variant, tuple(items), Show.ALL)

    @property
    def room(self) -> int:
        return self.plan.room

    @property
    def reports(self) -> RoundReports:
        return round_reports(self.folder)

    def begin(self, entries: Sequence[Entry]) -> Opened:
        self.opened = begin(self.plan, entries, self.clock, lambda: "now")
        return self.opened

    def reopen(self) -> None:
        self.close()
        self.opened = reopen(self.folder / "round.sqlite", self.clock, lambda: "now")

    def app(self, names: str = "") -> HotSeatApp:
        if names:
            self.begin(read_names(names))
        app = HotSeatApp(self)
        app.animation_level = "none"
        return app

    def full(self, *, full: bool) -> None:
        """Let the disk take nothing more, or again."""
        assert self.opened
        self.opened.record._database._connection.execute(f"PRAGMA query_only = {int(full)}")

    def close(self) -> None:
        if self.opened:
            self.opened.close()
            self.opened = None
