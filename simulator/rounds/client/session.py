"""A seat of a round as its client knows it: what the server has told so far, folded into values that a face can show.

Pure: messages in, news out; no socket, no drawing, time from the function it is given. What a server sends is as little
trusted as a file: each text is cleaned and what is missing or of another kind is refused as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from simulator.engine.lines import Line, Voice
from simulator.engine.state import Gauges
from simulator.errors import SimulatorError
from simulator.play.choices import Choice
from simulator.play.rules import Rules
from simulator.report.classes import Chosen, ClassPoint
from simulator.report.sections import Entry, Section
from simulator.rounds.model import Phase
from simulator.ruleset import BANDS, GAUGES, LISTEN, SILENCE
from simulator.text import clean_name
from simulator.vocabulary import CHANNELS, Mode

if TYPE_CHECKING:
    from collections.abc import Callable

PHASES = tuple(phase.value for phase in Phase)
PLAYING = (Phase.OPEN.value, Phase.PAUSED.value)
MOST = 1_000_000_000
MOST_SIGNS = 4000
"""Signs of one text that are shown."""


class NotUnderstood(SimulatorError):
    """A message that is none of the protocol's."""


class Kind(Enum):
    """What a message brought."""

    SEATED = "seated"
    ENTERED = "entered"
    CAUGHT_UP = "caught up"
    MOVED = "moved"
    REFUSED = "refused"
    OWN = "own"
    DEBRIEF = "debrief"
    LOST = "lost"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Brought:
    """What one turn brought: the lines in order, whether it was a silence, and in coach mode why it moved the customer."""

    lines: tuple[Line, ...]
    silent: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What a message brought, with what was said in it, or the server's words."""

    kind: Kind
    brought: Brought = Brought(())
    text: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """What a player may know of a scenario before it is played; `number` counts from 1."""

    number: int = 0
    of: int = 0
    title: str = ""
    channel: str = "phone"
    name: str = ""
    about: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What can be heard and said now, and how the customer feels; the gauges only where the mode shows them."""

    choices: tuple[Choice, ...]
    can_listen: bool
    band: str
    gauges: Gauges | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the board; rank and points are None where none are shown."""

    rank: int | None
    name: str
    points: int | None
    done: bool


@dataclass(frozen=True, slots=True)
class TeamRow:
    """How a team stands: the mean of its members' points; rank and points are None where none are shown."""

    rank: int | None
    name: str
    points: int | None
    seats: int


@dataclass(frozen=True, slots=True)
class Pane:
    """A part of a debrief."""

    name: str
    sections: tuple[Section, ...]


