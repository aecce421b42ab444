"""The state of a conversation as one immutable value, and the small changes every move is made of.

Each function takes a state and gives a new one; none of them knows about moves or about the machine. The words follow
docs/rules.md, "State of a conversation" and "Entering a scene".
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from simulator.ruleset import (
    EVENTS,
    MAX_COUNTED,
    NEED_BY_OUTCOME,
    NO_CEILING,
    WALKED_OUT,
    band,
    ceiling_after,
)
from simulator.vocabulary import Cause, Need, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Set

    from simulator.scenario.model import Part, Scenario, Scene

NO_COUNTS: Mapping[str, int] = MappingProxyType({})


def clamp(value: int) -> int:
    """Hold a gauge to 0..100."""
    return max(0, min(100, value))


class Gauges(NamedTuple):
    """The customer's four gauges, each 0..100."""

    anger: int
    heard: int
    trust: int
    patience: int

    @property
    def mood(self) -> int:
        """The mood, -100..100."""
        return (self.heard + self.trust) // 2 - self.anger


class Change(NamedTuple):
    """One reason why one gauge moved: by how much, and what did it.

    `name` says which skill, slip, event or limit;
    `note` says why a skill was worth less than its value (fade, gate, boil), more (owned) or both (owned-gate), or what a slip
    was made of (the skill that turned into it, or decline). The amounts of a turn add up to the whole change of each gauge.
    """

    gauge: str
    amount: int
    cause: Cause
    name: str = ""
    note: str = ""


class State(NamedTuple):
    """Everything a conversation remembers; docs/rules.md names each.

    `visits` by scene and `given` by "scene.reply" count up to MAX_COUNTED. `forced_silences` are those of this visit.
    """

    scene: str
    gauges: Gauges
    variant: int | None = None
    parts_heard: int = 0
    visit_counted: bool = False
    forced_silences: int = 0
    ceiling: int = NO_CEILING
    deed: bool = False
    seen: frozenset[str] = frozenset()
    listened: frozenset[str] = frozenset()
    visits: Mapping[str, int] = NO_COUNTS
    given: Mapping[str, int] = NO_COUNTS
    flags: frozenset[str] = frozenset()
    open_promises: tuple[str, ...] = ()
    promised: frozenset[str] = frozenset()
    uses: Mapping[str, int] = NO_COUNTS
    listens: Mapping[str, int] = NO_COUNTS
    shown: frozenset[str] = frozenset()
    slips: Mapping[str, int] = NO_COUNTS
    unexplained: int = 0
    turns: int = 0
    kept: int = 0
    broken: int = 0
    exposed: int = 0
    criticals: tuple[str, ...] = ()
    mood_path: tuple[int, ...] = ()
    boiled: bool = False
    walked: bool = False
    interrupted: str | None = None
    ending: str | None = None
    outcome: Outcome | None = None
    need: Need | None = None

    @property
    def chosen(self) -> Set[str]:
        """The replies given at least once, each as "scene.reply"."""
        return self.given.keys()

    @property
    def over(self) -> bool:
        """Whether the conversation has ended."""
        return self.ending is not None

    @property
    def anger(self) -> int:
        """Anger, 0..100."""
        return self.gauges.anger

    @property
    def heard(self) -> int:
        """How far they feel listened to, 0..100."""
        return self.gauges.heard

    @property
    def trust(self) -> int:
        """Trust, 0..100."""
        return self.gauges.trust

    @property
    def patience(self) -> int:
        """Patience left, 0..100."""
        return self.gauges.patience

    @property
    def mood(self) -> int:
        """The mood, -100..100."""
        return self.gauges.mood

    @property
    def band(self) -> str:
        """The mood's band."""
        return band(self.gauges.mood)


class Step(NamedTuple):
    """A state and the changes that led to it."""

    state: State
    changes: tuple[Change, ...] = ()


def with_names(names: frozenset[str], more: Collection[str]) -> frozenset[str]:
    """Names with more of them; the same value where there is nothing new."""
    return names if names.issuperset(more) else names.union(more)


def incremented(counts: Mapping[str, int], names: Collection[str]) -> Mapping[str, int]:
    """Return counts with one more of each name; the same value where there is none."""
    if not names:
        return counts
    more = dict(counts)
    for name in names:
        more[name] = more.get(name, 0) + 1
    return MappingProxyType(more)


