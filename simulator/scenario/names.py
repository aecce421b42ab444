"""Find every place where a scenario names one of its scenes, replies, flags or promises.

The one list of what refers to what, for whoever renames a name or leads to it. Places are paths of the document; `positions`
says where they are in the text. It opens no file and changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from simulator.scenario.checks.places import (
    expected_names,
    flag_setters,
    guards,
    links,
    names_in_replies,
    texts_of_days,
)
from simulator.vocabulary import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.guards.tree import Reference
    from simulator.scenario.model import Scenario, ScenarioTest


class Use(NamedTuple):
    """One place where a name is written.

    Attributes:
        kind: What has the name.
        name: The name; that of a reply begins with its scene's, as in `opening.recap`.
        path: The string that holds the name, or the key that is the name.
        offset: Where the name starts in that string, in characters.
        is_key: Whether the name is the last segment of the key at `path`.
        is_definition: Whether this is where a scene or a reply gets its name.
    """

    kind: NameKind
    name: str
    path: KeyPath
    offset: int = 0
    is_key: bool = False
    is_definition: bool = False

    @property
    def written(self) -> str:
        """The name as it is written here: that of a reply without its scene's."""
        return self.name.rpartition(".")[2]


def uses(scenario: Scenario, scenes_of_moves: Sequence[Sequence[str]] = ()) -> Iterator[Use]:
    """Yield every place where a name is written.

    Args:
        scenario: The scenario as its file stands.
        scenes_of_moves: For each test the scene that each of its moves is made in, and last the scene that they lead to, as far
            as its play is allowed. A move of which that isn't known counts if only one scene has a reply of that id.
    """
    yield from _of_scenes(scenario)
    yield from _of_replies(scenario)
    yield from _of_lists(scenario)
    for path, guard in guards(scenario):
        for reference in guard.references:
            yield from _in_guard(path, reference)
    yield from _in_days(scenario)
    yield from _in_tests(scenario, scenes_of_moves)


def _of_scenes(scenario: Scenario) -> Iterator[Use]:
    """Yield where scenes get their names, and every way that leads to one."""
    scenes = scenario.scenes
    for name in scenes:
        yield Use(NameKind.SCENE, name, ("scenes", name), is_key=True, is_definition=True)
    ways: list[tuple[KeyPath, str | None]] = [
        (("start",), scenario.start),
        (("on", "boils"), scenario.boils),
        (("on", "walks"), scenario.walks),
        *((link.path, link.to) for link in links(scenario)),
    ]
    for path, to in ways:
        if to is not None and to in scenes:
            yield Use(NameKind.SCENE, to, path)


def _of_replies(scenario: Scenario) -> Iterator[Use]:
    for scene, index, reply in scenario.replies():
        path: KeyPath = ("scenes", scene.name, "replies", index, "id")
        yield Use(NameKind.REPLY, f"{scene.name}.{reply.id}", path, is_definition=True)


def _of_lists(scenario: Scenario) -> Iterator[Use]:
    """Yield every flag and promise in the lists of parts, replies and days."""
    for path, name in (*flag_setters(scenario), *names_in_replies(scenario, "clears")):
        yield Use(NameKind.FLAG, name, path)
    for key in ("promises", "keeps"):
        for path, name in names_in_replies(scenario, key):
            yield Use(NameKind.PROMISE, name, path)


def _in_guard(path: KeyPath, reference: Reference) -> Iterator[Use]:
    """Yield the names that a function of a guard is asked about."""
    name, offset = reference.name, reference.offset
    match reference.function:
        case "flag":
            yield Use(NameKind.FLAG, name, path, offset)
        case "promised":
            yield Use(NameKind.PROMISE, name, path, offset)
        case "chose" | "given":
            scene, _, _ = name.partition(".")
            yield Use(NameKind.SCENE, scene, path, offset)
            yield Use(NameKind.REPLY, name, path, offset + len(scene) + 1)
        case _:
            yield Use(NameKind.SCENE, name, path, offset)


def _in_days(scenario: Scenario) -> Iterator[Use]:
    for path, _, text in texts_of_days(scenario):
        yield Use(NameKind.SCENE, text.scene, (*path, "scene"))
        if text.reply is not None:
            yield Use(NameKind.REPLY, f"{text.scene}.{text.reply}", (*path, "reply"))


def _in_tests(scenario: Scenario, scenes_of_moves: Sequence[Sequence[str]]) -> Iterator[Use]:
    scenes_with = defaultdict(list)
    for scene, _, reply in scenario.replies():
        scenes_with[reply.id].append(scene.name)
    for index, test in enumerate(scenario.tests):
        made_in = scenes_of_moves[index] if index < len(scenes_of_moves) else ()
        for place, move in enumerate(test.moves):
            having = scenes_with.get(move, [])
            if place < len(made_in):
                having = [made_in[place]] if made_in[place] in having else []
            if len(having) == 1:
                path: KeyPath = ("tests", index, "moves", place)
                yield Use(NameKind.REPLY, f"{having[0]}.{move}", path)
        last = made_in[-1] if len(made_in) == len(test.moves) + 1 else ""
        yield from _in_expectations(index, test, scenes_with, last)


def _in_expectations(
    index: int, test: ScenarioTest, scenes_with: Mapping[str, Sequence[str]], last: str
) -> Iterator[Use]:
    """Yield the names in what a test expects; a reply is one of the scene that its play ends in, or of the only one with it."""
    for expected in test.expect:
        if expected.figure == "scene":
            yield Use(NameKind.SCENE, str(expected.value), ("tests", index, "expect", "scene"))
    for path, figure, name in expected_names(index, test):
        if figure != "offered":
            yield Use(NameKind(figure), name, path)
            continue
        having = scenes_with.get(name, ())
        if last in having or len(having) == 1:
            scene = last if last in having else having[0]
            yield Use(NameKind.REPLY, f"{scene}.{name}", path)
