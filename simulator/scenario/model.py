"""A scenario as immutable values: what a checked file means.

Faces, engine and prover all read these and never change them, and reading a file twice gives equal values. Which keys a file
may use, and their ranges, is declared in `format.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simulator.scenario.guards.tree import Guard
    from simulator.vocabulary import Need, Outcome


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of what the customer says, heard at once; hearing it sets its flags.

    Once a part that `asks` is heard, a reply isn't an interruption. `speaker` is who says it, where that isn't the customer.
    """

    text: str
    sets: tuple[str, ...] = ()
    asks: bool = False
    speaker: str = ""


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
class Answer:
    """First words back that are said while their guard holds."""

    when: Guard
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing the trainee can say or do in a scene.

    `narration` is what doing it brings to light. `teaches` are principles by number. `says_like` are other wordings of it. A
    `leaky` reply is offered in a shift only, while the trainee's composure is below that number.
    """

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
    narration: str = ""
    answers: tuple[Answer, ...] = ()
    teaches: tuple[int, ...] = ()
    says_like: tuple[str, ...] = ()
    leaky: int | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a conversation ended, by the author's name."""

    name: str
    outcome: Outcome
    need: Need


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the conversation: what is said, and what can be replied.

    A silence leads to `on_silence`, if there is one. While they `hold`, a breath taken in a shift costs them nothing.
    """

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
    on_silence: str | None = None
    hold: bool = False

    def reply(self, id: str) -> Reply | None:
        """Return the reply of that id, if this scene has it."""
        for reply in self.replies:
            if reply.id == id:
                return reply
        return None

    def words(self, variant: int | None) -> tuple[Part, ...]:
        """Return the parts spoken: a variant's by its index, or the scene's own for None."""
        return self.says if variant is None else self.variants[variant].says


@dataclass(frozen=True, slots=True)
class Portrait:
    """How the customer's portrait is composed, each trait by its word; what is empty is derived from the name."""

    hair: str = ""
    wear: str = ""
    face: str = ""
    ink: str = ""
    tone: str = ""
    extra: str = ""


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
    hear_cost: int
    trust_lead: int
    severity: int
    weights: Mapping[str, int]
    portrait: Portrait


@dataclass(frozen=True, slots=True)
class DayText:
    """Words of one scene that are different on a day: those of a part (from 0), of a reply, or the narration."""

    scene: str
    text: str
    part: int | None = None
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """Another day of the same scenario: other numbers of the customer, flags set at the start, other words."""

    name: str
    customer: Mapping[str, Any]
    sets: tuple[str, ...]
    texts: tuple[DayText, ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a test expects of one figure: a comparison sign and what it is compared with.

    A figure of names, such as `offered`, expects each of them, and one that begins with `not_` none of them.
    """

    figure: str
    sign: str
    value: int | str | tuple[str, ...]
    written: int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioTest:
    """A play that the author holds the scenario to."""

    name: str
    moves: tuple[str, ...]
    expect: tuple[Expectation, ...]
    day: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One checked scenario file; `id` is the file's name without its suffix.

    It is the scenario of one day: `day` is the day's name, empty for the file as it stands, and `sets` are the flags set at the
    start. `on_day` gives the others.
    """

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
    greeting: str = ""
    root: str = ""
    days: tuple[Day, ...] = ()
    day: str = ""
    sets: tuple[str, ...] = ()

    def on_day(self, name: str) -> Scenario:
        """Return this scenario on a day, where "" is the file as it stands; raise KeyError if there is no such day."""
        if name == self.day:
            return self
        if self.day:
            raise ValueError("ask the scenario as its file stands for another day")
        day = next((day for day in self.days if day.name == name), None)
        if day is None:
            raise KeyError(name)
        scenes = dict(self.scenes)
        for text in day.texts:
            scenes[text.scene] = _with_text(scenes[text.scene], text)
        customer = replace(self.customer, **day.customer)
        return replace(
            self, customer=customer, scenes=MappingProxyType(scenes), day=name, sets=day.sets
        )

    def replies(self) -> Iterator[tuple[Scene, int, Reply]]:
        """Yield every reply with its scene and its place there, in the order of the file."""
        for scene in self.scenes.values():
            for index, reply in enumerate(scene.replies):
                yield scene, index, reply


def _with_text(scene: Scene, text: DayText) -> Scene:
    if text.part is not None:
        says = list(scene.says)
        says[text.part] = replace(says[text.part], text=text.text)
        return replace(scene, says=tuple(says))
    if text.reply is not None:
        replies = tuple(
            replace(reply, text=text.text) if reply.id == text.reply else reply
            for reply in scene.replies
        )
        return replace(scene, replies=replies)
    return replace(scene, narration=text.text)
