"""What of a conversation's memory can still be read from each place on, and how high its counts matter.

Backward dataflow over the skeleton. Two states that differ only in what nothing ahead reads are one state to the search; so
whatever is left out here must truly be unread, by the rules, by guards, by endings. When in doubt it stays in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.prover.analysis.batch_guards import (
    CEILING,
    DEED,
    FORCED,
    TURNS,
    Field,
    asks_patience,
    comparisons,
    field_of,
    fields_read,
)
from simulator.prover.analysis.remaining_bounds import PATIENCE, max_remaining
from simulator.prover.analysis.skeleton import can_idle
from simulator.prover.analysis.use_counts import distinct_uses, equivalent_counts
from simulator.ruleset import (
    EVENTS,
    LISTEN,
    MAX_FORCED_SILENCES,
    NO_CEILING,
    RANGES,
    SKILLS,
    ceiling_after,
    ceilings,
)
from simulator.scenario.guards.tree import BooleanOperation, Connective, Fact, Number, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from simulator.prover.analysis.skeleton import Place, Skeleton
    from simulator.scenario.guards.tree import Condition, Guard
    from simulator.scenario.model import Reply, Scenario, Scene

MAX_TRACKED = 255
"""Highest count kept of uses or turns that a guard compares without bound; beyond it the search is not exact."""
_ABOVE_GAUGES = RANGES["anger"][1] + 1


@dataclass(frozen=True, slots=True)
class Relevance:
    """For each place the fields that can still be read from it on, and for each field the highest value kept.

    `equivalent` gives, where it matters less from a place on, the value by which each value of a count can be replaced there;
    `patience` the most patience that can make a difference from a place on. `open_ended` are the fields whose highest
    value is a limit of the search and not one of the rules.
    """

    live: Mapping[Place, frozenset[Field]]
    caps: Mapping[Field, int]
    equivalent: Mapping[Place, Mapping[Field, tuple[int, ...]]]
    patience: Mapping[Place, int]
    open_ended: frozenset[Field]


def relevance_of(scenario: Scenario, skeleton: Skeleton, *, timed: bool) -> Relevance:
    """Work out what can be read from each place on."""
    caps, open_ended = _caps(scenario)
    live = _live(scenario, skeleton)
    used = frozenset().union(*live.values())
    kept = {field: caps.get(field, 1) for field in used}
    asked = set().union(*(fields_read(guard.condition) for guard in guards_of(scenario)))
    reads_patience = any(asks_patience(guard.condition) for guard in guards_of(scenario))
    ahead = max_remaining(scenario, skeleton, timed=timed)
    equivalent = equivalent_counts(
        scenario, {f: most for f, most in kept.items() if f not in asked}, live, ahead
    )
    most = RANGES["patience"][1]
    patience = {
        place: most if reads_patience else int(min(most, ahead[place].get(PATIENCE, 0) + 1))
        for place in live
    }
    return Relevance(live, kept, equivalent, patience, open_ended & used)


def _live(scenario: Scenario, skeleton: Skeleton) -> dict[Place, frozenset[Field]]:
    """Return the fields that can be read from each place on; sets of them are bits of a number on the way."""
    bits = {field: 1 << bit for bit, field in enumerate(sorted(_changing(scenario)))}

    def as_bits(fields: Iterable[Field]) -> int:
        return sum(bits[field] for field in fields if field in bits)

    # Promises are read to the end, where those still open are broken.
    promises = {
        Field("open", name) for _, _, reply in scenario.replies() for name in reply.promises
    }
    inside = {
        name: as_bits(_reads_inside(scene, promises)) for name, scene in scenario.scenes.items()
    }
    entering = {
        name: as_bits(_reads_at_entry(scene, promises)) for name, scene in scenario.scenes.items()
    }
    # What was heard of a scene is not asked for on coming back where coming back brings nothing to hear.
    reset_at_entry = {
        name: as_bits(
            {Field("seen", name), FORCED}
            | ({Field("listens", name)} if _heard_once(scene) else set())
        )
        for name, scene in scenario.scenes.items()
    }
    live = {place: inside[place.scene] for place in skeleton.places}
    behind: dict[Place, list[Place]] = {place: [] for place in skeleton.places}
    for place, links in skeleton.places.items():
        entered = (link.to for link in links if link.enters or link.to != place)
        for to in dict.fromkeys(entered):
            behind[to].append(place)
    # A worklist from the places furthest on: most facts are settled after one pass, loops take a few more.
    todo = dict.fromkeys(sorted(skeleton.places, key=skeleton.order().__getitem__, reverse=True))
    while todo:
        place = next(iter(todo))
        del todo[place]
        # Read on the way in, or read inside and not set anew by entering.
        needed = entering[place.scene] | (live[place] & ~reset_at_entry[place.scene])
        for before in behind[place]:
            if needed & ~live[before]:
                live[before] |= needed
                todo[before] = None
    sets = {
        word: frozenset(field for field, bit in bits.items() if word & bit)
        for word in set(live.values())
    }
    return {place: sets[word] for place, word in live.items()}


def guards_of(scenario: Scenario) -> Iterator[Guard]:
    """Every guard of a scenario."""
    for scene in scenario.scenes.values():
        for variant in scene.variants:
            yield variant.when
        for reply in scene.replies:
            if reply.when is not None:
                yield reply.when
            for route in reply.routes:
                yield route.when


def _caps(scenario: Scenario) -> tuple[dict[Field, int], frozenset[Field]]:
    caps = {Field("use", name): distinct_uses(scenario, name) for name in SKILLS}
    caps |= {Field("listens", name): distinct_uses(scenario, LISTEN) for name in scenario.scenes}
    caps[CEILING] = len(ceilings()) - 1
    caps[FORCED] = MAX_FORCED_SILENCES - 1
    open_ended: set[Field] = set()
    for guard in guards_of(scenario):
        for left, right in comparisons(guard.condition):
            # A count matters up to one more than what it is compared with; beyond that every comparison is the same.
            for one, other in ((left, right), (right, left)):
                field = None if isinstance(one, Number) else field_of(one)
                if field is None:
                    continue
                if isinstance(other, Number):
                    needed = max(0, other.value + 1)
                elif isinstance(other, Value) and other.name != "turns":
                    needed = _ABOVE_GAUGES
                else:
                    needed = MAX_TRACKED + 1
                if needed > MAX_TRACKED:
                    open_ended.add(field)
                caps[field] = max(caps.get(field, 0), min(needed, MAX_TRACKED))
    return caps, frozenset(open_ended)


def _changing(scenario: Scenario) -> set[Field]:
    """Fields that some play could change from what they are at the start."""
    changing = {TURNS, FORCED, Field("use", LISTEN)}
    changing |= {Field("flag", flag) for flag in scenario.sets}
    events: set[str] = set()
    for scene in scenario.scenes.values():
        changing |= {Field(kind, scene.name) for kind in ("seen", "listened", "listens", "visits")}
        events |= {scene.event} if scene.event else set()
        for parts in (scene.says, *(variant.says for variant in scene.variants)):
            changing |= {Field("flag", flag) for part in parts for flag in part.sets}
        for reply in scene.replies:
            changing |= {Field("use", skill) for skill in reply.skills}
            changing |= {Field("flag", flag) for flag in reply.sets}
            changing |= {
                Field(kind, name) for name in reply.promises for kind in ("open", "promised")
            }
            changing.add(Field("given", f"{scene.name}.{reply.id}"))
            events |= {reply.event} if reply.event else set()
            events |= {"kept"} if reply.keeps else set()
    if any(EVENTS[event].deed for event in events):
        changing.add(DEED)
    if any(ceiling_after(EVENTS[event], NO_CEILING) != NO_CEILING for event in events):
        changing.add(CEILING)
    return changing


def _reads_at_entry(scene: Scene, promises: set[Field]) -> set[Field]:
    reads = {CEILING, Field("seen", scene.name)} if scene.event else set()
    if scene.ending:
        return reads | {CEILING} | promises
    if len(scene.says) > 1 and not _heard_once(scene):
        reads.add(Field("listened", scene.name))
    return reads.union(*(fields_read(variant.when.condition) for variant in scene.variants))


def _heard_once(scene: Scene) -> bool:
    """Whether every entry after the first surely speaks words of one part, so that there is nothing to listen to."""
    for variant in scene.variants:
        if len(variant.says) > 1:
            return False
        if _holds_where_seen(variant.when.condition, scene.name):
            return True
    return False


def _holds_where_seen(condition: Condition, scene: str) -> bool:
    """Whether a condition surely holds once a scene has been entered; not every one that does is recognised."""
    match condition:
        case Fact("seen", name):
            return name == scene
        case BooleanOperation(Connective.OR, conditions):
            return any(_holds_where_seen(part, scene) for part in conditions)
        case BooleanOperation(Connective.AND, conditions):
            return all(_holds_where_seen(part, scene) for part in conditions)
    return False


def _reads_inside(scene: Scene, promises: set[Field]) -> set[Field]:
    if scene.ending:
        return set()
    reads = {DEED, CEILING} | promises
    if any(len(words) > 1 for words in (scene.says, *(variant.says for variant in scene.variants))):
        reads.add(Field("listens", scene.name))
    if can_idle(scene) and scene.on_silence is None:
        reads.add(FORCED)
    offered = (reply for reply in scene.replies if reply.leaky is None)
    return reads.union(*(_reads_of(scene, reply) for reply in offered))


def _reads_of(scene: Scene, reply: Reply) -> set[Field]:
    reads = {Field("use", skill) for skill in reply.skills}
    if reply.once:
        reads.add(Field("given", f"{scene.name}.{reply.id}"))
    if reply.when is not None:
        reads |= fields_read(reply.when.condition)
    return reads.union(*(fields_read(route.when.condition) for route in reply.routes))
