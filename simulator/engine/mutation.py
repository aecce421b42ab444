"""Small changes to a scenario, one at a time, to see which of them its own tests notice.

Each mutant drops one tag, flips one guard, or drops one route, one variant or the way that a silence takes. Not tried is what
no test could notice: to drop a reply's guard altogether, which only adds an offer, where a test says what is done and not what
cannot be; leaky replies, which are offered in a shift only; words; and the variants of an ending, after which there are no
moves. A test suite that passes on a mutant does not hold the scenario to what was changed there. Each test is played on its
day. Pure: works on scenarios in memory and touches no file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import run_test, scenes_of_moves
from simulator.scenario.guards.tree import Guard, Not, compile_condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.model import Reply, Scenario, ScenarioTest, Scene


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where in the document, what was done there in words, and the scenario so changed.

    `reply` is the reply that has to be given for the change to make any difference; None where entering the scene is enough.
    """

    path: KeyPath
    change: str
    scenario: Scenario
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no test notices."""

    path: KeyPath
    change: str


@dataclass(frozen=True, slots=True)
class Mutation:
    """How many changes were tried, and those that nothing noticed."""

    tried: int
    survivors: tuple[Survivor, ...]

    @property
    def noticed(self) -> int:
        """Changes that at least one test noticed."""
        return self.tried - len(self.survivors)

    @property
    def score(self) -> int:
        """Percent of the changes that were noticed, rounded down; 100 where there was nothing to change."""
        return 100 * self.noticed // self.tried if self.tried else 100


def mutate(scenario: Scenario) -> Mutation:
    """Run the scenario's tests on every mutant.

    A test that never comes to what was changed passes or fails there as it does without the change, so it isn't run again.
    """
    tried = 0
    survivors = []
    machine = ScenarioMachine(scenario)
    met = [_met(machine, test) for test in scenario.tests]
    passed = [run_test(machine, test).passed for test in scenario.tests]
    for mutant in mutants(scenario):
        tried += 1
        place = (mutant.path[1], mutant.reply)
        again = [test for test, places in zip(scenario.tests, met, strict=True) if place in places]
        others = (ok for ok, places in zip(passed, met, strict=True) if place not in places)
        if all(others) and _all_pass(mutant.scenario, again):
            survivors.append(Survivor(mutant.path, mutant.change))
    return Mutation(tried, tuple(survivors))


def _met(machine: ScenarioMachine, test: ScenarioTest) -> set[tuple[str, str | None]]:
    """Return the scenes that a test enters, and each with the moves that the test makes there."""
    scenes = scenes_of_moves(machine, test)
    return {(scene, None) for scene in scenes} | set(zip(scenes, test.moves, strict=False))


def _all_pass(scenario: Scenario, tests: Sequence[ScenarioTest]) -> bool:
    """Return whether these tests pass; no machine is built where there are none."""
    if not tests:
        return True
    machine = ScenarioMachine(scenario)
    return all(run_test(machine, test).passed for test in tests)


def mutants(scenario: Scenario) -> Iterator[Mutant]:
    """Every mutant of a scenario, in the order of the file."""
    for scene in scenario.scenes.values():
        base: KeyPath = ("scenes", scene.name)
        for index, variant in enumerate(() if scene.ending else scene.variants):
            path: KeyPath = (*base, "variants", index, "when")
            others = scene.variants[:index] + scene.variants[index + 1 :]
            flipped = replace(variant, when=opposite(variant.when))
            both = (*scene.variants[:index], flipped, *scene.variants[index + 1 :])
            yield Mutant(
                path[:-1], "drop the variant", _with(scenario, replace(scene, variants=others))
            )
            yield Mutant(path, "flip the guard", _with(scenario, replace(scene, variants=both)))
        if scene.on_silence is not None:
            stays = replace(scene, on_silence=None)
            yield Mutant((*base, "on_silence"), "drop the silence", _with(scenario, stays))
        for index, reply in enumerate(scene.replies):
            if reply.leaky is not None:
                continue
            here: KeyPath = (*base, "replies", index)
            for path, change, changed in _reply_mutants(here, reply):
                replies = (*scene.replies[:index], changed, *scene.replies[index + 1 :])
                # What is offered can matter to a test that gives another reply, or none because there is none left.
                given = reply.id if changed.when is reply.when else None
                yield Mutant(path, change, _with(scenario, replace(scene, replies=replies)), given)


def _reply_mutants(here: KeyPath, reply: Reply) -> Iterator[tuple[KeyPath, str, Reply]]:
    for place, skill in enumerate(reply.skills):
        rest = reply.skills[:place] + reply.skills[place + 1 :]
        yield (*here, "skills", place), f"drop the skill {skill}", replace(reply, skills=rest)
    for place, slip in enumerate(reply.slips):
        rest = reply.slips[:place] + reply.slips[place + 1 :]
        yield (*here, "slips", place), f"drop the slip {slip}", replace(reply, slips=rest)
    if reply.when:
        path = (*here, "when")
        yield path, "flip the guard", replace(reply, when=opposite(reply.when))
    for place, route in enumerate(reply.routes):
        before, after = reply.routes[:place], reply.routes[place + 1 :]
        path = (*here, "routes", place)
        yield path, "drop the route", replace(reply, routes=before + after)
        flipped = replace(route, when=opposite(route.when))
        yield (*path, "when"), "flip the guard", replace(reply, routes=(*before, flipped, *after))


def opposite(guard: Guard) -> Guard:
    """Return a guard that holds where the other does not."""
    condition = Not(guard.condition)
    return Guard(f"not ({guard.text})", condition, guard.references, compile_condition(condition))


def _with(scenario: Scenario, scene: Scene) -> Scenario:
    return replace(scenario, scenes=MappingProxyType({**scenario.scenes, scene.name: scene}))
