"""What a round's server says to its clients, as types: protocol 1, one JSON object a message.

The server builds these values (scenes.py, views.py, debriefs.py), and the terminal's client reads them back. A field with a
default is left out of a message where it has that value, so that a message says no more than there is to say. What a seat may
not know isn't decided here. requests.py has what clients say.

The bounds of numbers are for the reader: a client trusts a server as little as a file.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, TypeAlias

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, field

from simulator.engine.lines import Voice
from simulator.rounds.model import Phase, Show
from simulator.vocabulary import Mode

MAX_COUNT = 1_000_000_000

Count = Annotated[int, Meta(ge=0, le=MAX_COUNT)]
Level = Annotated[int, Meta(ge=-100, le=100)]
"""A mood, or a satisfaction."""
Percent = Annotated[int, Meta(ge=0, le=100)]
Milliseconds = Count


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


class _Part(Struct, frozen=True, omit_defaults=True):
    """A part of a message."""


# What is said and can be said


class SpokenLine(_Part, frozen=True):
    """One thing said, done or seen."""

    voice: Voice
    text: str
    speaker: str = ""


class OfferedReply(_Part, frozen=True):
    """A reply that can be given now; in an exam its id means nothing beyond this seat and turn."""

    id: str
    number: Count
    text: str
    action: str = ""
    new: bool = False


class SceneNow(_Part, frozen=True, kw_only=True):
    """What can be heard and said now; the gauges only where the mode shows them."""

    greeting: str = ""
    narration: str
    says: tuple[str, ...]
    speakers: tuple[str, ...] = ()
    offered: tuple[OfferedReply, ...]
    can_listen: bool
    band: str
    mood: Level | UnsetType = UNSET
    anger: Percent | UnsetType = UNSET
    heard: Percent | UnsetType = UNSET
    trust: Percent | UnsetType = UNSET
    patience: Percent | UnsetType = UNSET


class TurnResult(_Part, frozen=True, kw_only=True):
    """What a move did, as `replay --json` tells it, as far as the mode shows it."""

    move: str
    band: str
    scene: str | UnsetType = UNSET
    mood: Level | UnsetType = UNSET
    anger: Percent | UnsetType = UNSET
    heard: Percent | UnsetType = UNSET
    trust: Percent | UnsetType = UNSET
    patience: Percent | UnsetType = UNSET
    next: str | UnsetType | None = UNSET
    why: tuple[str, ...] | UnsetType = UNSET


class MoveResult(TurnResult, frozen=True, kw_only=True):
    """What a move did, with what was said because of it."""

    said: tuple[SpokenLine, ...]


class Prediction(_Part, frozen=True):
    """What the rules say the customer does next."""

    csat: Count
    nps: Count
    effort: Count
    retention: str
    word_of_mouth: str


class EndResult(_Part, frozen=True, kw_only=True):
    """What a play came to."""

    ending: str | None
    outcome: str | None
    need: str
    satisfaction: Level
    qa: Percent
    dimensions: dict[str, Percent | None]
    criticals: tuple[str, ...]
    predicted: Prediction


class PlayResult(EndResult, frozen=True, kw_only=True):
    """A play as `replay --json` tells it."""

    scenario: str
    day: str
    edition: Count
    turns: tuple[TurnResult, ...]
    ended: bool
    offered: tuple[str, ...]
    can_listen: bool


# The board and the class


class BoardRow(_Part, frozen=True):
    """A row of the board; without a rank it has no points to show either."""

    rank: Count | None
    name: str
    points: Count | None
    done: bool


class TeamRow(_Part, frozen=True):
    """How a team stands: the mean of its members' points."""

    rank: Count | None
    name: str = field(name="team")
    points: Count | None
    seats: Count


class ChosenReply(_Part, frozen=True):
    """A reply of a scene: how many gave it, and the mean mood before and after."""

    reply: str
    text: str
    count: Count
    before: Level
    after: Level


class TurningPoint(_Part, frozen=True):
    """A scene in which the plays of a class went different ways."""

    scene: str
    times: Count
    chosen: tuple[ChosenReply, ...]


class ClassWords(_Part, frozen=True):
    """The hardest moments of a class and the principles that came up, in sentences without names."""

    hardest: tuple[str, ...]
    principles: tuple[str, ...]


class RosterRow(_Part, frozen=True, kw_only=True):
    """A seat as the trainer sees it; its factor is 0 where it has no clock."""

    seat: str
    name: str
    team: str
    connected: bool
    removed: bool
    factor: float
    turn: Count
    scene: str | None
    mood: Level | None
    band: str | None
    waiting_ms: Milliseconds | None
    points: Count | None
    ended: bool


# The debrief


class Paragraph(_Part, frozen=True):
    """A paragraph: what leads it in, its text, and its kind."""

    lead: str
    text: str
    kind: str


class DebriefSection(_Part, frozen=True):
    """A heading and its paragraphs; `plotted` says that the mood curve belongs below the heading."""

    title: str
    plotted: bool
    told: tuple[Paragraph, ...]


class DebriefPane(_Part, frozen=True):
    """A part of a debrief that has a name."""

    name: str
    sections: tuple[DebriefSection, ...]


class DebriefTurn(_Part, frozen=True):
    """A move: what was done, the mood before and after, why it moved them, the author's note, the principle."""

    words: str
    before: Level
    after: Level
    band: str
    why: tuple[str, ...]
    note: str
    principle: str


class MoodMark(_Part, frozen=True):
    """How the customer felt at one moment."""

    mood: Level
    band: str


# Messages


class SeatGiven(Message, frozen=True, tag="seat"):
    """Whose seat this connection has, and the token by which it comes back."""

    token: str
    seat: str
    name: str


class Failure(Message, frozen=True, tag="error"):
    """Why the connection is closed."""

    reason: str
    message: str
    removed: bool = False


class ScenarioCard(_Part, frozen=True, kw_only=True):
    """What may be known of a scenario before it is played; `number` counts from 1."""

    number: Count
    of: Count
    title: str
    channel: str
    name: str = field(name="customer")
    about: str
    brief: str


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


class BoardState(State, frozen=True, kw_only=True, tag="state"):
    """Where the round stands for the projector."""

    code: str
    names: tuple[str, ...] | UnsetType = UNSET
    class_words: ClassWords | UnsetType = UNSET


class TrainerState(State, frozen=True, kw_only=True, tag="state"):
    """Where the round stands for the trainer."""

    code: str
    locked: bool
    show: Show
    roster: tuple[RosterRow, ...]
    class_words: ClassWords | UnsetType = UNSET


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


SeatMessage: TypeAlias = (
    SeatGiven | Failure | SeatState | Moved | Refusal | BoardUpdate | TeamsUpdate | OwnRow | Debrief
)
"""What a seat hears."""
BoardMessage: TypeAlias = BoardState | BoardUpdate | TeamsUpdate | Failure
"""What a projector hears."""
TrainerMessage: TypeAlias = TrainerState | BoardUpdate | TeamsUpdate | Trouble | Failure
"""What a trainer's connection hears."""

encode = msgspec.json.Encoder().encode


def as_json(message: Message) -> dict[str, Any]:
    """Return a message as the values of its JSON."""
    document: dict[str, Any] = msgspec.json.decode(encode(message))
    return document
