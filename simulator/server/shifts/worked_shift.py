"""A shift as its events make it: the session that every face plays a shift by, moved by the events alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.play.shift_day import day_of
from simulator.play.shift_session import ShiftSession
from simulator.scenario.library import ScenarioFile
from simulator.scenario.parse import parse
from simulator.server.plays.events import time_of
from simulator.server.plays.shelf import TextGone
from simulator.server.shifts.events import ShiftMoved, ShiftOpened, read_body
from simulator.shift.library import NamedScenarios, ShiftFile
from simulator.shift.read import parse_shift

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping
    from datetime import datetime

    from simulator.rounds.event_log import Event
    from simulator.scenario.parse import Reading
    from simulator.shift.day import Day


class ShiftNoLongerFits(SimulatorError):
    """The rules have changed and no longer allow a move of a shift."""

    def __init__(self) -> None:
        super().__init__(
            "The rules have changed since this shift was started, and one of its moves isn't allowed now.",
            "Start the shift again to play it under the current rules.",
        )


class KeptScenarios(NamedScenarios):
    """The scenarios of a shift as they were when it began."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        super().__init__({id: Path(f"{id}.toml") for id in readings})
        self._readings = readings

    def file(self, id: str) -> ScenarioFile:
        """Return the file of a scenario; raises KeyError."""
        return ScenarioFile(self.files[id], self._readings[id])


def shift_file(opened: ShiftOpened, texts: Mapping[str, bytes]) -> ShiftFile:
    """Return the files that a shift was opened with, from their texts by sha256; raises TextGone."""
    readings = {}
    for id, hash in opened.scenarios.items():
        if hash not in texts:
            raise TextGone(id)
        readings[id] = parse(texts[hash], id, id, warnings=False)
    scenarios = KeptScenarios(readings)
    if opened.text not in texts:
        raise TextGone(opened.shift)
    shift = parse_shift(texts[opened.text], opened.shift, opened.shift, scenarios).value
    if shift is None:
        raise TextGone(opened.shift)
    return ShiftFile(Path(f"{opened.shift}.toml"), shift, scenarios, opened.text)


@dataclass
class WorkedShift:
    """A shift of someone's as far as its events go; `since` is when the move that is due became due."""

    id: str
    opened: ShiftOpened
    begun: datetime
    since: datetime
    session: ShiftSession
    cmds: set[str]
    version: int = 1

    @classmethod
    def open(cls, id: str, event: Event, file: ShiftFile) -> WorkedShift:
        """Return a shift as its first event opens it."""
        opened = read_body(event)
        assert isinstance(opened, ShiftOpened)
        session = ShiftSession(file, opened.seed, lambda: 0.0, None)
        at = time_of(event)
        return cls(id, opened, at, at, session, {event.cmd or ""})

    def take(self, event: Event) -> None:
        """Apply the next event; one that was applied already changes nothing. Raises ShiftNoLongerFits."""
        if event.version != self.version + 1:
            return
        body = read_body(event)
        assert isinstance(body, ShiftMoved)
        try:
            self.session.restore(body.move)
        except IllegalMove:
            raise ShiftNoLongerFits from None
        self.version, self.since = event.version, time_of(event)
        self.cmds.add(event.cmd or "")

    @property
    def over(self) -> bool:
        """Whether the last customer has left."""
        return self.session.over

    def day(self, causes: Counter[str]) -> Day:
        """Return it as the values that are told of it; `causes` are those of the person's other shifts."""
        said = (("intention", self.opened.intention), ("day", self.opened.feeling))
        return day_of(self.session, said, causes)
