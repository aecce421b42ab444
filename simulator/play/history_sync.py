"""Bring the history up to the saves: play each one that is new or has changed, and keep its figures.

The only place that joins saves, scenarios and history. One save that cannot be played any more must not hide the others: it
is kept without figures. A play of an earlier edition of the rules is never played again: its row stays as it is.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.figures import figures_of
from simulator.play.saves_list import list_saves
from simulator.records.history_rows import key_of, play_of
from simulator.records.save_index import SaveIndex
from simulator.ruleset import EDITION
from simulator.scenario.library import is_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.engine.machine import ScenarioMachine
    from simulator.records.history import History
    from simulator.records.history_rows import Play
    from simulator.records.record import Record
    from simulator.records.save_index import SaveListing
    from simulator.records.saves import Saves
    from simulator.report.sections import Section
    from simulator.scenario.library import Library
    from simulator.scenario.model import Scenario

AT_ONCE = 50
"""Plays kept in one go, so that a first reading of many saves is not lost when it is broken off."""


def catch_up(
    history: History,
    saves: Saves,
    library: Library,
    between: Callable[[], None] = lambda: None,
) -> SaveListing:
    """Keep every save that is new or has since changed, and return all; raises SimulatorError where that can't be done.

    `between` is called before each save that is played again, and may raise what ends the reading; what was played is kept.
    A save that could not be judged is looked at again each time, because its scenario may be back or mended by now.
    """
    index = SaveIndex(saves, history)
    listing = index.refresh(between)
    records = _to_judge(listing, saves, between)
    known = {play.key: play for play in history.plays_of([key_of(record) for record in records])}
    open_questions: set[str] = set()
    machine_of = lru_cache(maxsize=8)(_machine)
    file_of = lru_cache(maxsize=None)(lambda path, id: scenario_file(path, id, library))
    rows: list[Play] = []
    try:
        for record in records:
            if record.header.shift:
                rows += _shift_rows(record, known, library, between)
                continue
            kept = known.get(key_of(record))
            if not record.entries or (kept and not _is_stale(kept, record)):
                continue
            between()
            header = record.header
            path = file_of(header.path, header.scenario) if record.edition == EDITION else None
            row = play_of(
                record, figures_of(record, machine_of(path, header.day) if path else None)
            )
            if row != kept:
                rows.append(row)
            if not row.was_judged and record.edition == EDITION:
                open_questions.add(record.path.stem)
            if len(rows) == AT_ONCE:
                history.keep(rows)
                rows = []
    finally:
        history.keep(rows)
    index.note(listing, open_questions)
    return listing


def list_judged(
    saves: Saves,
    history: History | None,
    library: Library,
    between: Callable[[], None] = lambda: None,
) -> SaveListing:
    """Return every save, with the history brought up to them as far as it can be: progress says why it can't."""
    if history is not None:
        with suppress(SimulatorError):
            return catch_up(history, saves, library, between)
    return list_saves(saves, None)


def _to_judge(listing: SaveListing, saves: Saves, between: Callable[[], None]) -> list[Record]:
    """Return the saves of a listing that aren't settled, of which some were read for it already."""
    read = {record.path.stem for record in listing.records}
    missing = listing.unsettled - read
    if not missing:
        return [*listing.records]
    more, _ = saves.list(between, missing.__contains__)
    return [*listing.records, *more]


def _shift_rows(
    record: Record, known: Mapping[str, Play], library: Library, between: Callable[[], None]
) -> list[Play]:
    """Return the rows of a shift's customers that are new or have changed: each counts as a play by itself.

    They are looked at again where the first of them is older than the save; those of an earlier edition stay as they are.
    """
    if not record.entries:
        return []
    first = known.get(key_of(replace(record, customer=1)))
    if first and not _is_stale(first, record):
        return []
    between()
    from simulator.play.shift_records import customer_records

    rows = [play_of(each, figures) for each, figures in customer_records(record, library)]
    return [row for row in rows if row != known.get(row.key)]


def _is_stale(kept: Play, record: Record) -> bool:
    """Whether a row may no longer be true of its save; that of an earlier edition stays as it is."""
    if record.edition < EDITION:
        return False
    return kept.updated != record.updated or kept.edition != record.edition or not kept.was_judged


def scenario_file(path: str | None, id: str, library: Library) -> Path | None:
    """Return the file a play was begun with, else the library's of that id."""
    if path is not None and is_file(Path(path)):
        return Path(path)
    try:
        return library.find(id)
    except SimulatorError:
        return None


def _machine(path: Path, day: str) -> ScenarioMachine | None:
    from simulator.engine.machine import ScenarioMachine
    from simulator.play.days import on_day

    scenario = _scenario(path)
    try:
        return ScenarioMachine(on_day(scenario, day)) if scenario else None
    except SimulatorError:
        return None


def _scenario(path: Path) -> Scenario | None:
    from simulator.scenario.library import load

    try:
        return load(path, warnings=False).scenario
    except SimulatorError:
        return None


def archived(record: Record, library: Library, history: History | None) -> tuple[Section, ...]:
    """Return a play of an earlier edition to read: its scores as kept, and its moves in words where they still exist."""
    from simulator.report.archive import archive_sections

    path = scenario_file(record.header.path, record.header.scenario, library)
    try:
        row = history.play(key_of(record)) if history else None
    except SimulatorError:
        row = None
    return archive_sections(record, _scenario(path) if path else None, row)
