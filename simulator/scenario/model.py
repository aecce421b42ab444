"""A scenario as immutable values: what a checked file means.

Faces, engine and prover all read these; nobody changes them, and reading a file twice gives equal values. Which keys a file
may use, and their ranges, is declared in `format.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simulator.scenario.guard import Guard


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of what the customer says, heard at once; hearing it sets its flags."""

    text: str
    sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """Other words for a scene while its guard holds."""

    when: Guard
    says: tuple[Part, ...]
    narration: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Time a reply keeps the customer waiting, in ticks, and whether it is explained."""

    ticks: int
    explained: bool


@dataclass(frozen=True, slots=True)
class Critical:
    """An error that ruins a conversation however it feels: for the customer, the business or the law."""

    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Route:
    """A way on that is taken while its guard holds; its answer replaces the reply's."""

    when: Guard
    to: str
    answer: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing the trainee can say or do in a scene."""

    id: str
    text: str
    action: str
    skills: tuple[str, ...]
    slips: tuple[str, ...]
    when: Guard | None
    once: bool
    may_interrupt: bool
    wait: Wait | None
    decline: bool
    event: str | None
    promises: tuple[str, ...]
    keeps: tuple[str, ...]
    sets: tuple[str, ...]
    clears: tuple[str, ...]
    critical: Critical | None
    note: str
    answer: str
    routes: tuple[Route, ...]
    to: str | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a conversation ended, by the author's name and by outcome: full, alternative or none."""

    name: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the conversation: what is said, and what can be replied."""

    name: str
    says: tuple[Part, ...]
    narration: str
    enough: int | None
    nudge: str
    abusive: bool
    event: str | None
    clock: int | None
    variants: tuple[Variant, ...]
    replies: tuple[Reply, ...]
    ending: Ending | None

    def reply(self, id: str) -> Reply | None:
        """The reply of that id, if this scene has it."""
        for reply in self.replies:
            if reply.id == id:
                return reply
        return None

    def words(self, variant: int | None) -> tuple[Part, ...]:
        """The parts spoken: a variant's by its index, or the scene's own for None."""
        return self.says if variant is None else self.variants[variant].says


@dataclass(frozen=True, slots=True)
class Customer:
    """Who is on the other side, with every number settled; weights in percent per skill."""

    name: str
    about: str
    backstory: str
    temperament: str
    anger: int
    heard: int
    trust: int
    patience: int
    heat: int
    cool_cap: int
    heard_need: int
    boil: int
    turn_cost: int
    trust_lead: int
    severity: int
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a test expects of one figure: a comparison sign and what it is compared with."""

    figure: str
    sign: str
    value: int | str
    written: int | str


@dataclass(frozen=True, slots=True)
class ScenarioTest:
    """A play that the author holds the scenario to."""

    name: str
    moves: tuple[str, ...]
    expect: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One checked scenario file; `id` is the file's name without its suffix."""

    id: str
    title: str
    summary: str
    brief: str
    channel: str
    industry: str
    level: int
    language: str
    authors: tuple[str, ...]
    needs: tuple[str, ...]
    lesson: str
    clock: int
    start: str
    customer: Customer
    boils: str | None
    walks: str | None
    scenes: Mapping[str, Scene]
    tests: tuple[ScenarioTest, ...]

    def replies(self) -> Iterator[tuple[Scene, int, Reply]]:
        """Every reply with its scene and its place there, in the order of the file."""
        for scene in self.scenes.values():
            for index, reply in enumerate(scene.replies):
                yield scene, index, reply
