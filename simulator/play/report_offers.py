"""Reports on conversations at this machine, to be saved from a screen or in lines: the open one, or all of a person's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.report_files import OF_MANY, OF_ONE, ReportOffer
from simulator.play.report_source import (
    Subject,
    records_of,
    report_request,
    source_of,
    source_of_open,
)
from simulator.records.saves import NoHome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from simulator.play.opening import Opened
    from simulator.records.history import History
    from simulator.records.history_rows import Play
    from simulator.records.saves import Saves
    from simulator.report.export.forms import Form
    from simulator.report.sections import Section
    from simulator.report.source import ReportSource
    from simulator.scenario.library import Library

OF_CONVERSATION = "The report contains the whole conversation and its debrief."
OF_PERSON = "The report covers all your saved conversations."
NOTHING_SAVED = "You have no saved conversations to report on yet."


@dataclass(frozen=True, slots=True)
class PlayReports:
    """What can be reported on, with the files of a user; `now` gives the time of day."""

    library: Library
    saves: Saves
    history: History | None
    now: Callable[[], datetime]

    def of_open(
        self, opened: Opened, person: str, sections: Callable[[], Sequence[Section]]
    ) -> ReportOffer:
        """Return a report on the conversation that is open and over; `sections` gives its debrief."""

        def read(form: Form, pseudonyms: bool) -> ReportSource:
            asked = report_request(form, pseudonyms=pseudonyms)
            return source_of_open(opened, person, sections(), self.now(), asked)

        seat = opened.seat
        stem = f"debrief {seat.name or seat.start.scenario.id}"
        return ReportOffer(stem, OF_CONVERSATION, read, self._list_folder, OF_ONE)

    def of_person(self, person: str) -> ReportOffer:
        """Return a report on every saved conversation of a person, or of those without a name."""

        def read(form: Form, pseudonyms: bool) -> ReportSource:
            records = records_of(self.saves, person)
            if not records:
                raise SimulatorError(NOTHING_SAVED)
            subject = Subject((person or "Conversations without a name",), records)
            asked = report_request(form, pseudonyms=pseudonyms)
            return source_of(subject, self.library, self._rows(), self.now(), asked)

        return ReportOffer(f"progress {person}", OF_PERSON, read, self._list_folder, OF_MANY)

    def _list_folder(self) -> Path:
        if self.history is None:
            raise NoHome
        return self.history.path.parent

    def _rows(self) -> Mapping[str, Play]:
        """Return the history by key; without it, plays of an earlier edition have no scores."""
        return {play.key: play for play in self.history.plays()} if self.history else {}
