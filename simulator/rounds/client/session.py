"""A seat of a round as its client knows it: what the server has said so far, as values that a face can show.

Pure: messages in, updates out; no socket, no drawing, time from the function it is given. Messages are cleaned and checked
before they come here (reading.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import UNSET

from simulator.engine.lines import Line
from simulator.engine.state import Gauges
from simulator.play.choices import Choice
from simulator.play.rules import Rules
from simulator.report.classes import Chosen, ClassPoint
from simulator.report.sections import Entry, Section
from simulator.rounds.message_parts import (
    ScenarioCard,
)
from simulator.rounds.model import Phase
from simulator.rounds.protocol import (
    BoardUpdate,
    Debrief,
    Moved,
    OwnRow,
    Refusal,
    SeatGiven,
    SeatMessage,
    SeatState,
    TeamsUpdate,
    Waiting,
)
from simulator.rounds.requests import Move
from simulator.rounds.words import CUT_OFF, phase_words, scale_words, standing_words
from simulator.ruleset import SILENCE
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.rounds.message_parts import (
        BoardRow,
        DebriefPane,
        DebriefSection,
        SceneNow,
        SpokenLine,
        TeamRow,
        TurningPoint,
    )

PLAYING = (Phase.OPEN, Phase.PAUSED)
_NOTHING_YET = ScenarioCard(number=0, of=0, title="", channel="phone", name="", about="", brief="")


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection has broken off, and is being made again."""


SessionMessage: TypeAlias = SeatMessage | Lost


