"""What a report is made from: saved conversations and rounds as results, one after the other, with pseudonyms where wanted.

The command and every screen make their reports of it, so that the same plays give the same report. Rounds come as results,
read by whoever knows their files.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from simulator.play.results import SECOND, PlayReader, origin_of
from simulator.report.advice import advice_on
from simulator.report.debrief import debrief
from simulator.report.export.forms import Form, detail_of, is_read
from simulator.report.export.pseudonyms import Pseudonyms, characters_of
from simulator.report.progress import GUIDED
from simulator.report.result_of_play import play_result
from simulator.report.results import Origin
from simulator.report.source import PASS_MARK, ReportSource, RoundHead
from simulator.text import clean_name, count, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from simulator.play.opening import Opened
    from simulator.play.results import Replayed
    from simulator.records.history_rows import Play
    from simulator.records.record import Record
    from simulator.records.saves import Saves
    from simulator.report.results import Detail, PlayResult
    from simulator.report.sections import Section
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario
    from simulator.scenario.parse import Reading

SECRET = 32
"""Bytes that decide the pseudonyms of one report."""


class RoundPlays(Protocol):
    """A round as a report needs it."""

    @property
    def head(self) -> RoundHead:
        """What is said of it as a whole."""

    @property
    def plays(self) -> tuple[PlayResult, ...]:
        """Its plays."""

    @property
    def people(self) -> frozenset[str]:
        """The names of everyone in it."""

    @property
    def models(self) -> Mapping[str, Scenario]:
        """Its scenarios by the sha256 of their files."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reported on: its titles, saves, rounds, and a sentence for each file that could not be read."""

    titles: Sequence[str]
    records: Sequence[Record] = ()
    rounds: Sequence[RoundPlays] = ()
    unread: list[str] = field(default_factory=list)

    @property
    def people(self) -> frozenset[str]:
        """The names of everyone in it."""
        names = {record.header.person for record in self.records if record.header.person}
        return frozenset(names).union(*(item.people for item in self.rounds)) - {""}


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """How a report is to be: its form, the detail of each play, the pass mark, whether names are replaced.

    `earlier` are versions of scenarios: plays that were made on one are scored by it.
    """

    form: Form
    detail: Detail
    pass_mark: int = PASS_MARK
    pseudonyms: bool = False
    earlier: Sequence[Reading] = ()


def report_request(form: Form, *, pseudonyms: bool = False) -> ReportRequest:
    """Return how a report of a form is, where nothing else is asked for."""
    return ReportRequest(form, detail_of(form), pseudonyms=pseudonyms)


def source_of(
    subject: Subject,
    library: Library,
    rows: Mapping[str, Play],
    made: datetime,
    asked: ReportRequest,
) -> ReportSource:
    """Return the source of a report; its plays are read while they are gone through.

    Args:
        subject: What is reported on.
        library: Where scenarios are looked for.
        rows: The history by key, for plays of an earlier edition of the rules.
        made: When the report is made.
        asked: How it is to be.
    """
    reader = PlayReader(library, rows, asked.detail, asked.earlier)
    for item in subject.rounds:
        reader.models.update(item.models)
    records = sorted(subject.records, key=lambda item: (item.header.started, item.name))
    # Advice takes longer than all the rest, and only that on a person's last conversation is of use.
    last = {(record.header.person or "").casefold(): record.path for record in records}

    def plays() -> Iterator[PlayResult]:
        for record in records:
            advice = last[(record.header.person or "").casefold()] == record.path
            if record.header.shift:
                yield from reader.customers(record, advice=advice)
            else:
                yield reader.read(record, advice=advice)
        for item in subject.rounds:
            yield from item.plays

    only = len(records) == 1 and not subject.rounds and not subject.unread
    only = only and not records[0].header.shift
    alone = reader.replay(records[0]) if only and is_read(asked.form) else None
    return _with_names(
        ReportSource(
            listed(list(dict.fromkeys(subject.titles))),
            made,
            plays(),
            tuple(item.head for item in subject.rounds),
            subject.unread,
            _debrief(alone) if alone else (),
            asked.pass_mark,
            people=subject.people,
            models=reader.models,
        ),
        asked.pseudonyms,
        characters_of(alone.result) if alone else (),
    )


