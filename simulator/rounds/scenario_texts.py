"""The scenarios of a round, read from the texts that its own file holds, so that the file is enough to read or resume it.

A round that was begun by an earlier version holds only paths; its scenarios are read from there, and must be as they were.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import SimulatorError
from simulator.rounds.words import SCENARIO_CHANGED
from simulator.scenario.library import load, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.rounds.model import Setup
    from simulator.scenario.parse import Reading


class ScenarioText(NamedTuple):
    """A scenario that a new round is played with: its reading, and its file's text and name as the record will hold them."""

    reading: Reading
    text: str
    file: str


def read_scenarios(files: Iterable[Path]) -> list[ScenarioText]:
    """Return what a new round is played with, each file read once; raises LibraryError.

    A file that isn't UTF-8 is not a scenario either, and whoever plays it is told why: its text doesn't matter.
    """
    from simulator.scenario.parse import parse

    found = []
    for file in files:
        data = read_bytes(file)
        found.append(
            ScenarioText(
                parse(data, file.stem, str(file)), data.decode("utf-8", "replace"), str(file)
            )
        )
    return found


def kept_reading(setup: Setup, at: int) -> Reading | None:
    """Return a scenario as a round's own record holds it, counted from 0; None where it doesn't, or holds another one."""
    if at >= len(setup.texts):
        return None
    from simulator.scenario.parse import parse

    file = setup.scenarios[at]
    reading = parse(setup.texts[at].encode("utf-8", "replace"), Path(file).stem, file)
    return reading if reading.hash == setup.hashes[at] else None


def readings_of(setup: Setup) -> list[Reading]:
    """Return the scenarios of a round that is resumed; raises SimulatorError where one isn't as it was."""
    readings = [
        kept_reading(setup, at) or load(Path(file)) for at, file in enumerate(setup.scenarios)
    ]
    if [reading.hash for reading in readings] != list(setup.hashes):
        raise SimulatorError(*SCENARIO_CHANGED)
    return readings
