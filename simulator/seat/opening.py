"""Begins plays and resumes saved ones: from a scenario file or a save to a seat.

What can be wrong with a save (its scenario gone, broken, or changed so that a move no longer applies) is raised with fields, so
that each face can offer what it can.
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
from simulator.records.failures import SaveFailed, UnreadableSave, clean_name
from simulator.records.record import CLOCK_SINCE, Header, Record
from simulator.records.saves import NoHome
from simulator.scenario.diagnostic import Severity, quoted
from simulator.scenario.library import Library, LibraryError, Shelved, is_file, load, read_bytes
from simulator.seat.local import LocalSeat
from simulator.seat.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from simulator.records.journal import Journal
    from simulator.records.saves import Saves
    from simulator.scenario.model import Scenario
    from simulator.scenario.parse import Reading
    from simulator.seat.reaching import Reaching


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
            "`simulator check` with this file shows every error.",
        )


class MoveNoLongerApplies(SimulatorError):
    """A saved play cannot be resumed, because its scenario has changed: `index` counts moves from 0.

    `start` and `turns` are what still applies, `item` the scenario as it is now; the journal is kept as it is.
    """

    def __init__(self, record: Record, index: int, item: Shelved, seat: LocalSeat, why: str):
        self.record, self.index, self.item = record, index, item
        self.start, self.turns = seat.start, tuple(seat.turns)
        move = record.moves[index]
        super().__init__(
            f"The scenario has changed since this play: move {index + 1} of {len(record.moves)}, "
            f"{quoted(move)}, no longer applies. {why}",
            "The play is kept. Begin a new one, or look at this one as far as it goes.",
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """A seat to play from, the scenario it is of, and what the player should be told about it first."""

    seat: LocalSeat
    item: Shelved
    notes: tuple[str, ...] = ()

    def reach(self) -> Reaching | None:
        """Begin to find out what was in reach in this play; None where its file is no longer what was played."""
        from simulator.seat.reaching import Reaching

        try:
            data = read_bytes(self.item.path)
        except LibraryError:
            return None
        if not self.seat.turns or sha256(data).hexdigest() != self.item.reading.hash:
            return None
        return Reaching(data, self.item.id, tuple(turn.move for turn in self.seat.turns))


def first_conversation() -> Shelved:
    """The guided first conversation, which comes with the program and is not in the library."""
    path = Path(__file__).with_name("first-call.toml")
    return Shelved(path, load(path))


def playable(reading: Reading) -> Scenario:
    """The scenario of a reading; raises ScenarioHasErrors if it has none."""
    if reading.scenario is None:
        raise ScenarioHasErrors(reading)
    return reading.scenario


def begin(
    item: Shelved,
    rules: Rules,
    saves: Saves,
    *,
    person: str | None,
    started: datetime,
    now: Callable[[], float],
    given: Sequence[str] = (),
) -> Opened:
    """Begin a play; where it cannot be kept, it is played unkept, and a note says so.

    With `given` moves it begins after them, as a play that is tried again from there.
    """
    machine = ScenarioMachine(playable(item.reading))
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
        version=CLOCK_SINCE if rules.timed else 1,
    )
    notes: list[str] = []
    try:
        seat = LocalSeat(machine, rules, now, saves.create(header))
    except (SaveFailed, UnreadableSave, NoHome) as error:
        notes.append(f"This play cannot be kept: {error}")
        seat = LocalSeat(machine, rules, now, None)
    for move in given:
        try:
            seat.move(move)
        except SaveFailed as error:
            notes.append(f"This play cannot be kept: {error}")
            seat.detach()
            seat.move(move)
    return Opened(seat, item, tuple(notes))


def again_from(opened: Opened, index: int) -> tuple[Rules, tuple[str, ...]]:
    """How to try a play again before its move of an index, counted from 0: the rules, and the moves to be given.

    An exam is tried again as practice, because its ending is known by then.
    """
    seat = opened.seat
    rules = seat.rules
    if rules.mode == "exam":
        rules = replace(rules, mode="practice")
    return rules, tuple(turn.move for turn in seat.turns[:index])


def resume(
    journal: Journal, library: Library, factor: float | None, now: Callable[[], float]
) -> Opened:
    """Go on with a saved play; raises MoveNoLongerApplies, ScenarioHasErrors or LibraryError."""
    record = journal.record
    header = record.header
    path = _scenario_file(record, library)
    item = Shelved(path, load(path))
    machine = ScenarioMachine(playable(item.reading))
    rules = Rules(header.mode, header.timed, factor, header.seed)
    seat = LocalSeat(machine, rules, now, journal)
    for index, entry in enumerate(record.entries):
        scene = seat.conversation.state.scene
        if entry.scene is not None and entry.scene != scene:
            why = f"It was made in the scene {quoted(entry.scene)}, and the play now stands in {quoted(scene)}."
            raise MoveNoLongerApplies(record, index, item, seat, why)
        try:
            seat.restore([entry.move])
        except IllegalMove as error:
            raise MoveNoLongerApplies(record, index, item, seat, error.message) from None
    seat.note_end()
    seat.use_up(record.clock)
    notes = [record.dropped] if record.dropped else []
    left = seat.remaining()
    if record.clock and left is not None:
        notes.append(f"The clock goes on where it stood: {ceil(left)} s left for this move.")
    if item.reading.hash != header.hash:
        notes.append(
            "The scenario has changed since this play was begun; every move still applies."
        )
    return Opened(seat, item, tuple(notes))


def _scenario_file(record: Record, library: Library) -> Path:
    """The file the play was begun with, else the library's of that id: the library may have moved since."""
    header = record.header
    if header.path is not None and is_file(Path(header.path)):
        return Path(header.path)
    try:
        return library.find(header.scenario)
    except LibraryError:
        was = f" (it was at {quoted(header.path, 200)})" if header.path else ""
        message = f"The scenario {quoted(header.scenario)} of this play is not there any more{was}."
        raise LibraryError(message, "Put it back, or name its folder with --library.") from None
