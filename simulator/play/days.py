"""The days of a scenario: the one that a player names, and the one that is drawn where none is named.

Apart from opening a play, because a brief shows the day before the engine is loaded.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.records.record import MAX_DAY_LENGTH
from simulator.text import clean_name, listed, quoted

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


class NoSuchDay(SimulatorError):
    """A scenario was to be played on a day that it doesn't have; the hint lists its days."""

    def __init__(self, scenario: Scenario, name: str):
        days = [quoted(day.name, 200) for day in scenario.days]
        there = f"Apart from the first day, which has no name, it has {listed(days)}."
        super().__init__(
            f"{quoted(scenario.title)} has no day {quoted(name, 200)}.",
            there if days else "There are no days to choose from.",
        )


def on_day(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario on the day of that name, "" for the first; raises NoSuchDay."""
    wanted = clean_name(name, MAX_DAY_LENGTH)
    if not wanted:
        return scenario
    for day in scenario.days:
        if clean_name(day.name, MAX_DAY_LENGTH) == wanted:
            return scenario.on_day(day.name)
    raise NoSuchDay(scenario, name)


def drawn_day(scenario: Scenario, seed: int | None) -> str:
    """Draw one of the scenario's days by a seed, each as likely as the others; the first, "", without a seed."""
    if seed is None or not scenario.days:
        return ""
    names = ("", *(day.name for day in scenario.days))
    digest = sha256(f"{seed}/day".encode()).digest()
    return names[int.from_bytes(digest) % len(names)]
