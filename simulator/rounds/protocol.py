"""What a round's server says to its clients, as types: protocol 1, one JSON object a message.

The server builds these values (scenes.py, views.py, debriefs.py), and the terminal's client reads them back. What a seat may
not know isn't decided here. message_parts.py has what the messages are made of, requests.py what clients say.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeAlias

import msgspec
from msgspec import UNSET, Struct, UnsetType, field

from simulator.rounds.message_parts import (
    BoardRow,
    ClassWords,
    Count,
    DebriefPane,
    DebriefTurn,
    EndResult,
    JoinLines,
    Level,
    Milliseconds,
    MoodMark,
    MoveResult,
    PastDebrief,
    PlayResult,
    RosterRow,
    ScenarioCard,
    SceneNow,
    SpokenLine,
    TeamRow,
    TurningPoint,
    WaitingRow,
    WalkPoint,
)
from simulator.rounds.model import Phase, Show
from simulator.vocabulary import Mode


class Reason(StrEnum):
    """Why a move was not made."""

    LATE = "late"
    STALE = "stale"
    ILLEGAL = "illegal"
    NOT_OPEN = "not-open"
    TOO_FAST = "too-fast"
    REMOVED = "removed"


class Message(Struct, frozen=True, tag_field="type", omit_defaults=True):
    """A message of the server."""


class SeatGiven(Message, frozen=True, tag="seat"):
    """Whose seat this connection has, and the token by which it comes back."""

    token: str
    seat: str
    name: str


class Waiting(Message, frozen=True, tag="waiting"):
    """A join that waits for the trainer's yes; a `seat`, or why there is none, follows when the trainer has answered."""

    message: str


class Failure(Message, frozen=True, tag="error"):
    """Why the connection is closed."""

    reason: str
    message: str
    removed: bool = False
    handed_over: bool = False


class State(Message, frozen=True, kw_only=True, tag="state"):
    """Where the round stands, as everyone may know it."""

    phase: Phase
    remaining_ms: Milliseconds | None
    seats: Count
    done: Count
    board: tuple[BoardRow, ...]
    round: str
    scenario: ScenarioCard
    mode: Mode
    counts: bool
    trouble: str
    teams: tuple[TeamRow, ...] = ()
    limit_ms: Milliseconds | None = None
    """All the time of the countdown or of the round, of which `remaining_ms` is left; an older server doesn't say."""
    points: tuple[TurningPoint, ...] | UnsetType = field(default=UNSET, name="class")


class SeatState(State, frozen=True, kw_only=True, tag="state"):
    """Where the round stands for a seat; the transcript where it has just come in, the result once it may be told."""

    turn: Count
    scene: SceneNow | None
    ended: bool
    turn_ms: Milliseconds | None
    allowed_ms: Milliseconds | None
    own: BoardRow | None
    result: PlayResult | UnsetType = UNSET
    transcript: tuple[SpokenLine, ...] | UnsetType = UNSET
    name: str = ""
    """The seat's name, which the trainer may change."""
    late: tuple[str, ...] = ()
    """What someone who comes in late has to know, in sentences; until their first move."""
    own_words: bool = False
    """Whether the seat is to say it in its own words before it looks at the replies."""
    debriefs: tuple[PastDebrief, ...] = ()
    """The debriefs that the seat may open as a page."""
    speed_bonus: Count = 0
    """The most points that speed adds to a conversation."""


class BoardState(State, frozen=True, kw_only=True, tag="state"):
    """Where the round stands for the projector."""

    code: str
    names: tuple[str, ...] | UnsetType = UNSET
    class_words: ClassWords | UnsetType = UNSET
    address: str = ""
    """Where browsers join; an older server doesn't say."""
    reveal: bool = True
    """Whether the board may mark what worked best."""


class TrainerState(State, frozen=True, kw_only=True, tag="state"):
    """Where the round stands for the trainer."""

    code: str
    locked: bool
    show: Show
    roster: tuple[RosterRow, ...]
    class_words: ClassWords | UnsetType = UNSET
    waiting: tuple[WaitingRow, ...] = ()
    missing: tuple[str, ...] = ()
    """Who is on the class list and not here yet."""
    joining: JoinLines | UnsetType = UNSET
    reveal: bool = True


class Moved(Message, frozen=True, kw_only=True, tag="moved"):
    """What a move did; without a `cmd` it was the clock's."""

    turn: Count
    result: MoveResult
    scene: SceneNow
    remaining_ms: Milliseconds | None
    allowed_ms: Milliseconds | None
    ended: bool
    cmd: str | UnsetType = UNSET
    final: EndResult | UnsetType = UNSET


class Refusal(Message, frozen=True, tag="refused"):
    """Why a move was not made."""

    cmd: str
    reason: Reason
    message: str


class Heard(Message, frozen=True, tag="heard"):
    """What a sentence in one's own words comes to: the reply that it means, or the two nearest.

    There is none if it wasn't compared, nor, with `nothing_close`, if no reply on offer is close to it.
    """

    turn: Count
    text: str = ""
    taken: bool = False
    nearest: tuple[str, ...] = ()
    remaining_ms: Milliseconds | None = None
    allowed_ms: Milliseconds | None = None
    nothing_close: bool = False


class BoardUpdate(Message, frozen=True, tag="board"):
    """The board while the round is open."""

    phase: Phase
    remaining_ms: Milliseconds | None
    seats: Count
    done: Count
    board: tuple[BoardRow, ...]


class TeamsUpdate(Message, frozen=True, tag="teams"):
    """The teams, whenever they have changed."""

    teams: tuple[TeamRow, ...]


class OwnRow(Message, frozen=True, tag="own"):
    """A seat's own row of the board, whenever it has changed."""

    row: BoardRow


class Debrief(Message, frozen=True, tag="debrief"):
    """The debrief of a seat's play of the round's scenario of that number, counted from 1."""

    number: Count
    start: MoodMark
    moods: tuple[Level, ...]
    turns: tuple[DebriefTurn, ...]
    panes: tuple[DebriefPane, ...]


class Trouble(Message, frozen=True, tag="trouble"):
    """Why what the trainer asked for was not done."""

    message: str


class Done(Message, frozen=True, tag="done"):
    """What the trainer's request has done, where nothing else shows it."""

    message: str


class Walk(Message, frozen=True, kw_only=True, tag="walk"):
    """What the class did in a scenario, counted from 1, for the trainer; the answer to `POST /trainer/walk`."""

    number: Count
    title: str
    customer: str
    channel: str
    language: str
    points: tuple[WalkPoint, ...]
    hardest: tuple[str, ...]
    principles: tuple[str, ...]
    mistakes: tuple[str, ...]


SeatMessage: TypeAlias = (
    SeatGiven
    | Waiting
    | Failure
    | SeatState
    | Moved
    | Refusal
    | Heard
    | BoardUpdate
    | TeamsUpdate
    | OwnRow
    | Debrief
)
"""What a seat hears."""
BoardMessage: TypeAlias = BoardState | BoardUpdate | TeamsUpdate | Failure
"""What a projector hears."""
TrainerMessage: TypeAlias = TrainerState | BoardUpdate | TeamsUpdate | Trouble | Done | Failure
"""What a trainer's connection hears."""

encode = msgspec.json.Encoder().encode


def as_json(message: Message) -> dict[str, Any]:
    """Return a message as the values of its JSON."""
    document: dict[str, Any] = msgspec.json.decode(encode(message))
    return document
