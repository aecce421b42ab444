"""The tables of the rules of play: skills, slips, temperaments, events, bands and dimensions.

They are here once, below the language and the engine, because both read them: the language to know which words are
allowed, the engine to play by their numbers. Source of every number: docs/rules.md. Nothing here computes a move.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from simulator.vocabulary import Need, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping


EDITION = 2
"""The edition of the rules that these tables belong to: docs/rules.md."""

NO_CEILING = 100
"""The ceiling of trust before any betrayal; once lowered it never comes back to this."""


class Kind(StrEnum):
    """How a skill fades, and whether it pays before or after the customer's readiness is looked at."""

    LISTENING = "listening"
    RELATIONAL = "relational"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Skill:
    """One behaviour a reply can show, and what it gives before fade, gate and weight.

    `cool` is taken off anger; `heard` and `trust` are added. A gated skill pays in full only to someone who feels
    heard. `slip` names the mirror slip, where there is one. `meaning` says what the trainee did, after "you"; `action`
    what they are to do. `patience` is given back to the customer by the first uses.
    """

    name: str
    cool: int
    heard: int
    trust: int
    kind: Kind
    gated: bool
    slip: str | None
    meaning: str
    action: str
    patience: int = 0


@dataclass(frozen=True, slots=True)
class Slip:
    """One behaviour that hurts: it costs twice what its mirror skill gives, and may take patience as well."""

    name: str
    mirror: str
    drain: int
    meaning: str

    @property
    def heat(self) -> int:
        """Rise of anger before the customer's own heat is applied."""
        return 2 * max(SKILLS[self.mirror].cool, 2)

    @property
    def heard_loss(self) -> int:
        """What it takes from feeling heard."""
        return 2 * SKILLS[self.mirror].heard

    @property
    def trust_loss(self) -> int:
        """What it takes from trust."""
        return 2 * SKILLS[self.mirror].trust


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens rather than is said; its numbers are added to the gauges as they stand.

    `ceiling` is the most trust that can be had after it. An event that `lifts` raises a lowered ceiling by one step.
    """

    name: str
    anger: int = 0
    heard: int = 0
    trust: int = 0
    patience: int = 0
    deed: bool = False
    ceiling: int = NO_CEILING
    lifts: bool = False


@dataclass(frozen=True, slots=True)
class Temperament:
    """The numbers a customer starts from; a scenario overrides any of them."""

    name: str
    anger: int
    heard: int
    trust: int
    patience: int
    heat: int
    cool_cap: int
    heard_need: int
    boil: int
    turn_cost: int
    hear_cost: int
    trust_lead: int
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One part of the quality score: what a trainee reads it as, which needs it counts and which slips it charges.

    Each exposed lie, broken promise and unexplained tick of a wait counts as that many slips of it. A dimension that
    `always_applies` has a value in every conversation. Where the value of one that `caps` is 0, the score is capped.
    """

    name: str
    title: str
    weight: int
    skills: tuple[str, ...]
    slips: tuple[str, ...]
    lies: int = 0
    broken: int = 0
    unexplained: int = 0
    always_applies: bool = False
    caps: bool = False


def _skills() -> Mapping[str, Skill]:
    listening, relational, open_ = Kind.LISTENING, Kind.RELATIONAL, Kind.OPEN
    rows = (
        ("listen", 2, 4, 0, listening, False, None, "listened", "listen"),
        ("invite", 4, 10, 0, listening, False, "interrupt", "asked what happened", "ask what happened"),
        ("reflect", 2, 12, 4, listening, False, "reask", "said it back to them", "say back what they told you"),
        ("clarify", 0, 4, 2, listening, False, "pry", "asked the question that mattered", "ask the question that matters"),
        ("give-time", 4, 4, 2, open_, False, "rush", "gave them time", "give them time", 2),
        ("empathize", 6, 8, 2, relational, False, "dismiss", "put yourself in their shoes", "put yourself in their shoes"),
        ("apologize", 4, 2, 2, relational, True, "nonapology", "apologised", "apologise"),
        ("own", 6, 2, 10, open_, False, "blame", "took responsibility", "take responsibility"),
        ("explain", 2, 0, 6, open_, True, "stonewall", "explained why", "explain why", 2),
        ("solve", 8, 2, 10, open_, True, "giveup", "offered a solution", "offer a solution"),
        ("alternative", 6, 2, 6, open_, True, "bare-no", "offered an alternative", "offer an alternative"),
        ("commit", 2, 0, 8, open_, False, "vague", "said who would do what, and when", "say who will do what, and when", 2),
        ("followup", 2, 2, 8, open_, False, "forget", "arranged to follow up", "arrange to follow up"),
        (
            "handover", 2, 2, 6, open_, False, "dump",
            "handed them over with the whole story", "hand them over with the whole story",
        ),
        ("reassure", 2, 0, 4, relational, False, "waver", "reassured them", "reassure them"),
        ("tailor", 2, 4, 2, open_, False, "robotic", "tailored it to them", "tailor it to them"),
        ("thank", 0, 2, 2, relational, False, "entitled", "thanked them", "thank them"),
        ("warm", 2, 2, 2, relational, False, "cold", "used a warm tone", "use a warm tone"),
        ("extra", 4, 2, 8, open_, True, None, "went the extra mile", "go the extra mile"),
        ("boundary", 6, 0, 4, open_, False, None, "set a calm limit on abuse", "set a calm limit on abuse"),
    )  # fmt: skip
    return MappingProxyType({row[0]: Skill(*row) for row in rows})