@dataclass
class RemoteSeat:
    """A seat of a round; `now` counts seconds. Changed by `take` alone, but for the move that is on its way."""

    now: Callable[[], float]
    name: str = ""
    round: str = ""
    phase: str = ""
    trouble: str = ""
    rules: Rules = field(default_factory=lambda: Rules(Mode.EXAM, timed=True))
    customer: Customer = Customer()
    turn: int = 0
    scene: Scene | None = None
    before: Gauges | None = None
    ended: bool = False
    past: list[Brought] = field(default_factory=list)
    board: tuple[Row, ...] = ()
    seats: int = 0
    done: int = 0
    teams: tuple[TeamRow, ...] = ()
    counts: bool = True
    own: Row | None = None
    points: tuple[ClassPoint, ...] = ()
    panes: tuple[Pane, ...] = ()
    moods: tuple[int, ...] = ()
    connected: bool = False
    asked: dict[str, Any] | None = None
    _turn_left: float | None = None
    _allowed: float | None = None
    _left: float | None = None
    _at: float = 0.0

    def take(self, message: dict[str, Any]) -> News:
        """Take in a message; raises NotUnderstood."""
        try:
            return self._take(message)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
            raise NotUnderstood(
                "The server says something that this program does not understand.",
                "Both must be of the same version.",
            ) from None

    def ask(self, move: str, cmd: str) -> dict[str, Any] | None:
        """The message for a move by a `cmd` that is new; None while another is on its way or none can be made."""
        if self.asked is not None or not self.may_move:
            return None
        self.asked = {"type": "move", "cmd": cmd, "turn": self.turn, "move": move}
        return self.asked

    @property
    def may_move(self) -> bool:
        """Whether a move can be made now."""
        return self.phase == "open" and self.scene is not None and not self.ended

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
        """Seconds left for the move that is due; None where no clock runs."""
        return None if self.ended else self._running(self._turn_left)

    def allowed(self) -> float | None:
        """Seconds that the move that is due is given in all; None where no clock runs."""
        return self._allowed

    def left(self) -> float | None:
        """Seconds left of the countdown or the round; None where nothing runs out."""
        return self._running(self._left)

    def _running(self, told: float | None) -> float | None:
        if told is None:
            return None
        stands = self.phase not in ("countdown", "open") or not self.connected
        return max(0.0, told if stands else told - (self.now() - self._at))

    # Messages

    def _take(self, message: dict[str, Any]) -> News:
        match message["type"]:
            case "seat":
                self.connected, self.name = True, _text(message["name"])
                return News(Kind.SEATED)
            case "state":
                return self._state(message)
            case "moved":
                return self._moved(message)
            case "refused":
                self.asked = None
                return News(Kind.REFUSED, text=_text(message["message"]))
            case "board":
                self._shown(message)
            case "teams":
                self.teams = tuple(map(_team, message["teams"]))
            case "own":
                self.own = _row(message["row"])
                return News(Kind.OWN)
            case "debrief":
                self.panes = tuple(map(_pane, message["panes"]))
                self.moods = tuple(map(_number, message["moods"]))
                return News(Kind.DEBRIEF)
            case "lost":
                self._left, self._turn_left = self.left(), self.remaining()
                self.connected = False
                return News(Kind.LOST)
        return News(Kind.SHOWN)

    def _shown(self, message: dict[str, Any]) -> None:
        """What states and boards have in common."""
        self._turn_left = self.remaining()
        self._left = _seconds(message["remaining_ms"])
        self._at = self.now()
        self.seats = _count(message["seats"])
        self.done = _count(message.get("done", self.done))
        self.board = tuple(map(_row, message["board"]))

    def _state(self, state: dict[str, Any]) -> News:
        phase, customer = _one_of(state["phase"], PHASES), _customer(state["scenario"])
        entered = (phase, customer.number) != (self.phase, self.customer.number)
        if customer.number != self.customer.number:
            self.past, self.before, self.scene, self.turn = [], None, None, 0
            self.panes, self.points, self.asked = (), (), None
        self.phase, self.customer = phase, customer
        self.round, self.trouble = _text(state["round"]), _text(state["trouble"])
        self.rules = Rules(Mode(_one_of(state["mode"], tuple(Mode))), timed=True)
        self.teams = tuple(map(_team, state.get("teams", ())))
        self.counts = bool(state.get("counts", True))
        self._shown(state)
        turn = _count(state["turn"])
        scene = None if state["scene"] is None else _scene(state["scene"])
        if turn != self.turn or scene is None:
            self.before = None
        self.turn, self.scene, self.ended = turn, scene, bool(state["ended"])
        self._turn_left = _seconds(state["turn_ms"])
        self._allowed = _seconds(state.get("allowed_ms"))
        self.own = None if state.get("own") is None else _row(state["own"])
        self.points = tuple(map(_class_point, state.get("class", ())))
        if self.asked and (self.asked["turn"] < turn or self.ended):
            self.asked = None
        missed = self._catch_up(state.get("transcript", ())) if scene else Brought(())
        kind = Kind.ENTERED if entered else Kind.CAUGHT_UP if missed.lines else Kind.SHOWN
        return News(kind, missed)

    def _catch_up(self, transcript: Any) -> Brought:
        """The lines of a transcript that were not known yet."""
        lines = tuple(map(_line, transcript))
        known = sum(len(item.lines) for item in self.past)
        missed = Brought(lines[known:])
        if missed.lines:
            self.past.append(missed)
        return missed

    def _moved(self, message: dict[str, Any]) -> News:
        turn, result = _count(message["turn"]), message["result"]
        if self.asked and message.get("cmd") == self.asked["cmd"]:
            self.asked = None
        if turn <= self.turn:
            return News(Kind.SHOWN)  # told again
        if self.asked and self.asked["turn"] < turn:
            self.asked = None  # the clock was faster
        self.before = self.scene.gauges if self.scene else None
        self.turn, self.scene, self.ended = turn, _scene(message["scene"]), bool(message["ended"])
        self._turn_left = _seconds(message["remaining_ms"])
        self._allowed = _seconds(message.get("allowed_ms"))
        left = self.left()
        self._left, self._at = left, self.now()
        brought = Brought(
            tuple(map(_line, result.get("said", ()))),
            result["move"] == SILENCE,
            tuple(map(_text, result.get("why", ()))),
        )
        self.past.append(brought)
        return News(Kind.MOVED, brought)


