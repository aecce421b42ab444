"""What the messages of a round's server are made of, as types: scenes, results, rows of the board, a debrief.

protocol.py has the messages themselves. A field with a default is left out of a message where it has that value, so that a
message says no more than there is to say.

The bounds of numbers are for the reader: a client trusts a server as little as a file.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType, field

from simulator.engine.lines import Voice

MAX_COUNT = 1_000_000_000

Count = Annotated[int, Meta(ge=0, le=MAX_COUNT)]
Level = Annotated[int, Meta(ge=-100, le=100)]
"""A mood, or a satisfaction."""
Percent = Annotated[int, Meta(ge=0, le=100)]
Milliseconds = Count


class Part(Struct, frozen=True, omit_defaults=True):
    """A part of a message."""


# What is said and can be said


class SpokenLine(Part, frozen=True):
    """One thing said, done or seen."""

    voice: Voice
    text: str
    speaker: str = ""


class OfferedReply(Part, frozen=True):
    """A reply that can be given now; in an exam its id means nothing beyond this seat and turn."""

    id: str
    number: Count
    text: str
    action: str = ""
    new: bool = False


class SceneNow(Part, frozen=True, kw_only=True):
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


class TurnResult(Part, frozen=True, kw_only=True):
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


class Prediction(Part, frozen=True):
    """What the rules say the customer does next."""

    csat: Count
    nps: Count
    effort: Count
    retention: str
    word_of_mouth: str


class EndResult(Part, frozen=True, kw_only=True):
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


class BoardRow(Part, frozen=True):
    """A row of the board; without a rank it has no points to show either."""

    rank: Count | None
    name: str
    points: Count | None
    done: bool


class TeamRow(Part, frozen=True):
    """How a team stands: the mean of its members' points, how many they are, and how many of them have finished."""

    rank: Count | None
    name: str = field(name="team")
    points: Count | None
    seats: Count
    done: Count = 0


class ChosenReply(Part, frozen=True):
    """A reply of a scene: how many gave it, and the mean mood before and after."""

    reply: str
    text: str
    count: Count
    before: Level
    after: Level


class TurningPoint(Part, frozen=True):
    """A scene in which the plays of a class went different ways, and how it begins: the customer's words."""

    scene: str
    times: Count
    chosen: tuple[ChosenReply, ...]
    says: tuple[str, ...] = ()


class ClassWords(Part, frozen=True):
    """The hardest moments of a class and the principles that came up, in sentences without names."""

    hardest: tuple[str, ...]
    principles: tuple[str, ...]


class WalkReply(ChosenReply, frozen=True):
    """A reply of a scene as the trainer may see it, with the names of those who gave it."""

    names: tuple[str, ...] = ()


class BestReply(Part, frozen=True):
    """The reply that would have done the mood most good, by how much on average, and at how many moves it was on offer."""

    reply: str
    text: str
    gain: Annotated[int, Meta(ge=-200, le=200)]
    offered: Count
    times: Count


class WalkPoint(Part, frozen=True):
    """A turning point for the trainer: the customer's words, what the class chose, and the best reply that was on offer."""

    scene: str
    times: Count
    heard: str
    chosen: tuple[WalkReply, ...]
    best: BestReply | UnsetType = UNSET


class JoinLines(Part, frozen=True):
    """How a round is joined: the address for browsers, the line for terminals, the board's address."""

    browser: str
    terminal: str
    board: str


class RosterRow(Part, frozen=True, kw_only=True):
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
    ticket: str = ""


class WaitingRow(Part, frozen=True, kw_only=True):
    """Someone who waits for the trainer's yes; `seat` is the seat that they may have, `words` say why they wait."""

    waiting: str
    name: str
    words: str
    seat: str = ""


# The debrief


class Paragraph(Part, frozen=True):
    """A paragraph: what leads it in, its text, and its kind."""

    lead: str
    text: str
    kind: str


class DebriefSection(Part, frozen=True):
    """A heading and its paragraphs; `plotted` says that the mood curve belongs below the heading."""

    title: str
    plotted: bool
    told: tuple[Paragraph, ...]


class DebriefPane(Part, frozen=True):
    """A part of a debrief that has a name."""

    name: str
    sections: tuple[DebriefSection, ...]


class DebriefTurn(Part, frozen=True):
    """A move: what was done, the mood before and after, why it moved them, the author's note, the principle."""

    words: str
    before: Level
    after: Level
    band: str
    why: tuple[str, ...]
    note: str
    principle: str


class PastDebrief(Part, frozen=True):
    """A debrief of a seat that can be opened as a page: the number of its scenario, counted from 1, and the title."""

    number: Count
    title: str


class MoodMark(Part, frozen=True):
    """How the customer felt at one moment."""

    mood: Level
    band: str


# The scenario


class PortraitTraits(Part, frozen=True):
    """What a customer's portrait is composed of: one word for each trait; a reader ignores a word that it doesn't know."""

    hair: str = ""
    wear: str = ""
    face: str = ""
    ink: str = ""
    tone: str = ""
    extra: str = ""


class ScenarioCard(Part, frozen=True, kw_only=True):
    """What may be known of a scenario before it is played; `number` counts from 1.

    An older server tells neither portrait nor language.
    """

    number: Count
    of: Count
    title: str
    channel: str
    name: str = field(name="customer")
    about: str
    brief: str
    portrait: PortraitTraits | UnsetType = UNSET
    language: str | UnsetType = UNSET
