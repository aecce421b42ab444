"""Finds what a user names for a report: saved conversations, people, rounds and folders, each read as results.

What can't be read is said in a sentence and never hides the rest.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.report_source import Subject, records_of, source_of
from simulator.records.journal import read
from simulator.records.save_failures import SUFFIX as SAVE_SUFFIX
from simulator.records.saves import Saves
from simulator.ruleset import EDITION
from simulator.text import clean_name, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.cli.context import Context
    from simulator.play.report_source import ReportRequest
    from simulator.records.history_rows import Play
    from simulator.records.record import Record
    from simulator.report.results import Detail
    from simulator.report.source import ReportSource
    from simulator.rounds.round_result import RoundResult
    from simulator.scenario.model import Scenario

ROUND_SUFFIX = ".sqlite"


@dataclass
class Found:
    """What was named: saves, rounds, and a sentence for each file that could not be read."""

    records: dict[str, Record] = field(default_factory=dict)
    rounds: list[RoundResult] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def add(self, record: Record) -> None:
        """Take a save, once."""
        self.records.setdefault(str(record.path.absolute()), record)

    @property
    def subject(self) -> Subject:
        """All of it, as what is reported on."""
        return Subject(self.titles, tuple(self.records.values()), self.rounds, self.unread)


class Finder:
    """Finds what is named, by the files of a user."""

    def __init__(self, context: Context, detail: Detail) -> None:
        """`detail` says how much is worked out of each play."""
        self._context, self._detail = context, detail
        self.found = Found()

    def find(self, names: Sequence[str], person: str | None) -> Found:
        """Find everything that is named, and the plays of a person; raises SimulatorError."""
        for name in names:
            self._add_by_name(name)
        if person:
            self._person(person)
        return self.found

    def _add_by_name(self, name: str) -> None:
        path = Path(name)
        if not name:
            raise SimulatorError("One of the names is empty.", "Leave it out, or name something.")
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except (OSError, ValueError):
            is_folder = is_there = False
        if is_folder:
            self._folder(path)
        elif is_there:
            self._file(path)
        elif not self._add_saved(name) and not self._by_person(name):
            raise SimulatorError(
                f"There is no saved conversation, player, round or folder called {quoted(name, 200)}.",
                "`simulator saves` lists the conversations; name a round or a folder by its path.",
            )

    def _file(self, path: Path) -> None:
        if path.suffix == SAVE_SUFFIX:
            self.found.add(read(path))
            self.found.titles.append(path.stem)
        else:
            self._round(path)

    def _folder(self, folder: Path) -> None:
        from simulator.rounds.event_reader import is_round_file

        records, unreadable = Saves(folder).list()
        for record in records:
            self.found.add(record)
        self.found.unread += [f"{item.message} {item.hint or ''}".strip() for item in unreadable]
        rounds = [
            path
            for path in sorted(folder.glob(f"*{ROUND_SUFFIX}"))
            if not path.name.startswith(".") and is_round_file(path)
        ]
        titles = list(self.found.titles)
        for path in rounds:
            try:
                self._round(path)
            except SimulatorError as error:
                self.found.unread.append(str(error))
        if not (records or unreadable or rounds):
            raise SimulatorError(
                f"There are no conversations or rounds in {quoted(str(folder), 200)}."
            )
        name = clean_name(folder.resolve().name, 60) or "folder"
        self.found.titles = [*titles, name]  # the folder's name stands for all that is in it

    def _round(self, path: Path) -> None:
        from simulator.rounds.results import read_round

        known = {item.path.resolve() for item in self.found.rounds}
        if path.resolve() not in known:
            found = read_round(path, self._context.library, self._detail)
            found = found.renamed(self._free_name(found.name))
            self.found.rounds.append(found)
            self.found.titles.append(found.name)

    def _free_name(self, name: str) -> str:
        """Return the name of a round, with a number where another round of the report has it."""
        taken = {item.name for item in self.found.rounds}
        numbered = (f"{name} ({number})" for number in itertools.count(2))
        return next(free for free in itertools.chain([name], numbered) if free not in taken)

    def _add_saved(self, name: str) -> bool:
        """Take the saved conversation of a name; whether there is one."""
        try:
            path = self._context.saves.path(name.removesuffix(SAVE_SUFFIX))
        except SimulatorError:
            return False
        if not path.exists():
            return False
        self._file(path)
        return True

    def _by_person(self, name: str) -> bool:
        """Take the conversations of a person; whether there are any."""
        theirs = records_of(self._context.saves, name)
        for record in theirs:
            self.found.add(record)
        if theirs:
            self.found.titles.append(theirs[0].header.person or "")
        return bool(theirs)

    def _person(self, name: str) -> None:
        if not self._by_person(name):
            raise SimulatorError(
                f"Nothing is saved under the name {quoted(clean_name(name))} here."
            )


def read_source(found: Found, context: Context, asked: ReportRequest) -> ReportSource:
    """Return what was found as the source of a report; its plays are read while they are gone through."""
    rows = _rows(context, found)
    return source_of(found.subject, context.library, rows, context.wall_clock(), asked)


def _rows(context: Context, found: Found) -> dict[str, Play]:
    """Return the history by key, if a play of an earlier edition needs it; one that can't be read is done without."""
    if all(record.edition == EDITION for record in found.records.values()):
        return {}
    history = context.player_history
    try:
        return {play.key: play for play in history.plays()} if history else {}
    except SimulatorError as error:
        found.unread.append(str(error))
        return {}


class BestResults:
    """The best satisfaction that any play of a scenario can reach; each scenario is proved once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], int | None] = {}

    def __call__(self, scenario: Scenario, digest: str) -> int | None:
        """Return the best of a scenario on its day; None where no play of it ends."""
        key = (scenario.id, scenario.day, digest)
        if key not in self._known:
            from simulator.cli.proofs import timed_proof

            best = timed_proof(scenario)[0].best
            self._known[key] = best.satisfaction if best else None
        return self._known[key]