def _text(value: Any) -> str:
    """A text of the server as it can be shown: no sign that a terminal would obey."""
    if not isinstance(value, str):
        raise TypeError(value)
    kept = value[:MOST_SIGNS].splitlines() or [""]
    return "\n".join(clean_name(line, MOST_SIGNS) for line in kept)


def _number(value: Any, least: int = -100, most: int = 100) -> int:
    """A number of the server between bounds, those of a mood if no others are given."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    if not least <= value <= most:
        raise ValueError(value)
    return value


def _count(value: Any) -> int:
    return _number(value, 0, MOST)


def _count_or_none(value: Any) -> int | None:
    return None if value is None else _count(value)


def _seconds(value: Any) -> float | None:
    return None if value is None else _count(value) / 1000


def _one_of(value: Any, names: tuple[str, ...]) -> str:
    if value not in names:
        raise ValueError(value)
    return str(value)


def _line(value: dict[str, Any]) -> Line:
    return Line(Voice(value["voice"]), _text(value["text"]), _text(value.get("speaker", "")))


def _customer(value: dict[str, Any]) -> Customer:
    return Customer(
        _count(value["number"]),
        _count(value["of"]),
        _text(value["title"]),
        _one_of(value["channel"], CHANNELS),
        _text(value["customer"]),
        _text(value["about"]),
        _text(value["brief"]),
    )


def _scene(value: dict[str, Any]) -> Scene:
    choices = tuple(
        Choice(
            _count(item.get("number", number)),
            str(item["id"]),
            _text(item["text"]),
            _text(item.get("action", "")),
            bool(item.get("new")),
        )
        for number, item in enumerate(value["offered"], 1)
    )
    if any(choice.id in (LISTEN, SILENCE) for choice in choices):
        raise ValueError(choices)
    band = _one_of(value["band"], tuple(BANDS))
    if "mood" not in value:
        return Scene(choices, bool(value["can_listen"]), band)
    gauges = Gauges(*(_number(value[gauge], 0) for gauge in GAUGES))
    return Scene(choices, bool(value["can_listen"]), band, gauges)


def _row(value: dict[str, Any]) -> Row:
    rank, points = _count_or_none(value["rank"]), _count_or_none(value["points"])
    return Row(rank, _text(value["name"]), points, bool(value["done"]))


def _team(value: dict[str, Any]) -> TeamRow:
    rank, points = _count_or_none(value.get("rank")), _count_or_none(value["points"])
    return TeamRow(rank, _text(value["team"]), points, _count(value["seats"]))


def _pane(value: dict[str, Any]) -> Pane:
    return Pane(_text(value["name"]), tuple(map(_section, value["sections"])))


def _section(value: dict[str, Any]) -> Section:
    told = (
        Entry(_text(item["text"]), _text(item["lead"]), _text(item["kind"]))
        for item in value["told"]
    )
    return Section(_text(value["title"]), tuple(told), bool(value["plotted"]))


def _class_point(value: dict[str, Any]) -> ClassPoint:
    chosen = tuple(
        Chosen(
            _text(item["reply"]),
            _text(item["text"]),
            _count(item["count"]),
            _number(item["before"]),
            _number(item["after"]),
        )
        for item in value["chosen"]
    )
    return ClassPoint(_text(value["scene"]), _count(value["times"]), chosen)
