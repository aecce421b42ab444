"""Check where replies and silences lead, by links alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import RESUME
from simulator.scenario.checks.definitions import misspelt_definitions
from simulator.scenario.checks.places import (
    guards,
    link_graph,
    links,
    reachable,
    reverse_graph,
    texts_of_days,
)
from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import KeyPath, Severity, meant, nearest
from simulator.scenario.edit import Fix, Hint, Target, toml_text
from simulator.text import quoted
from simulator.vocabulary import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario


@check("unknown-scene", Severity.ERROR)
def unknown_scene(scenario: Scenario) -> Iterator[Problem]:
    """Find every mention of a scene that doesn't exist."""
    mentions = list(_mentions(scenario))
    misspelt = _misspelt_scenes(scenario, [name for _, name, _ in mentions])
    for name, right in misspelt.items():
        yield Problem(
            ("scenes", name),
            f"Nothing else refers to the scene {quoted(name)}.",
            meant(right),
            Fix(right, Target.KEY),
            at_key=True,
        )
    for path, name, offset in mentions:
        if name not in scenario.scenes and name not in misspelt.values():
            yield Problem(
                path,
                f"There is no scene {quoted(name)}.",
                *_scene_instead(scenario, name, offset),
                offset=offset,
            )


def _misspelt_scenes(scenario: Scenario, mentioned: list[str]) -> dict[str, str]:
    """Return the scenes that nothing names, each with the near name that ways on have, or that its ending has."""
    endings = [scene.ending.name for scene in scenario.scenes.values() if scene.ending]
    return misspelt_definitions(scenario, NameKind.SCENE, scenario.scenes, mentioned, sure=endings)


def _scene_instead(scenario: Scenario, name: str, offset: int | None) -> Hint:
    """Return the hint for a name that isn't a scene's: what it is, or which scene was probably meant."""

    def instead(words: str | None, scene: str) -> Hint:
        fix = Fix(toml_text(scene))
        if offset is not None:
            fix = Fix(scene, Target.WORDS, offset, offset + len(name))
        return Hint(words, fix)

    if not scenario.scenes:
        return Hint("The file has no scenes.")
    if f"@{name}" == RESUME and offset is None:
        return instead(f"Use {quoted(RESUME)}.", RESUME)
    last = name.removeprefix("scenes.")
    if last in scenario.scenes:
        return instead(f"Use {quoted(last)}.", last)
    for scene in scenario.scenes.values():
        if scene.ending and scene.ending.name == name:
            return instead(f"That is an ending; use its scene, {quoted(scene.name)}.", scene.name)
    near = nearest(name, scenario.scenes)
    return instead(meant(near), near) if near else Hint("Use the name of a scene in this file.")


def _mentions(scenario: Scenario) -> Iterator[tuple[KeyPath, str, int | None]]:
    yield ("start",), scenario.start, None
    for key in ("boils", "walks"):
        name = getattr(scenario, key)
        if name is not None:
            yield ("on", key), name, None
    yield from ((link.path, link.to, None) for link in links(scenario) if link.to != RESUME)
    yield from _mentions_in_guards(scenario)
    for index, test in enumerate(scenario.tests):
        for expectation in test.expect:
            if expectation.figure == "scene":
                yield ("tests", index, "expect", "scene"), str(expectation.value), None
    for path, _, text in texts_of_days(scenario):
        yield (*path, "scene"), text.scene, None


def _mentions_in_guards(scenario: Scenario) -> Iterator[tuple[KeyPath, str, int | None]]:
    for path, guard in guards(scenario):
        for reference in guard.references:
            if reference.function in ("seen", "listened", "visits"):
                yield path, reference.name, reference.offset


@check("unreachable-scene", Severity.WARNING)
def unreachable_scene(scenario: Scenario) -> Iterator[Problem]:
    """Find every scene that no chain of links reaches from the start."""
    reached = reachable(link_graph(scenario), (scenario.start, scenario.boils, scenario.walks))
    for name in scenario.scenes:
        if name not in reached:
            yield Problem(
                ("scenes", name),
                f"Nothing leads to the scene {quoted(name)}.",
                f"Add to = {quoted(name)} to a reply, or delete the scene.",
                at_key=True,
            )


@check("no-ending-reachable", Severity.WARNING)
def no_ending_reachable(scenario: Scenario) -> Iterator[Problem]:
    """Find every scene that can be reached and from which no chain of links reaches an ending."""
    graph = link_graph(scenario)
    reached = reachable(graph, (scenario.start, scenario.boils, scenario.walks))
    endings = [name for name, scene in scenario.scenes.items() if scene.ending]
    can_end = reachable(reverse_graph(link_graph(scenario, leaky=False)), endings)
    for name in scenario.scenes:
        if name in reached and name not in can_end:
            yield Problem(
                ("scenes", name),
                f"No ending can be reached from the scene {quoted(name)}.",
                "Give one of its replies a to that leads towards an ending, or make it an ending.",
                at_key=True,
            )


@check("resume-without-on", Severity.WARNING)
def resume_without_on(scenario: Scenario) -> Iterator[Problem]:
    """Find every @resume in a scene that no boils or walks scene leads to: nothing can have been interrupted there."""
    aside = reachable(link_graph(scenario, resume=False), (scenario.boils, scenario.walks))
    for link in links(scenario):
        if link.to == RESUME and link.reply and link.scene.name not in aside:
            yield Problem(
                link.path,
                f"The reply {quoted(link.reply.id)} leads to @resume, but no scene in [on] leads here, "
                "so nothing has been interrupted.",
                "Name a scene instead, or add [on] with boils or walks.",
            )
