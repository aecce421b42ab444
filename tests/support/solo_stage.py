"""Solo plays without a server: a play and its events, moved in as a page moves it, at times that the test says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import UNSET

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.rounds.event_log import Event
from simulator.ruleset import EDITION, LISTEN
from simulator.scenario.parse import parse
from simulator.server.plays.events import Kind, Moved, Opened, time_text, write_body
from simulator.server.plays.moves import Answer, Asked, Step, answer, end_of
from simulator.server.plays.page import PlayPage, play_page
from simulator.server.plays.solo import fold
from simulator.vocabulary import Mode
from tests.support.scenarios import head

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.server.plays.solo import SoloPlay

SCENES = """
[scenes.a]
says = ["My parcel.", "Where is it?"]
[[scenes.a.replies]]
id = "own-it"
text = "I'll find it."
skills = ["own"]
promises = ["ring-at-one"]
to = "b"
[[scenes.a.replies]]
id = "brush-off"
text = "No idea."
slips = ["blame"]
to = "b"
[scenes.b]
says = "Well?"
[[scenes.b.replies]]
id = "tell"
text = "It's here."
note = "The author's note."
to = "done"
[scenes.done]
says = "Thanks."
ending = "found"
outcome = "full"
need = "met"
"""
PARCEL = head("The parcel", needs=["own"], clock=30) + SCENES
"""A short scenario with a clock, a promise, and more to hear."""
BEGAN = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@dataclass
class SoloStage:
    """A play of a scenario as one record has it; `now` is the time that it is."""

    scenario: Scenario
    mode: Mode = Mode.COACH
    timed: bool = False
    factor: float | None = 1.0
    given: tuple[str, ...] = ()
    now: datetime = BEGAN
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._machine = ScenarioMachine(self.scenario)
        start = Conversation.begin(self._machine)
        opened = Opened(
            person="kim",
            scenario=self.scenario.id,
            text="0" * 64,
            edition=EDITION,
            mode=self.mode,
            seed=7,
            secret="secret",
            day=self.scenario.day,
            timed=self.timed,
            factor=self.factor,
            given=self.given,
            end=end_of(start) if start.over else UNSET,
        )
        self._write(Kind.OPENED, write_body(opened), "open")

    @property
    def play(self) -> SoloPlay:
        """The play as its events make it."""
        play = fold("p1", self.events, lambda opened: self._machine)
        assert play is not None
        return play

    @property
    def page(self) -> PlayPage:
        """The page that shows it now."""
        return play_page(self.play, self.now, "next")

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    def ask(self, move: str, cmd: str = "", version: int | None = None) -> Answer:
        """Ask for a move as a page does, and keep the event that answers."""
        play = self.play
        version = play.version if version is None else version
        cmd = cmd or f"cmd{len(self.events)}"
        found = answer(play, Asked(version, cmd, move), self.now)
        if isinstance(found, Step):
            kind = Kind.MOVED if isinstance(found.body, Moved) else Kind.UNDONE
            self._write(kind, write_body(found.body), cmd)
        return found

    def _write(self, kind: Kind, body: dict[str, object], cmd: str) -> None:
        event = Event("kim/play/p1", len(self.events) + 1, kind, time_text(self.now), body, cmd)
        self.events.append(event)


def parcel() -> Scenario:
    """The short scenario."""
    scenario = parse(PARCEL.encode(), "parcel", "parcel.toml").scenario
    assert scenario is not None
    return scenario


def told_in(scenario: Scenario) -> set[str]:
    """What an author says of moves, and what a page of an exam may not have in it."""
    replies = [reply for scene in scenario.scenes.values() for reply in scene.replies]
    seen = {reply.text for reply in replies} | {reply.action for reply in replies}
    names = {reply.id for reply in replies} | {f"{name}" for name in scenario.scenes}
    return ({reply.note for reply in replies} | names | {scenario.lesson}) - seen - {"", LISTEN}