SKILLS: Mapping[str, Skill] = _skills()
LISTEN = "listen"
INTERRUPT = "interrupt"
"""The slip that the rules add to a reply given before enough is heard."""

_SLIP_ROWS = (
    ("interrupt", 0, "interrupted them"),
    ("reask", 4, "made them repeat themselves"),
    ("pry", 10, "asked for something you didn't need"),
    ("rush", 4, "rushed them"),
    ("dismiss", 0, "brushed their feelings aside"),
    ("nonapology", 0, "gave an apology that wasn't one"),
    ("blame", 0, "blamed someone else"),
    ("stonewall", 0, "gave no reason"),
    ("giveup", 0, "gave up"),
    ("bare-no", 0, "said no and left it at that"),
    ("vague", 0, "stayed vague about who, what or when"),
    ("forget", 0, "let the follow-up drop"),
    ("dump", 4, "passed them on to start all over again"),
    ("waver", 0, "sounded unsure"),
    ("robotic", 0, "sounded scripted"),
    ("entitled", 0, "took their patience or custom for granted"),
    ("cold", 0, "struck the wrong tone"),
)
_MIRROR = {skill.slip: skill.name for skill in SKILLS.values() if skill.slip}
SLIPS: Mapping[str, Slip] = MappingProxyType(
    {name: Slip(name, _MIRROR[name], drain, meaning) for name, drain, meaning in _SLIP_ROWS}
)

PATIENCE_USES = 3
"""Uses of a skill that give patience back, even where the gate lets them pay nothing."""

EVENTS: Mapping[str, Event] = MappingProxyType(
    {
        event.name: event
        for event in (
            Event("fixed", anger=-20, trust=10, patience=6, deed=True, lifts=True),
            Event("partial", anger=-8, trust=4, patience=3),
            Event("bad-news", anger=10),
            Event("kept", anger=-6, trust=12, patience=6, deed=True, lifts=True),
            Event("broken", anger=20, trust=-30, ceiling=40),
            Event("exposed", anger=30, heard=-10, trust=-40, ceiling=15),
        )
    }
)

MAX_LIFTED_CEILING = 70
"""The most that deeds bring a lowered ceiling back to."""


def ceilings() -> tuple[int, ...]:
    """Return every ceiling that trust can be under, from the lowest up; the last is the one at the start."""
    lowered = {event.ceiling for event in EVENTS.values()}
    return tuple(sorted({*lowered, MAX_LIFTED_CEILING, NO_CEILING}))


def ceiling_after(event: Event, ceiling: int) -> int:
    """Return the ceiling of trust after an event: lowered by a betrayal, lifted by a step where a deed makes good."""
    ceiling = min(ceiling, event.ceiling)
    if not event.lifts:
        return ceiling
    steps = [step for step in ceilings() if ceiling < step <= MAX_LIFTED_CEILING]
    return steps[0] if steps else ceiling


BANDS: Mapping[str, int] = MappingProxyType(
    {
        "furious": -100,
        "angry": -60,
        "frustrated": -35,
        "wary": -10,
        "calm": 15,
        "pleased": 40,
        "delighted": 65,
    }
)
"""Bands of the mood from the lowest up, each with the lowest mood that belongs to it."""


def band(mood: int) -> str:
    """Name of the band that a mood of -100..100 lies in."""
    name = "furious"
    for candidate, lowest in BANDS.items():
        if mood >= lowest:
            name = candidate
    return name


GAUGES = ("anger", "heard", "trust", "patience")


