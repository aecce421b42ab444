"""Reports on rounds, to be saved from a screen or in lines: one that is open here, one in a file, or one play of it.

A round that is open is read through its record, because a second look at its file would end the lock on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.report_files import OF_ONE, ReportOffer
from simulator.play.report_offers import OF_CONVERSATION
from simulator.play.report_source import Subject, report_request, source_of, source_of_one
from simulator.report.debrief import debrief
from simulator.rounds.class_walk import class_walk
from simulator.rounds.event_log import ROUND
from simulator.rounds.results import read_round, whole_round

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from simulator.report.export.forms import Form
    from simulator.report.results import Detail
    from simulator.report.sections import Section
    from simulator.report.source import ReportSource
    from simulator.rounds.class_walk import ClassWalk
    from simulator.rounds.event_log import EventRecord
    from simulator.rounds.round_result import RoundResult
    from simulator.scenario.library import Library


OF_ROUND = "The report covers the whole round: everyone in it and every move they made."
NOT_IN_FILE = (
    "The round's file doesn't have this conversation, because the round couldn't be saved."
)


class RoundReports:
    """What can be reported on in rounds, with the files of a user."""

    def __init__(
        self, library: Library, now: Callable[[], datetime], list_folder: Callable[[], Path]
    ) -> None:
        """`now` gives the time of day; `list_folder` the folder of the list of reports, or raises SimulatorError."""
        self._library, self._now, self._list_folder = library, now, list_folder

    def of_file(self, path: Path) -> ReportOffer:
        """Return a report on the round in a file that no one has open."""
        return self._of_round(path.stem, lambda detail: read_round(path, self._library, detail))

    def of_open(self, name: str, record: EventRecord) -> ReportOffer:
        """Return a report on a round that is open here, as far as it has come."""
        return self._of_round(name, lambda detail: self._read(record, detail))

    def walk(self, record: EventRecord, scenario: int) -> ClassWalk:
        """Return what the class did in a scenario, counted from 0, of a round that is open here.

        From any thread, since it reads all of the round again; raises SimulatorError.
        """
        return class_walk(
            whole_round(record.path, record.snapshot(), self._library).played(scenario)
        )

    def of_play(
        self, stem: str, record: EventRecord, place: int, sections: Callable[[], Sequence[Section]]
    ) -> ReportOffer:
        """Return a report on one play of a round that is open here, by its place among them, with its debrief."""
        return self._of_play(stem, lambda detail: self._read(record, detail), place, sections)

    def of_seat(self, record: EventRecord, seat: str, scenario: int, title: str) -> ReportOffer:
        """Return a report on a seat's play of a scenario, counted from 0, of a round that is open here, with its debrief.

        Only the events of that seat are played again, so that a class can ask for its debriefs at the same time.
        """

        def read(form: Form, pseudonyms: bool) -> ReportSource:
            asked = report_request(form, pseudonyms=pseudonyms)
            events = [item for item in record.snapshot() if item.stream in (ROUND, seat)]
            whole = whole_round(record.path, events, self._library, asked.detail)
            played = whole.played(scenario)
            if not played:
                raise SimulatorError(NOT_IN_FILE)
            told = debrief(played[0].start, played[0].turns).sections()
            return source_of_one(played[0].result, told, self._now(), asked)

        return ReportOffer(f"debrief {title}", OF_CONVERSATION, read, self._list_folder, OF_ONE)

    def of_kept_play(
        self, kept: RoundResult, place: int, sections: Callable[[], Sequence[Section]]
    ) -> ReportOffer:
        """Return a report on one play of a round in a file, by its place among them, with its debrief."""
        stem = f"debrief {kept.name} {kept.plays[place].origin.person}"
        path = kept.path
        return self._of_play(
            stem, lambda detail: read_round(path, self._library, detail), place, sections
        )

    def _of_play(
        self,
        stem: str,
        find: Callable[[Detail], RoundResult],
        place: int,
        sections: Callable[[], Sequence[Section]],
    ) -> ReportOffer:
        def read(form: Form, pseudonyms: bool) -> ReportSource:
            asked = report_request(form, pseudonyms=pseudonyms)
            plays = find(asked.detail).plays
            if place >= len(plays):
                raise SimulatorError(NOT_IN_FILE)
            return source_of_one(plays[place], sections(), self._now(), asked)

        return ReportOffer(stem, OF_CONVERSATION, read, self._list_folder, OF_ONE)

    def _of_round(self, name: str, find: Callable[[Detail], RoundResult]) -> ReportOffer:
        def read(form: Form, pseudonyms: bool) -> ReportSource:
            asked = report_request(form, pseudonyms=pseudonyms)
            found = find(asked.detail)
            subject = Subject((found.name,), rounds=(found,))
            return source_of(subject, self._library, {}, self._now(), asked)

        return ReportOffer(f"round {name}", OF_ROUND, read, self._list_folder)

    def _read(self, record: EventRecord, detail: Detail) -> RoundResult:
        return whole_round(record.path, record.snapshot(), self._library, detail).result
