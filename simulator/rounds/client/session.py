"""A seat of a round as its client knows it: what the server has said so far, as values that a face can show.

Pure: messages in, updates out; no socket, no drawing, time from the function it is given. Messages are cleaned and checked
before they come here (reading.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import UNSET
from msgspec.structs import replace

from simulator.play.rules import Rules
from simulator.rounds.client.own_words import TypedTurns
from simulator.rounds.client.values import (
    Pane,
    Scene,
    class_point_of,
    line_of,
    pane_of,
    scene_of,
    seconds_of,
)
from simulator.rounds.message_parts import ScenarioCard
from simulator.rounds.model import Phase
from simulator.rounds.protocol import (
    BoardUpdate,
    Debrief,
    Heard,
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
from simulator.rounds.words import CUT_OFF, NOT_COMPARED, phase_words, scale_words, standing_words
from simulator.ruleset import SILENCE
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.engine.lines import Line
    from simulator.engine.state import Gauges
    from simulator.own_words.flow import OwnWordsTurn
    from simulator.play.choices import Choice
    from simulator.report.classes import ClassPoint
    from simulator.rounds.message_parts import (
        BoardRow,
        SpokenLine,
        TeamRow,
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
    HEARD = "heard"
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
    typed: TypedTurns = field(default_factory=TypedTurns)
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
    def own_turn(self) -> OwnWordsTurn | None:
        """The turn in the player's own words while the replies may not be shown."""
        return self.typed.hidden if self.may_move and self.choices else None

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
        return None if self.ended else self._running(self._turn_left, self.typed.stands)

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

    def _running(self, told: float | None, stands: float = 0.0) -> float | None:
        return None if told is None else max(0.0, told - max(0.0, self._passed() - stands))

    def _passed(self) -> float:
        """Return the seconds that have passed for the round since the last look at the clock."""
        stands = self.phase not in (Phase.COUNTDOWN, Phase.OPEN) or not self.connected
        return 0.0 if stands else self.now() - self._at

    def _look(self) -> None:
        """Take what is left by the clock now as told."""
        self._left, self._turn_left = self.left(), self.remaining()
        self.typed.let_pass(self._passed())
        self._at = self.now()

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
            case Heard():
                return self._apply_heard(message)
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
                self.panes, self.moods = tuple(map(pane_of, message.panes)), message.moods
                return Update(UpdateKind.DEBRIEF)
            case Lost():
                self._look()
                self.connected = False
                self.typed.lose()
                return Update(UpdateKind.LOST)
        return Update(UpdateKind.SHOWN)

    def _apply_board(self, message: SeatState | BoardUpdate) -> None:
        """Take in what states and boards have in common."""
        self._look()
        self._left = seconds_of(message.remaining_ms)
        self.seats, self.done, self.board = message.seats, message.done, message.board

    def _apply_state(self, state: SeatState) -> Update:
        phase, customer = state.phase, state.scenario
        entered = (phase, customer.number) != (self.phase, self.customer.number)
        if customer.number != self.customer.number:
            self.past, self.before, self.scene, self.turn = [], None, None, 0
            self.panes, self.points, self.asked = (), (), None
            self.typed.begin(-1)
        self.phase, self.customer = phase, customer
        self.round, self.trouble, self.late = state.round, state.trouble, state.late
        self.name = state.name or self.name
        self.rules = Rules(state.mode, timed=True)
        self.teams, self.counts = state.teams, state.counts
        self.speed_bonus, self.played = state.speed_bonus, state.result is not UNSET
        self._apply_board(state)
        scene = None if state.scene is None else scene_of(state.scene)
        if state.turn != self.turn or scene is None:
            self.before = None
        self.turn, self.scene, self.ended = state.turn, scene, state.ended
        self._turn_left, self._allowed = seconds_of(state.turn_ms), seconds_of(state.allowed_ms)
        self.typed.wanted = state.own_words
        self.typed.begin(state.turn)
        self.own = state.own
        self.points = () if state.points is UNSET else tuple(map(class_point_of, state.points))
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
        missed = TurnUpdate(tuple(map(line_of, transcript))[known:])
        if missed.lines:
            self.past.append(missed)
        return missed

    def _apply_heard(self, message: Heard) -> Update:
        """Take in what a sentence came to; only replies on offer can be meant."""
        ids = {choice.id for choice in self.choices}
        nearest = tuple(id for id in message.nearest if id in ids)
        self._look()
        if message.turn == self.turn and message.allowed_ms is not None:
            self._turn_left = seconds_of(message.remaining_ms)
            self._allowed = seconds_of(message.allowed_ms)
        was_compared = self.typed.hear(replace(message, nearest=nearest[:2]))
        return Update(UpdateKind.HEARD, text="" if was_compared else NOT_COMPARED)

    def _apply_move(self, message: Moved) -> Update:
        result = message.result
        if self.asked and message.cmd == self.asked.cmd:
            self.asked = None
        if message.turn <= self.turn:
            return Update(UpdateKind.SHOWN)  # an answer that was given before
        if self.asked and self.asked.turn < message.turn:
            self.asked = None  # the clock was faster
        self._look()
        self.typed.begin(message.turn)
        self.before = self.scene.gauges if self.scene else None
        self.turn, self.scene, self.ended = message.turn, scene_of(message.scene), message.ended
        self._turn_left, self._allowed = (
            seconds_of(message.remaining_ms),
            seconds_of(message.allowed_ms),
        )
        why = () if result.why is UNSET else result.why
        turn = TurnUpdate(tuple(map(line_of, result.said)), result.move == SILENCE, why)
        self.past.append(turn)
        return Update(UpdateKind.MOVED, turn)