def source_of_open(
    opened: Opened, person: str, sections: Sequence[Section], made: datetime, asked: ReportRequest
) -> ReportSource:
    """Return the source of a report on the conversation that is open and over, saved or not.

    Args:
        opened: The conversation.
        person: Who plays, for one that isn't saved.
        sections: Its debrief.
        made: When the report is made.
        asked: How it is to be.
    """
    seat = opened.seat
    record = seat.journal.record if seat.journal else None
    if record is None:
        name = seat.start.scenario.id
        unsaved = Origin(f"unsaved {name} {made.isoformat()}", name, person)
        origin = replace(unsaved, mode=seat.rules.mode.value, timed=seat.rules.timed)
    else:
        origin = origin_of(record)
    result = play_result(
        seat.start,
        seat.turns,
        origin,
        digest=opened.item.reading.hash,
        # The journal of a shift has the moves of all its customers.
        seconds=[entry.ms / SECOND for entry in record.entries]
        if record and not record.header.shift
        else (),
        reasons=asked.detail.reasons,
        advice=advice_on(seat.turns) if asked.detail.advice else "",
        words=seat.words,
    )
    return source_of_one(result, sections, made, asked)


def source_of_one(
    result: PlayResult, sections: Sequence[Section], made: datetime, asked: ReportRequest
) -> ReportSource:
    """Return the source of a report on one conversation with its debrief."""
    return _with_names(
        ReportSource(
            result.origin.name or result.scenario.id,
            made,
            [result],
            debrief=tuple(sections) if is_read(asked.form) else (),
            pass_mark=asked.pass_mark,
            people=frozenset(filter(None, (result.origin.person,))),
        ),
        asked.pseudonyms,
        characters_of(result),
    )


def source_of_plays(
    title: str,
    plays: Iterable[PlayResult],
    people: frozenset[str],
    models: Mapping[str, Scenario],
    unread: Sequence[str],
    made: datetime,
    asked: ReportRequest,
) -> ReportSource:
    """Return the source of a report on plays that someone else has read.

    Args:
        title: What the report is called.
        plays: The plays, gone through once, in the order in which they began.
        people: The names of everyone in it.
        models: The scenarios by the sha256 of their files.
        unread: A sentence for each play that isn't in it.
        made: When the report is made.
        asked: How it is to be.
    """
    source = ReportSource(
        title,
        made,
        plays,
        unread=list(unread),
        pass_mark=asked.pass_mark,
        people=people,
        models=models,
    )
    return _with_names(source, asked.pseudonyms, ())


def records_of(saves: Saves, person: str) -> list[Record]:
    """Return the saved conversations of a person, whose name may be in any case; without the guided first one."""
    name = clean_name(person).casefold()
    records, _ = saves.list()
    return [
        record
        for record in records
        if (record.header.person or "").casefold() == name and record.header.scenario != GUIDED
    ]


def _with_names(
    source: ReportSource, pseudonyms: bool, characters: Collection[str]
) -> ReportSource:
    """Return a source as it is, or with pseudonyms for all names but those of `characters`."""
    if not pseudonyms:
        return source
    hide = Pseudonyms(source.people, secrets.token_bytes(SECRET))
    return with_pseudonyms(
        replace(source, plays=_plays_with_pseudonyms(source.plays, hide)), hide, characters
    )


def _plays_with_pseudonyms(plays: Iterable[PlayResult], hide: Pseudonyms) -> Iterator[PlayResult]:
    return map(hide.play, plays)


def with_pseudonyms(
    source: ReportSource, hide: Pseudonyms, characters: Collection[str]
) -> ReportSource:
    """Return a source with pseudonyms in everything but its plays, which have them already; `characters` keep their names."""
    unread = len(source.unread)
    return replace(
        source,
        title=hide.in_text(source.title),
        rounds=tuple(map(hide.round, source.rounds)),
        unread=[f"{count(unread, 'file')}, whose names are left out."] if unread else [],
        debrief=tuple(
            replace(
                item,
                entries=tuple(
                    replace(entry, text=hide.in_text(entry.text, characters))
                    for entry in item.entries
                    if not entry.private
                ),
            )
            for item in source.debrief
            if not all(entry.private for entry in item.entries)
        ),
        hidden=True,
    )


def _debrief(replayed: Replayed) -> tuple[Section, ...]:
    """Return the debrief of a play that is over; none of one that isn't, or that can't be played again."""
    if replayed.start is None or replayed.result.score is None:
        return ()
    return debrief(replayed.start, replayed.turns, words=replayed.words).sections()