class UpdateKind(Enum):
    """What a message changed."""

    SEATED = "seated"
    WAITING = "waiting"
    ENTERED = "entered"
    CAUGHT_UP = "caught up"
    MOVED = "moved"
    REFUSED = "refused"
    OWN = "own"
    DEBRIEF = "debrief"
    LOST = "lost"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class TurnUpdate:
    """What one turn brought: the lines in order, whether it was a silence, and in coach mode why it moved the customer."""

    lines: tuple[Line, ...]
    silent: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """What a message changed, with the turn that it brought, or the server's words."""

    kind: UpdateKind
    turn: TurnUpdate = TurnUpdate(())
    text: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What can be heard and said now, and how the customer feels; the gauges only where the mode shows them."""

    choices: tuple[Choice, ...]
    can_listen: bool
    band: str
    gauges: Gauges | None = None


@dataclass(frozen=True, slots=True)
class Pane:
    """A part of a debrief."""

    name: str
    sections: tuple[Section, ...]


@dataclass
class RemoteSession:
    """A seat of a round; `now` counts seconds. Changed by `apply` alone, but for the move that is on its way (`asked`)."""

    now: Callable[[], float]
    name: str = ""
    round: str = ""
    phase: Phase | None = None
    trouble: str = ""
    waiting: str = ""
    """Why the seat isn't there yet: the trainer is asked."""
    late: tuple[str, ...] = ()
    """What someone who came in late has to know."""
    rules: Rules = field(default_factory=lambda: Rules(Mode.EXAM, timed=True))
    customer: ScenarioCard = _NOTHING_YET
    turn: int = 0
    scene: Scene | None = None
    before: Gauges | None = None
    ended: bool = False
    past: list[TurnUpdate] = field(default_factory=list)
    board: tuple[BoardRow, ...] = ()
    seats: int = 0
    done: int = 0
    teams: tuple[TeamRow, ...] = ()
    counts: bool = True
    speed_bonus: int = 0
    played: bool = False
    """Whether the seat has a result in the scenario that is over."""
    own: BoardRow | None = None
    points: tuple[ClassPoint, ...] = ()
    panes: tuple[Pane, ...] = ()
    moods: tuple[int, ...] = ()
    connected: bool = False
    asked: Move | None = None
    _turn_left: float | None = None
    _allowed: float | None = None
    _left: float | None = None
    _at: float = 0.0

    def ask(self, move: str, cmd: str) -> Move | None:
        """Return the message for a move by a new `cmd`; None while another is on its way, or where none can be made."""
        if self.asked is not None or not self.may_move:
            return None
        self.asked = Move(cmd, self.turn, move)
        return self.asked

    @property
    def may_move(self) -> bool:
        """Whether a move can be made now."""
        return self.phase is Phase.OPEN and self.scene is not None and not self.ended

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be replied now."""
        return self.scene.choices if self.scene and not self.ended else ()

    @property
    def can_listen(self) -> bool:
        """Whether there is more to hear."""
        return bool(self.scene and self.scene.can_listen and not self.ended)

    @property
    def can_only_wait(self) -> bool:
        """Whether nothing can be said or heard; where no clock makes the silence, the player does."""
        return self.may_move and not self.choices and not self.can_listen

    def remaining(self) -> float | None:
        """Return the seconds left for the move that is due; None where no clock runs."""
        return None if self.ended else self._running(self._turn_left)

    def allowed(self) -> float | None:
        """Return the seconds that the move that is due is given in all; None where no clock runs."""
        return self._allowed

    def left(self) -> float | None:
        """Return the seconds left of the countdown or the round; None where nothing runs out."""
        return self._running(self._left)

    @property
    def is_last(self) -> bool:
        """Whether the scenario is the round's last."""
        return self.customer.number >= self.customer.of

    def phase_words(self) -> str:
        """Return what is said of the phase."""
        return phase_words(self.phase or Phase.LOBBY, self.customer.number, self.customer.of)

    def standing_lines(self) -> tuple[str, ...]:
        """Return where the seat stands once a scenario is over, then what points mean; nothing where that isn't told."""
        own = self.own
        if own is None:
            return ()
        standing = standing_words(own.rank, own.points, self.seats, over=True, last=self.is_last)
        cut_off = (CUT_OFF,) if self.played and own.rank is not None and not own.done else ()
        return (standing, *cut_off, scale_words(self.speed_bonus))

    def _running(self, told: float | None) -> float | None:
        if told is None:
            return None
        stands = self.phase not in (Phase.COUNTDOWN, Phase.OPEN) or not self.connected
        return max(0.0, told if stands else told - (self.now() - self._at))

    # Messages

    def apply(self, message: SessionMessage) -> Update:  # noqa: C901 - one case for each kind
        """Take in a message; return what it changed."""
        match message:
            case SeatGiven():
                self.connected, self.name, self.waiting = True, message.name, ""
                return Update(UpdateKind.SEATED)
            case Waiting():
                self.waiting = message.message
                return Update(UpdateKind.WAITING, text=message.message)
            case SeatState():
                return self._apply_state(message)
            case Moved():
                return self._apply_move(message)
            case Refusal():
                self.asked = None
                return Update(UpdateKind.REFUSED, text=message.message)
            case BoardUpdate():
                self._apply_board(message)
            case TeamsUpdate():
                self.teams = message.teams
            case OwnRow():
                self.own = message.row
                return Update(UpdateKind.OWN)
            case Debrief():
                self.panes, self.moods = tuple(map(_pane, message.panes)), message.moods
                return Update(UpdateKind.DEBRIEF)
            case Lost():
                self._left, self._turn_left = self.left(), self.remaining()
                self.connected = False
                return Update(UpdateKind.LOST)
        return Update(UpdateKind.SHOWN)

    def _apply_board(self, message: SeatState | BoardUpdate) -> None:
        """Take in what states and boards have in common."""
        self._turn_left = self.remaining()
        self._left = _seconds(message.remaining_ms)
        self._at = self.now()
        self.seats, self.done, self.board = message.seats, message.done, message.board

    def _apply_state(self, state: SeatState) -> Update:
        phase, customer = state.phase, state.scenario
        entered = (phase, customer.number) != (self.phase, self.customer.number)
        if customer.number != self.customer.number:
            self.past, self.before, self.scene, self.turn = [], None, None, 0
            self.panes, self.points, self.asked = (), (), None
        self.phase, self.customer = phase, customer
        self.round, self.trouble, self.late = state.round, state.trouble, state.late
        self.name = state.name or self.name
        self.rules = Rules(state.mode, timed=True)
        self.teams, self.counts = state.teams, state.counts
        self.speed_bonus, self.played = state.speed_bonus, state.result is not UNSET
        self._apply_board(state)
        scene = None if state.scene is None else _scene(state.scene)
        if state.turn != self.turn or scene is None:
            self.before = None
        self.turn, self.scene, self.ended = state.turn, scene, state.ended
        self._turn_left, self._allowed = _seconds(state.turn_ms), _seconds(state.allowed_ms)
        self.own = state.own
        self.points = () if state.points is UNSET else tuple(map(_class_point, state.points))
        if self.asked and (self.asked.turn < state.turn or self.ended):
            self.asked = None
        transcript = () if state.transcript is UNSET else state.transcript
        missed = self._catch_up(transcript) if scene else TurnUpdate(())
        kinds = UpdateKind
        return Update(
            kinds.ENTERED if entered else kinds.CAUGHT_UP if missed.lines else kinds.SHOWN, missed
        )

    def _catch_up(self, transcript: Iterable[SpokenLine]) -> TurnUpdate:
        """Take in the lines of a transcript that were not known yet."""
        known = sum(len(item.lines) for item in self.past)
        missed = TurnUpdate(tuple(map(_line, transcript))[known:])
        if missed.lines:
            self.past.append(missed)
        return missed

    def _apply_move(self, message: Moved) -> Update:
        result = message.result
        if self.asked and message.cmd == self.asked.cmd:
            self.asked = None
        if message.turn <= self.turn:
            return Update(UpdateKind.SHOWN)  # an answer that was given before
        if self.asked and self.asked.turn < message.turn:
            self.asked = None  # the clock was faster
        self.before = self.scene.gauges if self.scene else None
        self.turn, self.scene, self.ended = message.turn, _scene(message.scene), message.ended
        self._turn_left, self._allowed = (
            _seconds(message.remaining_ms),
            _seconds(message.allowed_ms),
        )
        left = self.left()
        self._left, self._at = left, self.now()
        why = () if result.why is UNSET else result.why
        turn = TurnUpdate(tuple(map(_line, result.said)), result.move == SILENCE, why)
        self.past.append(turn)
        return Update(UpdateKind.MOVED, turn)


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _line(line: SpokenLine) -> Line:
    return Line(line.voice, line.text, line.speaker)


def _scene(scene: SceneNow) -> Scene:
    choices = tuple(
        Choice(reply.number, reply.id, reply.text, reply.action, reply.new)
        for reply in scene.offered
    )
    gauges = (scene.anger, scene.heard, scene.trust, scene.patience)
    known = [gauge for gauge in gauges if gauge is not UNSET]
    shown = Gauges(*known) if len(known) == len(gauges) else None
    return Scene(choices, scene.can_listen, scene.band, shown)


def _pane(pane: DebriefPane) -> Pane:
    return Pane(pane.name, tuple(map(_section, pane.sections)))


def _section(section: DebriefSection) -> Section:
    entries = tuple(Entry(item.text, item.lead, item.kind) for item in section.told)
    return Section(section.title, entries, section.plotted)


def _class_point(point: TurningPoint) -> ClassPoint:
    chosen = tuple(
        Chosen(item.reply, item.text, item.count, item.before, item.after) for item in point.chosen
    )
    return ClassPoint(point.scene, point.times, chosen)