def _temperaments() -> Mapping[str, Temperament]:
    rows: tuple[tuple[Any, ...], ...] = (
        ("steady", 40, 20, 40, 24, 100, 12, 40, 85, 3, 0, 30, {}),
        ("sunny", 0, 40, 60, 40, 100, 12, 40, 85, 3, 0, 30, {}),
        ("firecracker", 70, 10, 30, 24, 150, 18, 40, 85, 3, 0, 30, {}),
        ("slow-burner", 55, 20, 20, 30, 100, 8, 50, 85, 3, 0, 30, {}),
        ("hurrier", 50, 30, 45, 16, 100, 12, 20, 85, 4, 3, 60, {"empathize": 50, "solve": 150, "commit": 150}),
        ("analyst", 40, 15, 30, 30, 100, 12, 40, 85, 3, 0, 30, {"explain": 200, "reassure": 50, "commit": 150}),
        ("worrier", 25, 15, 20, 30, 100, 12, 50, 85, 3, 0, 30, {"reassure": 200, "followup": 150}),
        ("loyal-but-hurt", 45, 10, 60, 24, 100, 12, 50, 85, 3, 0, 30, {"thank": 200, "own": 150}),
        ("cynic", 50, 20, 5, 20, 100, 12, 30, 85, 3, 0, 30, {"apologize": 50, "commit": 150, "thank": 0}),
    )  # fmt: skip
    settled = [(*row[:-1], MappingProxyType(row[-1])) for row in rows]
    return MappingProxyType({row[0]: Temperament(*row) for row in settled})


TEMPERAMENTS: Mapping[str, Temperament] = _temperaments()

RANGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "anger": (0, 100),
        "heard": (0, 100),
        "trust": (0, 100),
        "patience": (0, 100),
        "heat": (0, 400),
        "cool_cap": (0, 100),
        "heard_need": (0, 100),
        "boil": (1, 101),
        "turn_cost": (0, 20),
        "hear_cost": (0, 20),
        "trust_lead": (0, 100),
    }
)
"""Lowest and highest value of each number of a customer."""

OUTCOME_POINTS: Mapping[Outcome, int] = MappingProxyType(
    {Outcome.FULL: 10, Outcome.ALTERNATIVE: 0, Outcome.NONE: -10}
)
"""What each outcome adds to satisfaction."""
NEED_POINTS: Mapping[Need, int] = MappingProxyType({Need.MET: 35, Need.PARTLY: 5, Need.MISSED: -35})
"""What each need adds to satisfaction."""
NEED_BY_OUTCOME: Mapping[Outcome, Need] = MappingProxyType(
    {Outcome.FULL: Need.MET, Outcome.ALTERNATIVE: Need.PARTLY, Outcome.NONE: Need.MISSED}
)
"""What became of the need where an ending doesn't say."""
RECOVERY_OWN = "own"
RECOVERY_MORE = ("extra", "followup")
"""A recovery takes responsibility shown, and one of these with it."""

MAX_COUNTED = 10
"""How far visits of a scene and uses of a reply are counted; guards compare with 0 to 9."""
MAX_FORCED_SILENCES = 3
"""Silences in one visit, where nothing could be said, after which the conversation ends."""

WALKED_OUT = "walked-out"
SILENCE = "silence"
RESUME = "@resume"
RESERVED = (LISTEN, SILENCE, WALKED_OUT)

DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("listening", "listening", 20, ("listen", "invite", "reflect", "clarify"), ("interrupt", "reask"), caps=True),
    Dimension("patience", "being patient", 10, ("give-time",), ("rush",)),
    Dimension("ownership", "responsibility", 15, ("own", "handover"), ("blame", "dump")),
    Dimension("resolution", "solutions", 20, ("solve", "alternative", "extra"), ("giveup", "bare-no")),
    Dimension("empathy", "empathy", 10, ("empathize", "apologize", "warm", "thank", "tailor", "reassure", "boundary"),
        ("dismiss", "nonapology", "cold", "entitled", "robotic", "waver")),
    Dimension("honesty", "honesty", 10, ("explain",), ("stonewall",), lies=2),
    Dimension("effort", "making it easy", 5, (), ("pry", "reask", "dump"), unexplained=1, always_applies=True),
    Dimension("follow-through", "following through", 10, ("commit", "followup"), ("vague", "forget"), broken=2, caps=True),
)  # fmt: skip
DIMENSION_TITLES: Mapping[str, str] = MappingProxyType(
    {dimension.name: dimension.title for dimension in DIMENSIONS}
)
"""What a trainee reads a dimension as."""
EFFORT_SLIPS = next(dimension.slips for dimension in DIMENSIONS if dimension.name == "effort")
"""Slips that make the customer do more than they should have to."""
