"""Find the saved plays of a scenario, and how far each still applies to a version of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.cli.streams import complain
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.days import NoSuchDay, on_day
from simulator.report.trails import retrace

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.records.record import Record
    from simulator.scenario.model import Scenario


class SavedPlay(NamedTuple):
    """A saved play, and the place of its first move that no longer applies, from 0; None where all of them do."""

    record: Record
    broken_at: int | None


def saved_plays(context: Context, scenario: Scenario) -> list[SavedPlay]:
    """Return the saved plays of a scenario, as they apply to it; saves that can't be listed are told on stderr."""
    try:
        records, _ = context.saves.list()
    except SimulatorError as error:
        complain(str(error))
        return []
    machine = ScenarioMachine(scenario)
    return [
        SavedPlay(record, _broken_at(machine, record))
        for record in records
        if record.header.scenario == scenario.id and record.entries and not record.header.shift
    ]


def _broken_at(machine: ScenarioMachine, record: Record) -> int | None:
    """Return the first move of a saved play that no longer applies on its day, or None; on a day that is gone none does."""
    try:
        day = on_day(machine.scenario, record.header.day).day
    except NoSuchDay:
        return 0
    return retrace(machine.on_day(day), record.entries)[1]
