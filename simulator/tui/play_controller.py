"""The one play that is open: begun, resumed and closed.

Apart from the screens, so that a journal is opened and closed at one place. It shows nothing; what cannot be done is raised as
the seat and the saves raise it, and then nothing is left open.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.catalog import read_shelf
from simulator.play.sentences import resume_command, saved_sentence
from simulator.records.saves import default_folder
from simulator.scenario.library import ScenarioFile, checkout, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from simulator.course.overview import Overview
    from simulator.play.drills import Drills
    from simulator.play.earned_marks import EarnedMark
    from simulator.play.opening import Opened
    from simulator.play.possible_search import PossibleSearch
    from simulator.play.report_files import ReportOffer
    from simulator.play.rules import Rules
    from simulator.play.session import PlaySession
    from simulator.records.history import History
    from simulator.records.players import Renamed
    from simulator.records.record import Record
    from simulator.records.save_index import SaveListing
    from simulator.records.saves import Saves
    from simulator.report.marks import Mark
    from simulator.report.past import Past
    from simulator.report.progress import Progress
    from simulator.report.sections import Section
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario


@dataclass
class PlayController:
    """Where plays are opened; `opened` is the open one."""

    library: Library
    saves: Saves
    person: str | None
    now: Callable[[], float]
    wall: Callable[[], datetime]
    history: History | None = None
    opened: Opened | None = None

    def progress(self, between: Callable[[], None]) -> Progress:
        """Return the player's progress, brought up to the saves; raises SimulatorError.

        May take a while; `between` is called between two files, and may raise what ends it.
        """
        from simulator.play.history_sync import catch_up
        from simulator.report.progress import progress_of

        if self.history is None:
            return progress_of([])
        catch_up(self.history, self.saves, self.library, between)
        return progress_of(self.history.plays(self.person or ""))

    def saved(self, between: Callable[[], None]) -> SaveListing:
        """Return the saves, after bringing the history up to them; may take a while, with `between` as for `progress`."""
        from simulator.play.history_sync import list_judged

        return list_judged(self.saves, self.history, self.library, between)

    def overview(self, scenarios: Sequence[Scenario]) -> Overview:
        """Return what the player has reached and what to play next of these scenarios, from a history that is brought up.

        Raises SimulatorError.
        """
        from simulator.play.overview_source import read_overview

        return read_overview(self.history, self.person, self.library, scenarios, self.wall())

    def possible(self, items: Iterable[ScenarioFile]) -> dict[str, tuple[int, int]]:
        """Return the least and the most satisfaction of the scenarios for which they are known."""
        from simulator.play.possible_scores import possible_scores

        return possible_scores(items, self.history)

    def search_possible(self, items: Iterable[ScenarioFile]) -> PossibleSearch:
        """Return the search for what is possible in scenarios of which it isn't known."""
        from simulator.play.possible_search import PossibleSearch

        return PossibleSearch(self.history, items)

    def count_of(self, person: str) -> int:
        """Return how many plays of a person the history knows; 0 where it can't be read."""
        try:
            return self.history.count(person) if self.history else 0
        except SimulatorError:
            return 0

    def rename(self, old: str, new: str) -> Renamed:
        """Put every play of a person under another name; raises SimulatorError."""
        from simulator.records.players import Renamed, rename_player

        if self.history is None:
            return Renamed(0, 0)
        return rename_player(self.saves, self.history, old, new)

    def scenarios(self, between: Callable[[], None]) -> list[Scenario]:
        """Every scenario of the library that can be played; `between` as for `progress`."""
        shelved = read_shelf(self.library, between).items
        return [item.reading.scenario for item in shelved if item.reading.scenario]

    def read(self, path: Path) -> ScenarioFile:
        """Read a scenario file; raises SimulatorError."""
        return ScenarioFile(path, load(path, warnings=False))

    def easiest(self) -> tuple[ScenarioFile | None, int]:
        """Return the easiest scenario that can be played, if there is one, and how many files there are."""
        from simulator.play.catalog import previews

        seen = previews(self.library)
        for glimpse in sorted(seen, key=lambda each: (each.level or "~", each.title)):
            try:
                item = self.read(glimpse.path)
            except SimulatorError:
                continue
            if item.reading.scenario:
                return item, len(seen)
        return None, len(seen)

    def item(self, id: str) -> ScenarioFile | None:
        """Return the scenario of the library with that id, if it can be played."""
        path = self.library.find(id)
        item = ScenarioFile(path, load(path, warnings=False))
        return item if item.reading.scenario else None

    @property
    def seat(self) -> PlaySession | None:
        """The open play's seat."""
        return self.opened.seat if self.opened else None

    def begin(self, item: ScenarioFile, rules: Rules, given: Sequence[str] = ()) -> Opened:
        """Begin a play, after given moves if there are some; raises SimulatorError."""
        from simulator.play.opening import begin

        self.opened = begin(
            item,
            rules,
            self.saves,
            person=self.person,
            started=self.wall(),
            now=self.now,
            given=given,
        )
        if not given:
            from simulator.play.memory import make_remembered_move

            self.opened = make_remembered_move(
                self.opened, self.library, self.saves, self.history, self.person
            )
        return self.opened

    def resume(self, name: str, factor: float | None) -> Opened:
        """Resume a saved play; raises SimulatorError."""
        from simulator.play import opening

        journal = self.saves.resume(name)
        try:
            self.opened = opening.resume(journal, self.library, factor, self.now)
        except BaseException:
            journal.close()
            raise
        return self.opened

    def again(self, index: int = 0) -> Opened | None:
        """Begin the open play once more, from before its move of an index; raises SimulatorError."""
        from simulator.play.opening import again_from

        opened = self.opened
        if opened is None:
            return None
        rules, given = again_from(opened, index)
        rules = rules if given else opened.seat.rules
        self.close()
        return self.begin(opened.item, rules, given)

    def go_on(self, moves: Sequence[str]) -> Opened | None:
        """Begin a play of the open one's scenario after given moves; raises SimulatorError."""
        from simulator.play.opening import again_from

        opened = self.opened
        if opened is None:
            return None
        rules, _ = again_from(opened, 0)
        self.close()
        return self.begin(opened.item, rules, moves)

    def report(self, sections: Callable[[], Sequence[Section]] | None) -> ReportOffer:
        """Return a report on the open play, whose debrief `sections` gives, or without that on all the player's plays."""
        from simulator.play.report_offers import PlayReports

        reports = PlayReports(self.library, self.saves, self.history, self.wall)
        if sections and self.opened:
            return reports.of_open(self.opened, self.person or "", sections)
        return reports.of_person(self.person or "")

    def new_marks(self, seat: PlaySession) -> tuple[Mark, ...]:
        """Return the marks that a seat's play is the first of its player to earn; may take a while."""
        from simulator.play.earned_marks import marks_first_earned

        return marks_first_earned(seat, self.history, self.saves, self.library)

    def marks(self, between: Callable[[], None]) -> tuple[EarnedMark, ...]:
        """Return every mark with the play that earned it, from a history that is brought up; `between` as for `progress`."""
        from simulator.play.earned_marks import earned_marks

        return earned_marks(self.history, self.person or "", self.saves, self.library, between)

    def past(self) -> Past:
        """Return what the player did before in the scenario of the open play."""
        from simulator.play.past import past_of
        from simulator.report.past import NO_PAST

        seat = self.seat
        return past_of(seat, self.history, self.saves, self.person) if seat else NO_PAST

    def archived(self, record: Record) -> tuple[Section, ...]:
        """Return a play of an earlier edition of the rules, to be read."""
        from simulator.play.history_sync import archived

        return archived(record, self.library, self.history)

    def drills(self) -> Drills:
        """Return the player's exercises; nothing is read yet."""
        from simulator.play.drills import Drills
        from simulator.records.card_file import CardFile
        from simulator.rounds.open_rounds import scenarios_in_open_rounds

        history = self.history
        cards = CardFile.beside(history.path) if history else None
        withheld = scenarios_in_open_rounds(self.saves.folder.parent / "rounds")
        return Drills(self.library, self.saves, history, cards, self.person, withheld)

    def due_cards(self) -> int:
        """Return how many cards are due, by a history that is brought up; 0 where that can't be read: exercises say why."""
        try:
            drills = self.drills()
            drills.read_history()
            return drills.due(self.wall())
        except SimulatorError:
            return 0

    def close(self) -> None:
        """Close the open play; all of it is on the disk."""
        if self.opened:
            self.opened.seat.close()
            self.opened = None

    def resume_command(self) -> str:
        """Return the command that resumes the open play; nothing where none is begun, or none is saved."""
        seat = self.seat
        saved = seat is not None and seat.turns and seat.kept
        return resume_command(seat, self.options) if seat and saved else ""

    def resume_hint(self) -> str:
        """Return where the open play is saved and how to resume it; nothing where none is begun, or none is saved."""
        seat = self.seat
        return saved_sentence(seat, self.options) if seat and seat.turns else ""

    @property
    def options(self) -> str:
        """What the command needs behind the play's name, so that it finds the save."""
        folder = self.saves.folder
        return (
            "" if folder == default_folder(checkout()) else f" --saves {shlex.quote(str(folder))}"
        )