def incremented_to_limit(counts: Mapping[str, int], name: str) -> Mapping[str, int]:
    """Return the counts with one more of a name, which is never counted beyond MAX_COUNTED."""
    number = counts.get(name, 0)
    return counts if number >= MAX_COUNTED else MappingProxyType({**counts, name: number + 1})


def apply_event(step: Step, name: str) -> Step:
    """Let an event happen: its numbers added and clamped at once, then trust held to the ceiling."""
    event, state = EVENTS[name], step.state
    before = state.gauges
    ceiling = ceiling_after(event, state.ceiling)
    added = Gauges(
        clamp(before.anger + event.anger),
        clamp(before.heard + event.heard),
        clamp(before.trust + event.trust),
        clamp(before.patience + event.patience),
    )
    after = added._replace(trust=min(added.trust, ceiling))
    changes = [
        Change(gauge, getattr(added, gauge) - getattr(before, gauge), Cause.EVENT, name)
        for gauge in ("anger", "heard", "trust", "patience")
    ]
    changes.append(Change("trust", after.trust - added.trust, Cause.LIMIT, "ceiling"))
    state = state._replace(
        gauges=after,
        ceiling=ceiling,
        deed=state.deed or event.deed,
        kept=state.kept + (name == "kept"),
        broken=state.broken + (name == "broken"),
        exposed=state.exposed + (name == "exposed"),
    )
    return Step(state, step.changes + tuple(change for change in changes if change.amount))


def current_words(scenario: Scenario, state: State) -> tuple[Part, ...]:
    """All parts of the words being spoken, heard or not."""
    return scenario.scenes[state.scene].words(state.variant)


def hear(scenario: Scenario, state: State) -> State:
    """Hear the next part: its flags are set, and the last of the scene's own words marks it as listened to."""
    words = current_words(scenario, state)
    heard = state.parts_heard + 1
    last_of_own = state.variant is None and heard == len(words)
    return state._replace(
        parts_heard=heard,
        flags=with_names(state.flags, words[heard - 1].sets),
        listened=with_names(state.listened, (state.scene,)) if last_of_own else state.listened,
    )


def hear_all(scenario: Scenario, state: State) -> State:
    """Hear every part that is left."""
    while state.parts_heard < len(current_words(scenario, state)):
        state = hear(scenario, state)
    return state


def enter(scenario: Scenario, step: Step, name: str) -> Step:
    """Enter a scene: its event on the first visit, its words chosen, the first part heard; an ending ends it."""
    scene = scenario.scenes[name]
    if scene.event and name not in step.state.seen:
        step = apply_event(step, scene.event)
    state = step.state
    visits = incremented_to_limit(state.visits, name)
    # A guard of a variant may ask about visits, which count this one already, and about `seen`, which does not yet.
    variant = _variant(scene, state._replace(visits=visits)) if scene.variants else None
    was_listened = variant is None and name in state.listened
    state = state._replace(
        scene=name,
        variant=variant,
        parts_heard=0,
        visit_counted=False,
        forced_silences=0,
        seen=with_names(state.seen, (name,)),
        visits=visits,
    )
    if scene.words(variant):
        state = hear(scenario, state)
    if was_listened or scene.ending:
        state = hear_all(scenario, state)
    step = Step(state, step.changes)
    if scene.ending:
        step = end(step, scene.ending.name, scene.ending.outcome, scene.ending.need)
    return step


def _variant(scene: Scene, state: State) -> int | None:
    for index, variant in enumerate(scene.variants):
        if variant.when.holds(state):
            return index
    return None


def walk_out(step: Step) -> Step:
    """Let the customer leave for good."""
    return end(step, WALKED_OUT, Outcome.NONE)


def end(step: Step, name: str, outcome: Outcome, need: Need | None = None) -> Step:
    """End the conversation: every promise still open is broken, in the order made.

    Without its own `need`, it goes by the outcome.
    """
    for _ in step.state.open_promises:
        step = apply_event(step, "broken")
    state = step.state._replace(
        open_promises=(), ending=name, outcome=outcome, need=need or NEED_BY_OUTCOME[outcome]
    )
    return Step(state, step.changes)
