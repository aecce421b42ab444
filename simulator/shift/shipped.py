"""The shifts that come with the program, and the scenarios they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.library import Library, load, shipped_folder
from simulator.shift.read import load_shift, shift_files

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.shift.model import Shift


def shipped_scenarios() -> dict[str, Scenario]:
    """Return the shipped scenarios by id."""
    readings = ((path.stem, load(path)) for path in Library((shipped_folder(),)).files())
    return {id: reading.scenario for id, reading in readings if reading.scenario}


def shipped_shifts(scenarios: dict[str, Scenario]) -> list[Shift]:
    """Return the shipped shifts, by id."""
    readings = (load_shift(path, scenarios) for path in shift_files((shipped_folder(),)))
    return [reading.value for reading in readings if reading.value]
