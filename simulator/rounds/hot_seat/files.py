"""Begin a hot-seat round in a file, and resume the one that a file holds.

Everything that can be wrong with a file is raised as one sentence before anyone plays.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.play.opening import playable
from simulator.rounds.event_log import ROUND, EventLog, RecordFailed
from simulator.rounds.hot_seat.model import Variant
from simulator.rounds.hot_seat.round import HotSeat
from simulator.rounds.model import Setup
from simulator.rounds.scenario_texts import readings_of
from simulator.scenario.library import ScenarioFile
from simulator.text import count, path_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.rounds.event_log import Event
    from simulator.rounds.model import Show
    from simulator.rounds.roster import Entry


@dataclass(frozen=True, slots=True)
class Plan:
    """A round that is to be played: how, what, and who sees what of the board."""

    path: Path
    setup: Setup
    variant: Variant
    items: tuple[ScenarioFile, ...]
    show: Show

    @property
    def room(self) -> int:
        """How many can play."""
        most = self.setup.max_seats
        return most if self.variant.together or self.variant.same else min(most, len(self.items))


@dataclass(frozen=True, slots=True)
class Opened:
    """A round with its file, which `close` closes."""

    round: HotSeat
    record: EventLog
    items: tuple[ScenarioFile, ...]

    def close(self) -> None:
        """Close the file; all of the round is on the disk."""
        self.record.close()


def begin(
    plan: Plan, entries: Sequence[Entry], now: Callable[[], float], wall: Callable[[], str]
) -> Opened:
    """Return a new round; raises SimulatorError."""
    too_many(plan, len(entries))
    record = EventLog(plan.path, new=True)
    try:
        scenarios = [playable(item.reading) for item in plan.items]
        hot = HotSeat(plan.setup, plan.variant, scenarios, record, now=now, wall=wall)
        hot.open(plan.show)
        for entry in entries:
            hot.add(entry)
    except BaseException:
        record.close()
        record.remove()  # else half a roster would stand in the way of the next try
        raise
    return Opened(hot, record, plan.items)


def too_many(plan: Plan, players: int) -> None:
    """Raise SimulatorError where that many can't play."""
    if players <= plan.room:
        return
    if plan.room == plan.setup.max_seats:
        raise SimulatorError(f"A round has room for {plan.room} players.")
    many = len(plan.items)
    raise SimulatorError(
        f"There are {players} players and {count(many, 'scenario')}, so some would play one "
        "they had just watched.",
        "Name a scenario for each, play one --together, or use --same to allow it anyway.",
    )


def reopen(path: Path, now: Callable[[], float], wall: Callable[[], str]) -> Opened:
    """Return the round that a file holds, paused where it was; raises SimulatorError."""
    record = EventLog(path, new=False)
    try:
        events = record.events()
        try:
            setup, variant = _opening(events, path)
            setup.check_edition()
            items = tuple(
                ScenarioFile(Path(file), reading)
                for file, reading in zip(setup.scenarios, readings_of(setup), strict=True)
            )
            scenarios = [playable(item.reading) for item in items]
            hot = HotSeat(setup, variant, scenarios, record, now=now, wall=wall)
            hot.reopen(events)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, IllegalMove) as error:
            message = f"{path_text(path)} holds a round that contradicts itself."
            raise RecordFailed(message, "The file was left as it is.") from error
    except BaseException:
        record.close()
        raise
    return Opened(hot, record, items)


def _opening(events: Sequence[Event], path: Path) -> tuple[Setup, Variant]:
    for event in events:
        if event.stream == ROUND and event.kind == "opened":
            if "hot_seat" not in event.body:
                raise RecordFailed(
                    f"{path_text(path)} holds a hosted round.",
                    "Resume it with `simulator host --resume --db` and this file.",
                )
            return Setup.from_json(event.body["setup"]), Variant.from_json(event.body["hot_seat"])
    raise RecordFailed(f"There is no round in {path_text(path)}.")
