"""A round as values: how it is set up, its phases, what its board shows.

Pure: no clock, no sockets, no files. points.py has what a play comes to, and names.py what people are called.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.play.days import NoSuchDay, on_day
from simulator.records.record import FIRST_EDITION, MAX_DAY_LENGTH
from simulator.report.words import edition_words
from simulator.rounds.class_list import Expected
from simulator.ruleset import EDITION
from simulator.text import clean_name
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.scenario.model import Scenario

MAX_BONUS = 20


class Phase(StrEnum):
    """Where a round is."""

    LOBBY = "lobby"
    COUNTDOWN = "countdown"
    OPEN = "open"
    PAUSED = "paused"
    DEBRIEF = "debrief"
    CLOSED = "closed"


class Show(StrEnum):
    """What a seat sees of the board."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Setup:
    """How a round is played: scenarios by their paths, seconds for its limit and countdown, mode, and how many may join.

    `clock` is the seconds of a reply in place of the scenario's own, None to leave them. The first `practice` scenarios do not
    count. With `reset` no points are carried from one scenario to the next. `speed_bonus` is the most that speed may add.
    `day` names the day that every seat plays, in the scenarios that have it; `edition` is that of the rules. `texts` are the
    scenario files as they were, so that the record is enough to read the round; records of earlier versions have none.
    In `own_words` a seat hides the replies until something is typed; speed adds nothing then.
    `people` is the class list: who isn't on it waits for the trainer's yes; without one anyone with the code may join.
    """

    name: str
    scenarios: tuple[str, ...]
    hashes: tuple[str, ...]
    mode: Mode
    clock: int | None
    limit: int
    countdown: int
    max_seats: int
    practice: int = 0
    reset: bool = False
    speed_bonus: int = 0
    day: str = ""
    edition: int = EDITION
    texts: tuple[str, ...] = ()
    people: tuple[Expected, ...] = ()
    own_words: bool = False

    def carries(self, scenario: int) -> bool:
        """Return whether the points of a scenario, counted from 0, are carried to the next."""
        return scenario >= self.practice and not self.reset

    def as_json(self) -> dict[str, Any]:
        """Return the setup as the record keeps it."""
        return {
            "name": self.name,
            "scenarios": list(self.scenarios),
            "hashes": list(self.hashes),
            "mode": self.mode,
            "clock": self.clock,
            "limit": self.limit,
            "countdown": self.countdown,
            "max_seats": self.max_seats,
            "practice": self.practice,
            "reset": self.reset,
            "speed_bonus": self.speed_bonus,
            "day": self.day,
            "edition": self.edition,
            "texts": list(self.texts),
            "people": [person.as_json() for person in self.people],
            "own_words": self.own_words,
        }

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Setup:
        """Return the setup that a record keeps; raises KeyError, TypeError or ValueError where it isn't one."""
        return cls(
            str(body["name"]),
            tuple(map(str, body["scenarios"])),
            tuple(map(str, body["hashes"])),
            Mode(body["mode"]),
            None if body["clock"] is None else int(body["clock"]),
            int(body["limit"]),
            int(body["countdown"]),
            int(body["max_seats"]),
            int(body.get("practice", 0)),
            bool(body.get("reset", False)),
            int(body.get("speed_bonus", 0)),
            clean_name(str(body.get("day", "")), MAX_DAY_LENGTH),
            int(body.get("edition", FIRST_EDITION)),
            tuple(map(str, body.get("texts", ()))),
            tuple(map(Expected.from_json, body.get("people", ()))),
            bool(body.get("own_words", False)),
        )

    def check_edition(self) -> None:
        """Raise SimulatorError where the round began under another edition of the rules."""
        if self.edition != EDITION:
            raise SimulatorError(
                f"This round began under {edition_words(self.edition)}, and this program plays by edition {EDITION}, "
                "so it can't be resumed."
            )

    def staged(self, scenario: Scenario) -> Scenario:
        """Return the scenario as this round plays it: on its day, where the scenario has that day, and by its clock."""
        with contextlib.suppress(NoSuchDay):
            scenario = on_day(scenario, self.day)
        return clocked(scenario, self.clock)


def check_day(scenarios: Sequence[Scenario], day: str) -> None:
    """Raise NoSuchDay where none of a round's scenarios has the day."""
    missing: NoSuchDay | None = None
    for scenario in scenarios:
        try:
            on_day(scenario, day)
        except NoSuchDay as error:
            missing = missing or error
        else:
            return
    if missing:
        raise missing


def clocked(scenario: Scenario, clock: int | None) -> Scenario:
    """Return the scenario with another clock in all of its scenes, if there is to be one."""
    if clock is None:
        return scenario
    scenes = {name: replace(scene, clock=None) for name, scene in scenario.scenes.items()}
    return replace(scenario, clock=clock, scenes=MappingProxyType(scenes))
