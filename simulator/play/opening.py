"""Begin plays and resume saved ones: from a scenario file or a save to a seat.

What can be wrong with a save (its scenario gone, broken, or changed so that a move no longer applies, its rules those of an
earlier edition) is raised with fields, so that each face can offer what it can.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.engine.conversation import IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.days import NoSuchDay, on_day
from simulator.play.rules import Rules
from simulator.play.sentences import cannot_be_saved
from simulator.play.session import PlaySession
from simulator.records.record import MAX_DAY_LENGTH, Header, Record
from simulator.records.save_failures import SaveFailed, UnreadableSave
from simulator.records.saves import NoHome
from simulator.report.words import edition_words
from simulator.ruleset import EDITION
from simulator.scenario.diagnostic import Severity
from simulator.scenario.library import (
    Library,
    LibraryError,
    ScenarioFile,
    is_file,
    load,
    read_bytes,
)
from simulator.text import clean_name, quoted
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from simulator.jobs.prospect_job import ProspectJob
    from simulator.records.journal import Journal
    from simulator.records.saves import Saves
    from simulator.scenario.model import Scenario
    from simulator.scenario.parse import Reading


class ScenarioHasErrors(SimulatorError):
    """A scenario with errors was to be played."""

    is_problem = True

    def __init__(self, reading: Reading):
        self.reading = reading
        errors = [item for item in reading.diagnostics if item.severity is Severity.ERROR]
        first = self.first = errors[0]
        more = f" ({len(errors)} errors in all)" if len(errors) > 1 else ""
        super().__init__(
            f"{first.file}:{first.line}:{first.column}: {first.message}{more}",
            "Run `simulator check` on this file to see every error.",
        )


class PlayNoLongerFits(SimulatorError):
    """A saved play cannot be resumed, because its scenario or the rules have since changed.

    `start` and `turns` are what still applies, `item` the scenario as it is now; the journal is kept as it is.
    """

    hint_for_all = "It is still saved. Start a new conversation, or read what was said so far."

    def __init__(self, message: str, record: Record, item: ScenarioFile, seat: PlaySession):
        self.record, self.item = record, item
        self.start, self.turns = seat.start, tuple(seat.turns)
        super().__init__(message, self.hint_for_all)


class DayNoLongerThere(PlayNoLongerFits):
    """The day that the play was begun on is gone; what could be looked at is the first day."""

    def __init__(self, record: Record, item: ScenarioFile, seat: PlaySession):
        message = (
            "The scenario has changed since this conversation: "
            f"it no longer has the day {quoted(record.header.day, 200)}."
        )
        super().__init__(message, record, item, seat)


class MoveNoLongerApplies(PlayNoLongerFits):
    """A move of the play is not allowed any more; `index` counts moves from 0."""

    def __init__(self, record: Record, index: int, item: ScenarioFile, seat: PlaySession, why: str):
        self.index = index
        move = f"move {index + 1} of {len(record.moves)} ({quoted(record.moves[index])})"
        message = (
            f"The scenario has changed since this conversation: {move} no longer applies. {why}"
        )
        if record.edition < EDITION and item.reading.hash == record.header.hash:
            message = (
                f"This conversation was started under {edition_words(record.edition)}, and {move} isn't allowed under edition "
                f"{EDITION}, so it can't be resumed."
            )
        super().__init__(message, record, item, seat)


class IsAShift(SimulatorError):
    """A saved shift was to be resumed as a conversation."""

    def __init__(self, name: str):
        super().__init__(
            f"{quoted(name)} is a saved shift, not a conversation.",
            f"Resume it with `simulator shift --resume {name}`.",
        )


class PlayIsArchived(SimulatorError):
    """A saved play ended under an earlier edition of the rules: it can be read, and is neither resumed nor scored again."""

    def __init__(self, record: Record):
        self.record = record
        super().__init__(
            f"This conversation ended under {edition_words(record.edition)}, so it can be read but not resumed.",
            "Start the scenario again to play it under the current rules.",
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """A seat to play from, the scenario it is of, and what the player should be told about it first."""

    seat: PlaySession
    item: ScenarioFile
    notes: tuple[str, ...] = ()

    def reach(self) -> ProspectJob | None:
        """Begin to find out what was in reach in this play; None where its file is no longer what was played."""
        from simulator.jobs.prospect_job import ProspectJob

        try:
            data = read_bytes(self.item.path)
        except LibraryError:
            return None
        if not self.seat.turns or sha256(data).hexdigest() != self.item.reading.hash:
            return None
        moves = tuple(turn.move for turn in self.seat.turns)
        return ProspectJob(data, self.item.id, moves, self.seat.conversation.scenario.day)


def first_conversation() -> ScenarioFile:
    """Return the guided first conversation, which comes with the program and is not in the library."""
    path = Path(__file__).with_name("first-call.toml")
    return ScenarioFile(path, load(path, warnings=False))


def playable(reading: Reading) -> Scenario:
    """Return the scenario of a reading; raises ScenarioHasErrors if it has none."""
    if reading.scenario is None:
        raise ScenarioHasErrors(reading)
    return reading.scenario


def begin(
    item: ScenarioFile,
    rules: Rules,
    saves: Saves,
    *,
    person: str | None,
    started: datetime,
    now: Callable[[], float],
    given: Sequence[str] = (),
) -> Opened:
    """Begin a play; where it cannot be kept, it is played unkept, and a note says so.

    With `given` moves it begins after them, as a play that is tried again from there. Raises ScenarioHasErrors or NoSuchDay.
    """
    scenario = on_day(playable(item.reading), rules.day)
    machine = ScenarioMachine(scenario)
    header = Header(
        scenario=clean_name(item.id, 255) or "play",
        path=str(item.path.absolute()),
        hash=item.reading.hash,
        person=person,
        seed=rules.seed,
        mode=rules.mode,
        timed=rules.timed,
        program=__version__,
        started=started,
        given=len(given),
        day=clean_name(scenario.day, MAX_DAY_LENGTH),
        own_words=rules.own_words,
    )
    notes: list[str] = []
    try:
        seat = PlaySession(machine, rules, now, saves.create(header))
    except (SaveFailed, UnreadableSave, NoHome) as error:
        notes.append(cannot_be_saved(error))
        seat = PlaySession(machine, rules, now, None)
    for move in given:
        try:
            seat.move(move)
        except SaveFailed as error:
            notes.append(cannot_be_saved(error))
            seat.detach()
            seat.move(move)
    return Opened(seat, item, tuple(notes))


def again_from(opened: Opened, index: int) -> tuple[Rules, tuple[str, ...]]:
    """How to try a play again before its move of an index, counted from 0: the rules, and the moves to be given.

    An exam is tried again as practice, because its ending is known by then.
    """
    seat = opened.seat
    rules = seat.rules
    if rules.mode == Mode.EXAM:
        rules = replace(rules, mode=Mode.PRACTICE)
    return rules, tuple(turn.move for turn in seat.turns[:index])


def resume(
    journal: Journal, library: Library, factor: float | None, now: Callable[[], float]
) -> Opened:
    """Resume a saved play; raises IsAShift, PlayIsArchived, PlayNoLongerFits, ScenarioHasErrors or LibraryError.

    One of an earlier edition of the rules, all of whose moves are still allowed, continues under the present one from here on.
    """
    record = journal.record
    header = record.header
    if header.shift:
        raise IsAShift(record.name)
    if record.edition < EDITION and record.ended is not None:
        raise PlayIsArchived(record)
    path = scenario_path(record, library)
    item = ScenarioFile(path, load(path, warnings=False))
    scenario = playable(item.reading)
    rules = Rules(header.mode, header.timed, factor, header.seed, header.day, header.own_words)
    try:
        scenario = on_day(scenario, header.day)
    except NoSuchDay:
        seat = PlaySession(ScenarioMachine(scenario), rules, now, journal)
        raise DayNoLongerThere(record, item, seat) from None
    seat = PlaySession(ScenarioMachine(scenario), rules, now, journal)
    _restore(seat, record, item)
    notes = [record.dropped] if record.dropped else []
    if record.edition < EDITION:
        if seat.over:
            raise PlayIsArchived(record)
        journal.append_edition(EDITION)
        notes.append(
            f"This conversation was started under {edition_words(record.edition)}; all its moves are still allowed, so it "
            f"continues under edition {EDITION}."
        )
    seat.note_end()
    seat.use_up(record.clock)
    left = seat.remaining()
    if record.clock and left is not None:
        notes.append(f"The clock continues where it stopped: {ceil(left)} s left for this move.")
    if item.reading.hash != header.hash:
        notes.append(
            "The scenario has changed since this conversation was started; every move still applies."
        )
    return Opened(seat, item, tuple(notes))


def _restore(seat: PlaySession, record: Record, item: ScenarioFile) -> None:
    """Play the moves of a record; raises MoveNoLongerApplies at the first that is not allowed where it was made."""
    for index, entry in enumerate(record.entries):
        scene = seat.conversation.state.scene
        if entry.scene is not None and entry.scene != scene:
            why = f"It was made in the scene {quoted(entry.scene)}, but the conversation is now in {quoted(scene)}."
            raise MoveNoLongerApplies(record, index, item, seat, why)
        try:
            seat.restore([entry.move])
            if entry.words:
                seat.words[index] = entry.words
        except IllegalMove as error:
            raise MoveNoLongerApplies(record, index, item, seat, error.message) from None


def scenario_path(record: Record, library: Library) -> Path:
    """Return the file the play was begun with, else the library's of that id: the library may have moved since."""
    header = record.header
    if header.path is not None and is_file(Path(header.path)):
        return Path(header.path)
    try:
        return library.find(header.scenario)
    except LibraryError:
        was = f" (it was at {quoted(header.path, 200)})" if header.path else ""
        message = f"This conversation's scenario {quoted(header.scenario)} is no longer there{was}."
        raise LibraryError(message, "Put it back, or name its folder with --library.") from None
