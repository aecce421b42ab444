"""Walk over a scenario for several checks: every guard, every link and every text of a day, with its place in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.ruleset import RESUME
from simulator.scenario.limits import MAX_DAYS, MAX_REPLIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.guards.tree import Guard
    from simulator.scenario.model import Day, DayText, Part, Reply, Scenario, ScenarioTest, Scene


def guards(scenario: Scenario) -> Iterator[tuple[KeyPath, Guard]]:
    """Yield every guard of the file."""
    for scene in scenario.scenes.values():
        base: KeyPath = ("scenes", scene.name)
        for index, variant in enumerate(scene.variants):
            yield (*base, "variants", index, "when"), variant.when
        for index, reply in enumerate(scene.replies):
            here: KeyPath = (*base, "replies", index)
            if reply.when:
                yield (*here, "when"), reply.when
            for place, route in enumerate(reply.routes):
                yield (*here, "routes", place, "when"), route.when
            for place, answer in enumerate(reply.answers):
                yield (*here, "answers", place, "when"), answer.when


class Link(NamedTuple):
    """A way on: where in the document it is named, the scene it leads from, the reply it belongs to, and where it leads.

    A way without a reply is the one that a silence takes.
    """

    path: KeyPath
    scene: Scene
    reply: Reply | None
    to: str


def links(scenario: Scenario) -> Iterator[Link]:
    """Yield every way on that a reply or a scene's `on_silence` names."""
    for scene, index, reply in scenario.replies():
        here: KeyPath = ("scenes", scene.name, "replies", index)
        for place, route in enumerate(reply.routes):
            yield Link((*here, "routes", place, "to"), scene, reply, route.to)
        if reply.to is not None:
            yield Link((*here, "to"), scene, reply, reply.to)
    for scene in scenario.scenes.values():
        if scene.on_silence is not None:
            yield Link(("scenes", scene.name, "on_silence"), scene, None, scene.on_silence)


def names_in_tests(scenario: Scenario) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield every name that the file's tests expect or rule out, as `expected_names` does."""
    for index, test in enumerate(scenario.tests):
        yield from expected_names(index, test)


def expected_names(index: int, test: ScenarioTest) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield each name that a test expects or rules out: its place, `offered`, `flag` or `promise`, and the name."""
    for expected in test.expect:
        if not isinstance(expected.value, tuple):
            continue
        path: KeyPath = ("tests", index, "expect", expected.figure)
        figure = expected.figure.removeprefix("not_")
        if isinstance(expected.written, str):
            yield path, figure, expected.value[0]
        else:
            for place, name in enumerate(expected.value):
                yield (*path, place), figure, name


Graph = dict[str, set[str]]
"""Scenes by name, with the names that each leads to."""


def names_in_replies(scenario: Scenario, key: str) -> Iterator[tuple[KeyPath, str]]:
    """Yield every name in a list of a reply: its `promises`, `keeps`, `sets` or `clears`."""
    for scene, index, reply in scenario.replies():
        for place, name in enumerate(getattr(reply, key)):
            yield ("scenes", scene.name, "replies", index, key, place), name


def flag_setters(scenario: Scenario) -> Iterator[tuple[KeyPath, str]]:
    """Yield every flag that something sets: parts first, then replies, then days."""
    for scene in scenario.scenes.values():
        base: KeyPath = ("scenes", scene.name)
        yield from _flags_of_parts((*base, "says"), scene.says)
        for index, variant in enumerate(scene.variants):
            yield from _flags_of_parts((*base, "variants", index, "says"), variant.says)
    yield from names_in_replies(scenario, "sets")
    for index, day in enumerate(scenario.days):
        for place, name in enumerate(day.sets):
            yield ("days", index, "sets", place), name


def _flags_of_parts(path: KeyPath, parts: tuple[Part, ...]) -> Iterator[tuple[KeyPath, str]]:
    for index, part in enumerate(parts):
        for place, name in enumerate(part.sets):
            yield (*path, index, "sets", place), name


def link_graph(scenario: Scenario, *, resume: bool = True, leaky: bool = True) -> Graph:
    """Return for each scene the scenes its replies and a silence lead to.

    `@resume` may lead to any scene, if `resume` is followed. Without `leaky` only what leads on outside a shift is followed.
    """
    graph: Graph = {name: set() for name in scenario.scenes}
    for link in links(scenario):
        if link.reply and link.reply.leaky is not None and not leaky:
            continue
        if link.to in graph:
            graph[link.scene.name].add(link.to)
        elif link.to == RESUME and resume and (scenario.boils or scenario.walks):
            graph[link.scene.name].update(graph)
    return graph


def permanent_replies(scene: Scene) -> tuple[Reply, ...]:
    """Return the replies of a scene that may be offered outside a shift too."""
    return tuple(reply for reply in scene.replies if reply.leaky is None)


def texts_of_days(scenario: Scenario) -> Iterator[tuple[KeyPath, Day, DayText]]:
    """Yield every text that a day replaces, with its place and its day."""
    for index, day in enumerate(scenario.days):
        for place, text in enumerate(day.texts):
            yield ("days", index, "texts", place), day, text


def original_words(scenario: Scenario, text: DayText) -> str | None:
    """Return the words of the file that a day's text replaces; None where there are none to replace."""
    scene = scenario.scenes.get(text.scene)
    if scene is None:
        return None
    if text.reply is not None:
        # A scene with too many replies is an error already, and to look at all of them takes time.
        reply = scene.reply(text.reply) if len(scene.replies) <= MAX_REPLIES else None
        return reply.text if reply else None
    if text.part is not None:
        return scene.says[text.part].text if text.part < len(scene.says) else None
    return scene.narration


def scenario_by_day(scenario: Scenario) -> Iterator[Scenario]:
    """Yield the scenario as it is played on each day, the first included, but for days whose texts replace nothing."""
    yield scenario
    for day in scenario.days[:MAX_DAYS]:  # more are an error, and each takes time
        if all(original_words(scenario, text) is not None for text in day.texts):
            yield scenario.on_day(day.name)


def reverse_graph(graph: Graph) -> Graph:
    """Return the same links the other way round."""
    back: Graph = {name: set() for name in graph}
    for name, targets in graph.items():
        for target in targets:
            back[target].add(name)
    return back


def reachable(graph: Graph, starts: Iterable[str | None]) -> set[str]:
    """Return the scenes that links lead to from some scenes, these included."""
    found: set[str] = set()
    waiting = [name for name in starts if name in graph]
    while waiting:
        name = waiting.pop()
        if name is not None and name not in found:
            found.add(name)
            waiting += graph[name]
    return found
