"""Begin shifts and resume saved ones, and look back at those that a player has worked before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.play.opening import Opened
from simulator.play.sentences import cannot_be_saved
from simulator.play.shift_session import ShiftSession
from simulator.records.record import SHIFT_VERSION, Header
from simulator.records.save_failures import SaveFailed, UnreadableSave
from simulator.records.saves import NoHome
from simulator.ruleset import EDITION
from simulator.scenario.library import LibraryError, is_file
from simulator.shift.library import find_shift, read_shift
from simulator.text import clean_name, quoted
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from simulator.jobs.prospect_job import ProspectJob
    from simulator.records.history import History
    from simulator.records.journal import Journal
    from simulator.records.record import Record
    from simulator.records.saves import Saves
    from simulator.scenario.library import Library
    from simulator.shift.library import ShiftFile


class NotAShift(SimulatorError):
    """A saved conversation was to be resumed as a shift."""

    def __init__(self, name: str):
        super().__init__(
            f"{quoted(name)} is a saved conversation, not a shift.",
            f"Resume it with `simulator play --resume {name}`.",
        )


class ShiftNoLongerFits(SimulatorError):
    """A saved shift can't be resumed: its file or a scenario has changed, or the rules have."""

    hint_for_all = (
        "It is still saved. `simulator replay` shows it as far as it goes; or start a new shift."
    )

    def __init__(self, message: str, session: ShiftSession):
        self.session = session
        super().__init__(message, self.hint_for_all)


@dataclass(frozen=True, slots=True)
class OpenedCustomer(Opened):
    """The conversation with one customer of a shift, for what a face does with any conversation."""

    as_alone: bool = True
    """Whether it went as it could have gone outside the shift."""

    def reach(self) -> ProspectJob | None:
        """Begin to find out what was in reach; None where a search of the scenario alone wouldn't be about this play."""
        return Opened.reach(self) if self.as_alone else None


@dataclass(frozen=True, slots=True)
class OpenedShift:
    """A shift to play, and what the player should be told about it first."""

    session: ShiftSession
    notes: tuple[str, ...] = ()


def begin_shift(
    file: ShiftFile,
    saves: Saves,
    *,
    person: str | None,
    seed: int,
    started: datetime,
    now: Callable[[], float],
) -> OpenedShift:
    """Begin a shift; where it cannot be kept, it is played unkept, and a note says so."""
    header = Header(
        scenario=clean_name(file.shift.id, 255) or "shift",
        path=str(file.path.absolute()),
        hash=file.digest,
        person=person,
        seed=seed,
        mode=Mode.PRACTICE,
        timed=False,
        program=__version__,
        started=started,
        version=SHIFT_VERSION,
        shift=True,
    )
    try:
        return OpenedShift(ShiftSession(file, seed, now, saves.create(header)))
    except (SaveFailed, UnreadableSave, NoHome) as error:
        return OpenedShift(ShiftSession(file, seed, now, None), (cannot_be_saved(error),))


def resume_shift(journal: Journal, library: Library, now: Callable[[], float]) -> OpenedShift:
    """Resume a saved shift; raises NotAShift, ShiftNoLongerFits, LibraryError or ShiftHasErrors."""
    record = journal.record
    if not record.header.shift:
        raise NotAShift(record.name)
    session, broken_at, why = retrace_shift(record, library, now, journal)
    if broken_at is not None:
        move = f"move {broken_at + 1} of {len(record.entries)} ({quoted(record.moves[broken_at])})"
        message = (
            f"The shift or one of its scenarios has since changed: {move} no longer applies. {why}"
        )
        if record.edition < EDITION:
            message = (
                f"This shift was started under edition {record.edition} of the rules, and {move} isn't allowed under "
                f"edition {EDITION}."
            )
        raise ShiftNoLongerFits(message, session)
    notes = [record.dropped] if record.dropped else []
    if record.edition < EDITION and record.ended is None:
        journal.append_edition(EDITION)
    session.note_end()
    if session.file.digest != record.header.hash:
        notes.append(
            "The shift or one of its scenarios has changed since it was started; every move still applies."
        )
    return OpenedShift(session, tuple(notes))


def retrace_shift(
    record: Record,
    library: Library,
    now: Callable[[], float] = lambda: 0.0,
    journal: Journal | None = None,
) -> tuple[ShiftSession, int | None, str]:
    """Play the moves of a saved shift again, on its files as they are now.

    Returns the session as far as they apply, and the place of the first move that doesn't, from 0, with why; None where all do.
    Raises LibraryError or ShiftHasErrors where the shift isn't there or can't be read.
    """
    file = read_shift(shift_path(record, library), library)
    session = ShiftSession(file, record.header.seed or 0, now, journal)
    for index, entry in enumerate(record.entries):
        here = session.play.conversation
        if here and entry.scene is not None and entry.scene != here.state.scene:
            why = f"It was made in the scene {quoted(entry.scene)}, but the conversation is now in {quoted(here.state.scene)}."
            return session, index, why
        try:
            session.restore(entry.move)
        except IllegalMove as error:
            return session, index, error.message
    return session, None, ""


def opened_customer(session: ShiftSession, at: int) -> OpenedCustomer:
    """Return the conversation with one of the customers so far, counted from 0."""
    seat = session.seats[at]
    item = session.file.scenarios.file(session.play.drawn[at])
    alone = seat.breaths == 0 and not seat.start.leaks and not session.is_remembered(at)
    slipped = any(turn.reply and turn.reply.leaky is not None for turn in seat.turns)
    return OpenedCustomer(seat, item, as_alone=alone and not slipped)


def shift_path(record: Record, library: Library) -> Path:
    """Return the file a shift was begun with, else the library's of that id; raises LibraryError."""
    path = record.header.path
    if path is not None and is_file(Path(path)):
        return Path(path)
    try:
        return find_shift(library, record.header.scenario)
    except LibraryError:
        was = f" (it was at {quoted(path, 200)})" if path else ""
        message = f"The shift {quoted(record.header.scenario)} is no longer there{was}."
        raise LibraryError(message, "Put it back, or name its folder with --library.") from None


def shifts_of(saves: Saves, history: History | None, person: str | None) -> list[Record]:
    """Return a person's saved shifts with at least one move, the newest first; none where they can't be read."""
    from simulator.play.saves_list import list_saves

    listing = list_saves(saves, history)
    theirs = {
        play.stem for play in listing.plays if play.shift and play.moves and play.person == person
    }
    try:
        return saves.list(wanted=theirs.__contains__)[0] if theirs else []
    except SimulatorError:
        return []


def open_pledge(shifts: list[Record]) -> str:
    """Return the pledge that the last shift ended with, unless it was asked about since; "" for none."""
    for record in shifts:
        for kind, text in reversed(record.notes):
            if kind in ("pledge", "kept"):
                return text if kind == "pledge" else ""
    return ""
